package org.onthaal.e2e.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.onthaal.testkit.PostgresProxy;
import org.onthaal.testkit.PostgresProxy.Point;

/// Kills replicas of aggregation-service that are at work, again and again at moments that a seed
/// decides, starts each again at once, and counts what was half done when they died.
final class Killer {
  private static final Duration COMES_MAX = Duration.ofSeconds(5);
  private static final int ANY_MOMENT_MILLIS = 1_000;
  private static final long LOOK_MILLIS = 50;

  private final DrivenCluster cluster;
  private final Receiver receiver;
  private final Random random;
  private final Map<Found, Integer> found = new EnumMap<>(Found.class);
  private int killed;

  /// What was half done when somebody was killed. One kill may have found several.
  enum Found {
    /// The transition is committed, and its process does not know yet.
    COMMITTED_AND_NOT_HEARD_OF,
    /// A message has arrived, and is not answered.
    ARRIVED_AND_NOT_ANSWERED,
    /// A transition is committed, and a receiver that is to hear of it has not.
    COMMITTED_AND_NOT_DELIVERED,
    /// Somebody is telling it.
    UNDER_WAY
  }

  /// How the moment is chosen.
  private enum Way {
    ANY,
    AFTER_COMMIT,
    BEFORE_ANSWER
  }

  /// @param receiver whose calls are kept waiting
  Killer(DrivenCluster cluster, Receiver receiver, Random random) {
    this.cluster = cluster;
    this.receiver = receiver;
    this.random = random;
  }

  /// Kills so often, on a thread of its own.
  CompletableFuture<Void> begin(int kills) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .name("killer")
        .start(() -> {
          try {
            while (killed < kills) {
              kill(kills - killed);
            }
            done.complete(null);
          } catch (InterruptedException | RuntimeException | AssertionError e) {
            done.completeExceptionally(e);
          }
        });
    return done;
  }

  /// How many kills found what; for after the last one.
  Map<Found, Integer> found() {
    return found;
  }

  int killed() {
    return killed;
  }

  private void kill(int left) throws InterruptedException {
    List<Replica> ready = awaitReady();
    Replica victim = ready.get(random.nextInt(ready.size()));
    switch (Way.values()[random.nextInt(Way.values().length)]) {
      case ANY -> {
        rest(random.nextInt(ANY_MOMENT_MILLIS));
        end(List.of(victim));
      }
      case AFTER_COMMIT -> {
        PostgresProxy.Hold hold =
            victim.database().hold(Point.AFTER_COMMIT, "INSERT INTO notification");
        if (hold.await(COMES_MAX)) {
          count(Found.COMMITTED_AND_NOT_HEARD_OF, 1);
        }
        end(List.of(victim));
        victim.database().forget();
      }
      case BEFORE_ANSWER -> {
        Receiver.Hold hold = receiver.holdNext();
        boolean hasArrived = hold.await(COMES_MAX);
        // Nobody knows who sent it.
        List<Replica> all = left > 1 ? cluster.aggregation() : List.of(victim);
        if (hasArrived) {
          count(Found.ARRIVED_AND_NOT_ANSWERED, all.size());
        }
        end(all);
        hold.release();
        receiver.release();
      }
    }
  }

  /// Those that can work; there is something to kill in them.
  private List<Replica> awaitReady() throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    while (System.nanoTime() < deadline) {
      List<Replica> ready = new ArrayList<>(cluster.aggregation());
      ready.removeIf(replica -> !replica.isReady());
      if (!ready.isEmpty()) {
        return ready;
      }
      rest(LOOK_MILLIS);
    }
    throw new AssertionError("no replica became ready");
  }

  private void end(List<Replica> victims) {
    victims.forEach(Replica::kill);
    killed += victims.size();
    Cluster.Sql sql = cluster.aggregationSql();
    boolean isQueued =
        sql.number(
                """
                SELECT (SELECT count(*) FROM notification WHERE state = 'QUEUED')
                  + (SELECT count(*) FROM group_transition WHERE notification_id IS NULL)
                """)
            > 0;
    boolean isUnderWay =
        sql.number(
                "SELECT count(*) FROM notification WHERE state = 'QUEUED' AND lease_until >"
                    + " clock_timestamp()")
            > 0;
    count(Found.COMMITTED_AND_NOT_DELIVERED, isQueued ? victims.size() : 0);
    count(Found.UNDER_WAY, isUnderWay ? victims.size() : 0);
    victims.forEach(Replica::start);
  }

  private void count(Found what, int kills) {
    if (kills > 0) {
      found.merge(what, kills, Integer::sum);
    }
  }

  private static void rest(long millis) throws InterruptedException {
    var _ = new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
  }
}
