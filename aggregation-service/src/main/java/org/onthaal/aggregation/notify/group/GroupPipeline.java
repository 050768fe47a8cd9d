package org.onthaal.aggregation.notify.group;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.onthaal.aggregation.alert.AlertTransaction;
import org.onthaal.aggregation.notify.RouteTable;
import org.onthaal.aggregation.notify.stage.QuietAlerts;
import org.onthaal.aggregation.notify.stage.WithheldStore;

/// What is asked about a due group, in order; the first answer counts.
public final class GroupPipeline {
  private final QuietAlerts quiet;
  private final List<Stage> stages;

  /// The stages of this routes file.
  ///
  /// @param isGone whether a receiver was in the file before
  /// @param quiet knows what is not told now
  /// @param giveUpAfter after this a notification that was never taken becomes a dead letter
  public GroupPipeline(
      RouteTable table, Predicate<String> isGone, QuietAlerts quiet, Duration giveUpAfter) {
    this.quiet = quiet;
    this.stages =
        List.of(
            new ReceiverStage(table, isGone),
            new MuteStage(table),
            new DedupStage(),
            new TellStage(giveUpAfter));
  }

  /// What becomes of a due group.
  ///
  /// @param transaction holds the group's row
  public Judged judge(AlertTransaction transaction, Group due, Instant now) {
    Group group = due.holding(quiet.among(transaction, firing(due)));
    return new Judged(group, verdict(group, now));
  }

  private static List<WithheldStore.Firing> firing(Group group) {
    return group.members().stream()
        .filter(Group.Member::isFiring)
        .map(member -> new WithheldStore.Firing(member.alert(), member.subject()))
        .toList();
  }

  private Verdict verdict(Group group, Instant now) {
    for (Stage stage : stages) {
      Optional<Verdict> verdict = stage.judge(group, now);
      if (verdict.isPresent()) {
        return verdict.get();
      }
    }
    throw new IllegalStateException("no stage judged " + group + " (expected: the last one does)");
  }

  /// A group, with what of it is held back, and what becomes of it.
  public record Judged(Group group, Verdict verdict) {}
}
