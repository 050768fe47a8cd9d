package org.onthaal.aggregation.report;

import java.util.Map;
import java.util.Optional;
import org.onthaal.aggregation.fold.AsOf;
import org.onthaal.v1.Reason;
import org.onthaal.v1.WatchScoresResponse;

/// One caller's live answer: all rows at first, then those that changed, with absolute values. For
/// one thread.
///
/// Driven by the committed positions of the fold, so that any replica can serve it.
final class ScoreWatch {
  private final ScoreReport report;
  private final ScoreQuestion question;
  private Map<Integer, Long> sent;
  private boolean started;

  /// @param resume offsets of the last message seen; empty for a new watch
  ScoreWatch(ScoreReport report, ScoreQuestion question, Map<Integer, Long> resume) {
    this.report = report;
    this.question = question;
    sent = Map.copyOf(resume);
  }

  /// What is new; empty when nothing is, or when nobody can say at the moment.
  Optional<WatchScoresResponse> next() throws RefusedException {
    try {
      return news();
    } catch (RefusedException e) {
      if (started && e.problem().getReason() == Reason.UNAVAILABLE) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private Optional<WatchScoresResponse> news() throws RefusedException {
    AsOf now = report.asOf();
    if (started && now.offsets().equals(sent)) {
      return Optional.empty();
    }
    if (!started && !now.includes(sent)) {
      // Seen in a history that was replaced by an older one: only everything is right.
      sent = Map.of();
    }
    ScoreReport.Answer answer = report.changedSince(question, sent);
    boolean first = !started;
    started = true;
    sent = answer.asOf().offsets();
    return first || !answer.rows().isEmpty()
        ? Optional.of(
            WatchScoresResponse.newBuilder()
                .addAllRows(answer.rows())
                .setAsOf(Protos.asOf(answer.asOf()))
                .build())
        : Optional.empty();
  }
}
