package org.onthaal.aggregation.notify.group;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.onthaal.aggregation.notify.RouteTable;

/// What is asked about a due group, in order; the first answer counts.
public final class GroupPipeline {
  private final List<Stage> stages;

  /// The stages of this routes file.
  ///
  /// @param isGone whether a receiver was in the file before
  /// @param giveUpAfter after this a notification that was never taken becomes a dead letter
  public GroupPipeline(RouteTable table, Predicate<String> isGone, Duration giveUpAfter) {
    this.stages =
        List.of(
            new ReceiverStage(table, isGone),
            new MuteStage(table),
            new DedupStage(),
            new TellStage(giveUpAfter));
  }

  public Verdict verdict(Group group, Instant now) {
    for (Stage stage : stages) {
      Optional<Verdict> verdict = stage.judge(group, now);
      if (verdict.isPresent()) {
        return verdict.get();
      }
    }
    throw new IllegalStateException("no stage judged " + group + " (expected: the last one does)");
  }
}
