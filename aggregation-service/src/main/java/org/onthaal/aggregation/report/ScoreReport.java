package org.onthaal.aggregation.report;

import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.onthaal.aggregation.fold.AsOf;
import org.onthaal.aggregation.fold.RangeRefusedException;
import org.onthaal.aggregation.fold.TallyQuery;
import org.onthaal.aggregation.fold.TallyStore;
import org.onthaal.aggregation.fold.WindowTally;
import org.onthaal.aggregation.measure.Dimension;
import org.onthaal.aggregation.measure.Metric;
import org.onthaal.aggregation.measure.Tally;
import org.onthaal.v1.Reason;
import org.onthaal.v1.ScoreQuery;
import org.onthaal.v1.ScoreRow;
import org.onthaal.v1.Violation;

/// The use case behind both doors: reads a question, waits for the position that it names, and
/// answers it from one snapshot. Safe for any thread; blocks.
public final class ScoreReport {
  private static final Duration LOOK_EVERY = Duration.ofMillis(20);

  private final TallyStore store;
  private final ZoneId zone;
  private final Limits limits;
  private final LongSupplier nanoTime;

  /// Never counted down: waiting on it is a pause that an interrupt ends.
  private final CountDownLatch pause = new CountDownLatch(1);

  /// What one question may cost.
  ///
  /// @param rowsMax rows of an answer
  /// @param afterMax how long a question waits for the position it names
  /// @param watchEvery how often, at most, a live answer is sent
  /// @param watchersMax live answers at a time
  public record Limits(int rowsMax, Duration afterMax, Duration watchEvery, int watchersMax) {}

  /// @param zone of questions that name none
  /// @param nanoTime a clock for waiting
  public ScoreReport(TallyStore store, ZoneId zone, Limits limits, LongSupplier nanoTime) {
    this.store = store;
    this.zone = zone;
    this.limits = limits;
    this.nanoTime = nanoTime;
  }

  /// Rows, and what they include.
  record Answer(List<ScoreRow> rows, AsOf asOf) {}

  private record Key(int window, Map<Dimension, String> group, Metric metric) {}

  Limits limits() {
    return limits;
  }

  /// @param violations what the door found wrong already
  ScoreQuestion read(ScoreQuery query, List<String> after, List<Violation> violations)
      throws RefusedException {
    return new QuestionReader(zone, limits.rowsMax(), violations).read(query, after);
  }

  Answer answer(ScoreQuestion question) throws RefusedException, InterruptedException {
    awaitPositions(question);
    return changedSince(question, Map.of());
  }

  /// Rows that were written after these offsets; all of them when there are none.
  Answer changedSince(ScoreQuestion question, Map<Integer, Long> offsets) throws RefusedException {
    try {
      return store.snapshot(reader -> rows(reader, question.query(), offsets));
    } catch (RangeRefusedException e) {
      throw new RefusedException(Reason.valueOf(e.refusal().name()), "expected " + e.getMessage());
    }
  }

  AsOf asOf() {
    return store.asOf();
  }

  private Answer rows(TallyStore.Reader reader, TallyQuery query, Map<Integer, Long> offsets) {
    AsOf asOf = reader.asOf();
    List<WindowTally> windows = reader.read(query, offsets, limits.rowsMax());
    Optional<Map<Key, Tally>> previous = previous(reader, query);
    List<ScoreRow> rows =
        windows.stream()
            // A live answer takes back a row whose last rating was erased; a plain one never has
            // it.
            .filter(window -> window.changed() && (window.tally().n() > 0 || !offsets.isEmpty()))
            .map(window ->
                Protos.row(
                    window,
                    query.windows().zone(),
                    previous.map(tallies -> tallies.getOrDefault(key(window), Tally.EMPTY))))
            .toList();
    return new Answer(rows, asOf);
  }

  /// The period before may lie where minutes are no longer kept; then it is left out.
  private Optional<Map<Key, Tally>> previous(TallyStore.Reader reader, TallyQuery query) {
    try {
      Map<Key, Tally> tallies = new HashMap<>();
      reader
          .read(query.in(query.windows().previous()), Map.of(), limits.rowsMax())
          .forEach(window -> tallies.put(key(window), window.tally()));
      return Optional.of(tallies);
    } catch (RangeRefusedException _) {
      return Optional.empty();
    }
  }

  private static Key key(WindowTally window) {
    return new Key(window.window(), window.group(), window.metric());
  }

  private void awaitPositions(ScoreQuestion question)
      throws RefusedException, InterruptedException {
    long deadline = nanoTime.getAsLong() + limits.afterMax().toNanos();
    while (!question.after().isEmpty() && !store.asOf().includes(question.after())) {
      if (nanoTime.getAsLong() - deadline > 0) {
        throw new RefusedException(
            Reason.NOT_CAUGHT_UP,
            "the fold has not reached the position in " + limits.afterMax().toSeconds() + " s");
      }
      pause(LOOK_EVERY);
    }
  }

  /// Ends early only by an interrupt.
  void pause(Duration wait) throws InterruptedException {
    var _ = pause.await(wait.toNanos(), TimeUnit.NANOSECONDS);
  }
}
