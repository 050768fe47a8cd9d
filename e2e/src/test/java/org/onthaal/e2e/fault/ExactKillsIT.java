package org.onthaal.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onthaal.testkit.PostgresProxy;
import org.onthaal.testkit.PostgresProxy.Point;
import org.onthaal.v1.Rating;
import org.onthaal.v1.Receipt;

/// SIGKILL at the four moments at which something is half done, under load, in an order that the
/// seed decides. A proxy before the database and a receiver that does not answer hold the process
/// still; nothing in it knows.
class ExactKillsIT {
  private static final Duration REACHED_MAX = Duration.ofMinutes(1);
  private static final int BATCH = 50;
  // So many are copied; fewer are one statement, which leaves nothing between it and its commit.
  private static final int COPIED = 400;

  @TempDir Path folder;
  private final Random random = new Random(Sizes.SEED);
  private final Map<Moment, Integer> fell = new EnumMap<>(Moment.class);
  private int languages;

  /// Where a kill falls.
  private enum Moment {
    COPY_AND_COMMIT,
    COMMIT_AND_ACKNOWLEDGEMENT,
    FOLD_AND_CHECKPOINT,
    TRANSITION_AND_DELIVERY
  }

  @Test
  void killAtEachHalfDoneMomentLosesNothingAndCountsNothingTwice() throws Exception {
    List<Moment> moments = new ArrayList<>();
    for (int round = 0; round < Sizes.ROUNDS; round++) {
      moments.addAll(List.of(Moment.values()));
    }
    Collections.shuffle(moments, random);
    try (Cluster cluster = Cluster.start(folder, 1, 1);
        History history = History.in(folder.resolve("history.jsonl"));
        Sender sender = new Sender(history, cluster.feedback(), Sizes.SEED)) {
      Invariants invariants = new Invariants(cluster, history);
      sender.start(Sizes.RATE);
      sender.awaitMore(20);

      for (Moment moment : moments) {
        kill(cluster, sender, moment);
        invariants.everythingIsGreenWithoutAPerson();
        sender.awaitMore(20);
        invariants.talliesEqualTheRecount();
        fell.merge(moment, 1, Integer::sum);
      }

      sender.settle();
      invariants.hold();
      System.out.printf(
          Locale.ROOT,
          "exact kills: seed %d, %d ratings, longest wait for green %d ms, kills %s%n",
          Sizes.SEED,
          sender.acknowledged(),
          invariants.slowest().toMillis(),
          fell);
      assertThat(fell).containsOnlyKeys(Moment.values());
    }
  }

  private void kill(Cluster cluster, Sender sender, Moment moment) throws Exception {
    switch (moment) {
      case COPY_AND_COMMIT -> killTheIntake(cluster, sender, Point.BEFORE_COMMIT);
      case COMMIT_AND_ACKNOWLEDGEMENT -> killTheIntake(cluster, sender, Point.AFTER_COMMIT);
      case FOLD_AND_CHECKPOINT -> killTheFold(cluster, sender);
      case TRANSITION_AND_DELIVERY -> killTheDelivery(cluster, sender);
    }
  }

  private void killTheIntake(Cluster cluster, Sender sender, Point point) {
    Replica service = cluster.feedback().getFirst();
    boolean byCopy = point == Point.BEFORE_COMMIT || random.nextBoolean();
    PostgresProxy.Hold hold =
        service.database().hold(point, byCopy ? "COPY rating (" : "INSERT INTO rating (");

    List<Rating> batch = sender.sendUntil(hold, service, byCopy ? COPIED : BATCH);
    service.kill();
    hold.drop();
    service.start();
    // The sender knows of no outcome and says the same again.
    List<Receipt> receipts = sender.submit(batch);
    assertThat(receipts)
        .extracting(Receipt::getId)
        .containsExactlyInAnyOrderElementsOf(
            batch.stream().map(Rating::getId).collect(Collectors.toSet()));
    // Others are inserted meanwhile, but nobody else sends enough to copy.
    if (byCopy && point == Point.AFTER_COMMIT) {
      assertThat(receipts).as("what the first try stored").anyMatch(Receipt::getDuplicate);
    }
  }

  private void killTheFold(Cluster cluster, Sender sender) {
    Replica service = cluster.aggregation().getFirst();
    PostgresProxy.Hold hold =
        service.database().hold(Point.BEFORE_COMMIT, "INSERT INTO tally_hour");
    sender.begin(sender.make(BATCH));

    assertThat(hold.await(REACHED_MAX)).as("a step is folded").isTrue();
    service.kill();
    hold.drop();
    service.start();
  }

  /// Either the message has arrived and is not answered, or the transition is committed and its
  /// process does not know yet.
  private void killTheDelivery(Cluster cluster, Sender sender) throws InterruptedException {
    Replica service = cluster.aggregation().getFirst();
    int before = cluster.receiver().calls().size();
    String language = "q" + (char) ('a' + languages / 26) + (char) ('a' + languages++ % 26);
    if (random.nextBoolean()) {
      Receiver.Hold hold = cluster.receiver().holdNext();
      sender.begin(sender.make(BATCH, 1, language));
      assertThat(hold.await(REACHED_MAX)).as("a message arrives").isTrue();
      service.kill();
      hold.release();
      service.start();
    } else {
      PostgresProxy.Hold hold =
          service.database().hold(Point.AFTER_COMMIT, "INSERT INTO notification");
      sender.begin(sender.make(BATCH, 1, language));
      assertThat(hold.await(REACHED_MAX)).as("a transition is committed").isTrue();
      service.kill();
      hold.drop();
      service.start();
    }
    org.awaitility.Awaitility.await("the message to come (again)")
        .atMost(REACHED_MAX)
        .until(() -> cluster.receiver().calls().size() > before);
  }
}
