package org.onthaal.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.onthaal.testkit.PostgresProxy;
import org.onthaal.testkit.PostgresProxy.Point;
import org.onthaal.v1.Rating;
import org.onthaal.v1.Receipt;

/// Two replicas of each service on one database: any of them, and the database, may die, freeze or
/// be cut off at any moment. After each fault every invariant holds.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReplicasIT {
  // Above the ten seconds after which the database ends a silent transaction, and the fifteen after
  // which a silent holder loses its partitions; a hang is what it finds.
  private static final Duration TAKEN_OVER_MAX = Duration.ofMinutes(1);
  private static final int BACKLOG_BATCHES = 20;
  private static final int BATCH = 200;
  // So many may take a transaction, which can be stopped; fewer are one statement.
  private static final int LARGE = 400;

  private final Random random = new Random(Sizes.SEED);
  private Cluster cluster;
  private History history;
  private Sender sender;
  private Invariants invariants;

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    cluster = Cluster.start(folder, 2, 2);
    history = History.in(folder.resolve("history.jsonl"));
    invariants = new Invariants(cluster, history);
  }

  @BeforeEach
  void send() {
    sender = new Sender(history, cluster.feedback(), random.nextLong());
  }

  @AfterEach
  void stopSending() {
    sender.close();
  }

  @AfterAll
  void stop() throws IOException {
    System.out.printf(
        Locale.ROOT,
        "replicas: seed %d, longest wait for green %d ms%n",
        Sizes.SEED,
        invariants.slowest().toMillis());
    cluster.close();
    history.close();
  }

  @Test
  void killsAtAnyMomentOfIntakeAndFoldLoseNothing() {
    List<Replica> all = cluster.all();
    sender.start(Sizes.RATE);
    for (int kill = 0; kill < Sizes.KILLS; kill++) {
      Replica victim = all.get(random.nextInt(all.size()));
      sender.awaitMore(1 + random.nextInt(Sizes.RATE));
      victim.kill();
      sender.awaitMore(1 + random.nextInt(Sizes.RATE));
      victim.start();
      invariants.everythingIsGreenWithoutAPerson();
    }
    sender.settle();

    invariants.hold();
  }

  @Test
  void killsWhileABacklogIsFoldedCountNothingTwice() {
    cluster.aggregation().forEach(Replica::kill);
    for (int i = 0; i < BACKLOG_BATCHES; i++) {
      sender.submit(sender.make(BATCH));
    }
    List<PostgresProxy.Hold> holds =
        cluster.aggregation().stream()
            .map(replica -> replica.database().hold(Point.BEFORE_COMMIT, "INSERT INTO tally_hour"))
            .toList();

    cluster.aggregation().forEach(Replica::start);

    await("one of them to be in the middle of the backlog")
        .atMost(TAKEN_OVER_MAX)
        .until(() -> holds.stream().anyMatch(hold -> hold.await(Duration.ofMillis(10))));
    cluster.aggregation().forEach(Replica::kill);
    cluster.aggregation().forEach(replica -> replica.database().forget());
    cluster.aggregation().forEach(Replica::start);
    invariants.hold();
  }

  /// It stands still with everything locked: rows, and the head of the log.
  @Test
  void feedbackReplicaThatFreezesInATransactionDoesNotStopTheOther() {
    Replica frozen = cluster.feedback().getFirst();
    Replica other = cluster.feedback().getLast();
    Sender toOther = new Sender(history, List.of(other), random.nextLong());
    PostgresProxy.Hold hold = frozen.database().hold(Point.BEFORE_COMMIT, "INSERT INTO rating_log");
    List<Rating> stuck = sender.sendUntil(hold, frozen, LARGE);

    frozen.pause();

    toOther.begin(toOther.make(BATCH));
    toOther.settle();
    // The same ratings, given to the other one: their keys are free again, too.
    toOther.begin(stuck);
    toOther.settle();
    hold.drop();
    frozen.resume();
    toOther.close();
    invariants.hold();
  }

  @Test
  void aggregationReplicaThatFreezesLosesItsPartitionsToTheOther() {
    for (Replica frozen : cluster.aggregation()) {
      frozen.pause();
      sender.submit(sender.make(BATCH));

      // By the other one.
      invariants.awaitFolded();

      frozen.resume();
      invariants.hold();
    }
  }

  /// Leases only save work: what two folds at once may do is decided by the checkpoint.
  @Test
  void aggregationReplicasThatRaceCountNothingTwice() {
    sender.start(Sizes.RATE);
    for (int i = 0; i < 10; i++) {
      sender.awaitMore(10);
      cluster
          .aggregationSql()
          .rows(
              "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted"
                  + " GROUP BY pid",
              row -> row.getBoolean(1));
    }
    sender.settle();

    invariants.hold();
  }

  @Test
  void databaseThatIsKilledLosesNothing() {
    sender.start(Sizes.RATE);
    for (int i = 0; i < 2; i++) {
      sender.awaitMore(Sizes.RATE);
      cluster.postgres().kill();
      cluster.postgres().restart();
      invariants.everythingIsGreenWithoutAPerson();
    }
    sender.awaitMore(Sizes.RATE);
    sender.settle();

    invariants.hold();
  }

  /// Every call is answered with a status that says "again", and nobody restarts anything.
  @Test
  void databaseThatIsAwayIsToldToEveryCallerAndWaitedFor() {
    List<Long> pids = cluster.all().stream().map(Replica::pid).toList();
    Sender once = new Sender(history, cluster.feedback(), random.nextLong());
    sender.submit(sender.make(BATCH));
    cluster.postgres().kill();

    List<Rating> refused = once.make(20);
    long from = System.nanoTime();
    while (System.nanoTime() - from < Sizes.OUTAGE.toNanos()) {
      for (Replica replica : cluster.feedback()) {
        assertThat(once.tryOnce(replica, refused)).isEmpty();
        assertThat(replica.isReady()).isFalse();
      }
    }
    cluster.postgres().restart();

    invariants.everythingIsGreenWithoutAPerson();
    sender.submit(refused);
    assertThat(cluster.all().stream().map(Replica::pid).toList()).isEqualTo(pids);
    once.close();
    invariants.hold();
  }

  @Test
  void databaseThatFreezesIsToldToEveryCallerAndWaitedFor() {
    Sender once = new Sender(history, cluster.feedback(), random.nextLong());
    sender.submit(sender.make(BATCH));
    cluster.postgres().pause();

    List<Rating> refused = once.make(20);
    for (Replica replica : cluster.feedback()) {
      assertThat(once.tryOnce(replica, refused)).isEmpty();
    }
    cluster.postgres().resume();

    sender.submit(refused);
    once.close();
    invariants.hold();
  }

  @Test
  void ratingWhoseAcknowledgementIsCutOffIsADuplicateWithTheStoredReceipt() {
    Replica replica = cluster.feedback().getFirst();
    List<Rating> batch = sender.make(1);
    PostgresProxy.Hold hold = replica.database().hold(Point.AFTER_COMMIT, "INSERT INTO rating_log");
    Thread sending = Thread.startVirtualThread(() -> sender.tryOnce(replica, batch));
    assertThat(hold.await(TAKEN_OVER_MAX)).isTrue();

    hold.drop();

    await("the call to end").atMost(TAKEN_OVER_MAX).until(() -> !sending.isAlive());
    Receipt receipt = sender.submit(batch).getFirst();
    assertThat(receipt.getDuplicate()).isTrue();
    assertThat(sender.submit(batch).getFirst().getReceivedAt()).isEqualTo(receipt.getReceivedAt());
    // Nothing else was written to the partition since.
    assertThat(sender.submit(batch).getFirst().getPosition()).isEqualTo(receipt.getPosition());
    invariants.hold();
  }
}
