package org.onthaal.aggregation.evaluate;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.onthaal.aggregation.drop.DropDetector;
import org.onthaal.aggregation.drop.DropEvidence;
import org.onthaal.aggregation.drop.DropState;
import org.onthaal.aggregation.drop.LearningPeriod;
import org.onthaal.aggregation.drop.SeasonalBaseline;
import org.onthaal.aggregation.evaluate.slot.Past;
import org.onthaal.aggregation.rule.Rule;
import org.onthaal.aggregation.rule.Rule.Against;

/// Learns what is usual for a stream from the hours that are counted, at the slot in which it is
/// due. A function of the tallies and of that slot, so that computing again gives the same.
final class DropLearning {
  /// Never: there is nothing to learn, or nothing more.
  static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

  private DropLearning() {}

  /// When a new stream is to be learnt about for the first time.
  static Instant first(Rule.Drop rule, Instant slot, ZoneId zone) {
    return switch (rule.against()) {
      case Against.Usual() -> slot;
      case Against.UsualOf(_, LocalDate to) -> later(slot, to.atStartOfDay(zone).toInstant());
      case Against.Target(_) -> NEVER;
    };
  }

  /// What is usual from a slot on; nothing when too little is known.
  static Optional<SeasonalBaseline> learn(Rule.Drop rule, Instant slot, Past past) {
    return period(rule, slot, past)
        .flatMap(days ->
            SeasonalBaseline.learn(
                DropPoints.of(rule),
                past.zone(),
                past.slots(days),
                SeasonalBaseline.standardErrors(rule.evidenceDays())));
  }

  /// When to learn again after having learnt something.
  static Instant again(Rule.Drop rule, Instant slot) {
    return rule.against() instanceof Against.Usual ? slot.plus(Past.AGAIN) : NEVER;
  }

  /// Whether nothing is being found that would then pass for usual.
  static boolean isQuiet(DropState state) {
    return state instanceof DropState.Watching(DropEvidence evidence)
        && evidence.days() < DropDetector.UNUSUAL_DAYS;
  }

  private static Optional<LearningPeriod> period(Rule.Drop rule, Instant slot, Past past) {
    return switch (rule.against()) {
      case Against.UsualOf(LocalDate from, LocalDate to) ->
          Optional.of(new LearningPeriod(from, to.minusDays(1)));
      case Against.Usual() -> past.period(slot.atZone(past.zone()).toLocalDate());
      case Against.Target(_) -> Optional.empty();
    };
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
