package org.onthaal.aggregation.report;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.onthaal.aggregation.door.Admission;
import org.onthaal.aggregation.door.Problems;
import org.onthaal.aggregation.fold.AsOf;
import org.onthaal.aggregation.fold.DatabaseFailedException;
import org.onthaal.aggregation.fold.RangeRefusedException;
import org.onthaal.aggregation.fold.TallyQuery;
import org.onthaal.aggregation.fold.TallyStore;
import org.onthaal.aggregation.fold.WindowTally;
import org.onthaal.aggregation.measure.Suppression;
import org.onthaal.v1.Reason;
import org.onthaal.v1.ScoreQuery;
import org.onthaal.v1.ScoreRow;
import org.onthaal.v1.Violation;

/// The use case behind both doors: reads a question, waits for the position that it names, and
/// answers it from one snapshot. Safe for any thread; blocks.
public final class ScoreReport {
  private static final System.Logger LOG = System.getLogger(ScoreReport.class.getPackageName());
  private static final Duration LOOK_EVERY = Duration.ofMillis(20);

  private final TallyStore store;
  private final ZoneId zone;
  private final Limits limits;
  private final Suppression suppression;
  private final LongSupplier nanoTime;
  private final Admission admission;

  /// Counted down once, when live answers end.
  private final CountDownLatch ending = new CountDownLatch(1);

  /// What one question may cost.
  ///
  /// @param rowsMax rows of an answer
  /// @param afterMax how long a question waits for the position it names
  /// @param watchEvery how often, at most, a live answer is sent
  /// @param heartbeat how often, at least, a live answer over HTTP is written to: the only way to
  ///   learn that its listener has gone
  /// @param watchersMax live answers at a time
  public record Limits(
      int rowsMax, Duration afterMax, Duration watchEvery, Duration heartbeat, int watchersMax) {}

  /// @param zone of questions that name none
  /// @param suppression which rows too few people are behind to be shown
  /// @param nanoTime a clock for waiting
  /// @param admission lets questions to the database; live answers have a limit of their own
  public ScoreReport(
      TallyStore store,
      ZoneId zone,
      Limits limits,
      Suppression suppression,
      LongSupplier nanoTime,
      Admission admission) {
    this.store = store;
    this.zone = zone;
    this.limits = limits;
    this.suppression = suppression;
    this.nanoTime = nanoTime;
    this.admission = admission;
  }

  /// Rows, and what they include.
  record Answer(List<ScoreRow> rows, AsOf asOf) {}

  Limits limits() {
    return limits;
  }

  /// @param violations what the door found wrong already
  ScoreQuestion read(ScoreQuery query, Positions after, List<Violation> violations)
      throws RefusedException {
    return new QuestionReader(zone, limits.rowsMax(), violations).read(query, after);
  }

  /// The same where only whole days can be answered.
  ScoreQuestion readDays(ScoreQuery query, Positions after, List<Violation> violations)
      throws RefusedException {
    return new QuestionReader(zone, limits.rowsMax(), violations).readDays(query, after);
  }

  /// Positions of the log as a caller names them.
  ///
  /// @param field where they stood
  record Positions(String field, List<String> texts) {
    Positions {
      texts = List.copyOf(texts);
    }

    /// Of a message that was seen before; empty for none.
    static Positions resuming(String field, String text) {
      return new Positions(field, text.isEmpty() ? List.of() : List.of(text.split(",", -1)));
    }
  }

  Answer answer(ScoreQuestion question) throws RefusedException, InterruptedException {
    awaitPositions(question);
    return admission
        .call(Admission.Priority.DASHBOARD, () -> changedSince(question, Map.of()))
        .orElseThrow(() -> new RefusedException(Problems.overloaded()));
  }

  /// Rows that were written after these offsets; all of them when there are none.
  Answer changedSince(ScoreQuestion question, Map<Integer, Long> offsets) throws RefusedException {
    try {
      return store.snapshot(reader -> rows(reader, question.query(), offsets));
    } catch (RangeRefusedException e) {
      throw new RefusedException(Reason.valueOf(e.refusal().name()), "expected " + e.getMessage());
    } catch (DatabaseFailedException e) {
      throw unavailable(e);
    }
  }

  AsOf asOf() throws RefusedException {
    try {
      return store.asOf();
    } catch (DatabaseFailedException e) {
      throw unavailable(e);
    }
  }

  static RefusedException unavailable(DatabaseFailedException cause) {
    LOG.log(System.Logger.Level.WARNING, "A question is not answered: {0}", cause.getMessage());
    return new RefusedException(
        Reason.UNAVAILABLE, "the database does not answer; try again in a moment");
  }

  private Answer rows(TallyStore.Reader reader, TallyQuery query, Map<Integer, Long> offsets) {
    AsOf asOf = reader.asOf();
    AnswerRows rows =
        new AnswerRows(
            reader.read(query, offsets, limits.rowsMax()),
            previous(reader, query, offsets),
            suppression);
    return new Answer(rows.told(query.windows().zone(), !offsets.isEmpty()), asOf);
  }

  /// The period before may lie where minutes are no longer kept; then it is left out.
  private Optional<List<WindowTally>> previous(
      TallyStore.Reader reader, TallyQuery query, Map<Integer, Long> offsets) {
    try {
      return Optional.of(
          reader.read(query.in(query.windows().previous()), offsets, limits.rowsMax()));
    } catch (RangeRefusedException _) {
      return Optional.empty();
    }
  }

  void awaitPositions(ScoreQuestion question) throws RefusedException, InterruptedException {
    long deadline = nanoTime.getAsLong() + limits.afterMax().toNanos();
    while (!question.after().isEmpty() && !asOf().includes(question.after())) {
      if (nanoTime.getAsLong() - deadline > 0) {
        throw new RefusedException(
            Reason.NOT_CAUGHT_UP,
            "the fold has not reached the position in " + limits.afterMax().toSeconds() + " s");
      }
      if (!pause(LOOK_EVERY)) {
        throw new RefusedException(Reason.UNAVAILABLE, "stopping");
      }
    }
  }

  /// Waits; false when there is nothing to wait for any more.
  boolean pause(Duration wait) throws InterruptedException {
    return !ending.await(wait.toNanos(), TimeUnit.NANOSECONDS);
  }

  /// Ends all live answers, so that the doors can drain.
  public void endWatches() {
    ending.countDown();
  }
}
