package org.onthaal.aggregation.heartbeat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.onthaal.aggregation.fold.TallyStore;
import org.onthaal.aggregation.rule.Rule;
import org.onthaal.aggregation.rule.RuleSet;

/// How far evaluation lies behind: the age of the log's time up to which every partition was
/// judged, or, if that is more, how long ago the oldest slot of a drop rule should have been.
///
/// Rules are judged in the transaction that moves the checkpoint, so the one cannot be ahead of the
/// other. As the database has it, and so the same for all replicas.
public final class EvaluationLag {
  private final TallyStore tallies;
  private final Backlog backlog;
  private final RuleSet rules;
  private final Duration slotGrace;

  /// A lag to be asked for.
  ///
  /// @param slotGrace how long after its end a slot is closed
  public EvaluationLag(TallyStore tallies, Backlog backlog, RuleSet rules, Duration slotGrace) {
    this.tallies = tallies;
    this.backlog = backlog;
    this.rules = rules;
    this.slotGrace = slotGrace;
  }

  /// Empty until every partition has been heard of. Never negative.
  public Optional<Duration> at(Instant now) {
    return tallies.asOf().at().map(judged -> longest(Duration.between(judged, now), slots(now)));
  }

  private Duration slots(Instant now) {
    Map<String, Instant> next = backlog.nextSlots();
    Duration late = Duration.ZERO;
    for (Rule rule : rules.rules()) {
      Optional<Instant> slot = Optional.ofNullable(next.get(rule.name()));
      if (rule instanceof Rule.Drop drop && slot.isPresent()) {
        Instant closed = slot.get().plus(drop.slot()).plus(slotGrace);
        late = longest(late, Duration.between(closed, now));
      }
    }
    return late;
  }

  private static Duration longest(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}
