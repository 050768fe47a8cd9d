package org.onthaal.aggregation.fold;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.onthaal.aggregation.tail.LogSource;
import org.onthaal.aggregation.tail.Reconnect;
import org.onthaal.aggregation.tail.RecountedCell;
import org.onthaal.aggregation.tail.Signal;

@Timeout(30)
class PartitionFolderTest {
  private static final Duration FIRST = Duration.ofMillis(100);
  private static final int FAILURES = 4;

  private final CountDownLatch stop = new CountDownLatch(1);

  @Test
  void waitsGrowWhileTheDatabaseRefusesAlthoughTheLogAnswers() {
    List<Long> bounds = new ArrayList<>();
    FoldSettings settings =
        new FoldSettings(
            FIRST,
            100,
            Duration.ZERO,
            Duration.ofMinutes(5),
            100,
            FIRST,
            Duration.ofSeconds(15),
            Duration.ofSeconds(1));
    Folding.Parts parts =
        new Folding.Parts(
            new FakeLog(PartitionFolderTest::caughtUp),
            new RefusingStore(),
            new Alone(),
            settings,
            () -> backoff(bounds));

    new PartitionFolder(0, parts, List.of(), stop).run();

    assertThat(bounds).containsExactly(101L, 201L, 401L, 801L);
  }

  @Test
  void fifthCommitInARowWaitsForMoreToCome() {
    Duration every = Duration.ofHours(1);
    FoldSettings settings =
        new FoldSettings(
            FIRST,
            100,
            every,
            Duration.ofMinutes(5),
            100,
            FIRST,
            Duration.ofSeconds(15),
            Duration.ofSeconds(1));
    AcceptingStore store = new AcceptingStore();
    List<Integer> committedBeforeAWait = new ArrayList<>();
    AtomicLong offset = new AtomicLong(-1);
    FakeLog busy =
        new FakeLog(wait -> {
          if (wait.compareTo(every.dividedBy(2)) > 0) {
            committedBeforeAWait.add(store.commits);
            stop.countDown();
          }
          // One batch whenever the reader has nothing yet; none while it waits for more.
          return wait.isZero() || stop.getCount() == 0
              ? Optional.empty()
              : Optional.of(
                  new Signal.Batch(0, offset.incrementAndGet(), Instant.EPOCH, List.of()));
        });
    Folding.Parts parts =
        new Folding.Parts(busy, store, new Alone(), settings, () -> backoff(new ArrayList<>()));

    new PartitionFolder(0, parts, List.of(), stop).run();

    assertThat(committedBeforeAWait).containsExactly(4);
    // What was gathered before the wait is not lost.
    assertThat(store.commits).isEqualTo(5);
  }

  /// Waits no time, and ends the run after so many failures.
  private Reconnect backoff(List<Long> bounds) {
    RandomGenerator noWait =
        new RandomGenerator() {
          @Override
          public long nextLong() {
            return 0;
          }

          @Override
          public long nextLong(long bound) {
            bounds.add(bound);
            if (bounds.size() == FAILURES) {
              stop.countDown();
            }
            return 0;
          }
        };
    return new Reconnect(FIRST, Duration.ofSeconds(5), noWait);
  }

  /// What a log without entries says whenever it is asked.
  private static Optional<Signal> caughtUp(Duration wait) {
    return wait.isZero()
        ? Optional.empty()
        : Optional.of(new Signal.CaughtUp(0, -1, Instant.EPOCH));
  }

  /// A log that says what it is told to, by how long its reader would wait.
  private record FakeLog(Function<Duration, Optional<Signal>> says) implements LogSource {
    @Override
    public List<Head> heads() {
      return List.of(new Head(0, -1));
    }

    @Override
    public Tail tail(int partition, long afterOffset) {
      return new Tail() {
        @Override
        public Optional<Signal> next(Duration wait) {
          return says.apply(wait);
        }

        @Override
        public void close() {}
      };
    }

    @Override
    public void recount(
        Instant minutesFrom, Consumer<List<Head>> heads, Consumer<RecountedCell> cells) {
      throw new AssertionError("nobody asked for a recount");
    }

    @Override
    public void close() {}
  }

  /// A database that answers reads and refuses every write, as one whose disk is full.
  private static class RefusingStore implements FoldStore {
    @Override
    public void prepare(int partitions) {}

    @Override
    public Checkpoint checkpoint(int partition) {
      return new Checkpoint(partition, -1, Optional.empty(), 0, -1);
    }

    @Override
    public Folded.Known known() {
      return new Folded.Known(Map.of(), Set.of());
    }

    @Override
    public boolean commit(long from, Step step, List<FoldStep> continuations) {
      throw new IllegalStateException("no space left");
    }

    @Override
    public boolean tick(int partition, long offset, Instant at, List<FoldStep> continuations) {
      throw new IllegalStateException("no space left");
    }

    @Override
    public int prune(Instant before, int rowsMax) {
      return 0;
    }
  }

  /// A database that takes everything.
  private static final class AcceptingStore extends RefusingStore {
    private int commits;

    @Override
    public boolean commit(long from, Step step, List<FoldStep> continuations) {
      commits++;
      return true;
    }
  }

  private static final class Alone implements Folding.Leases {
    @Override
    public boolean holds(int partition) {
      return true;
    }

    @Override
    public void close() {}
  }
}
