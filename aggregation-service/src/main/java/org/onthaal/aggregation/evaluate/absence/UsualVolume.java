package org.onthaal.aggregation.evaluate.absence;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.onthaal.aggregation.drop.LearningPeriod;
import org.onthaal.aggregation.drop.NoRatings;
import org.onthaal.aggregation.drop.SeasonalVolume;
import org.onthaal.aggregation.drop.Slot;
import org.onthaal.aggregation.evaluate.slot.Past;
import org.onthaal.aggregation.rule.Rule;

/// How many ratings are usual for a stream, learnt from a period that is over, and frozen.
///
/// @param zone in which days and hours are local
public record UsualVolume(ZoneId zone, LearningPeriod period, SeasonalVolume volume) {
  /// What is usual from a slot on; nothing when too little is known.
  static Optional<UsualVolume> learn(Instant slot, Past past) {
    Optional<LearningPeriod> period = past.period(slot.atZone(past.zone()).toLocalDate());
    if (period.isEmpty()) {
      return Optional.empty();
    }
    List<Slot> slots = past.slots(period.get());
    return SeasonalVolume.learn(past.zone(), slots)
        .map(volume -> new UsualVolume(past.zone(), period.get(), volume));
  }

  /// Ratings that are usual in a slot.
  double expected(Slot slot) {
    return volume.expected(slot, zone);
  }

  /// Expected ratings that must stay away until a rule reports it.
  double needed(Rule.UnusualAbsence rule) {
    return NoRatings.needed(volume, rule.evidenceDays());
  }
}
