package org.onthaal.bench.alerts;

import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.onthaal.aggregation.drop.Points;
import org.onthaal.aggregation.drop.Season;
import org.onthaal.aggregation.drop.SeasonalBaseline;
import org.onthaal.aggregation.drop.Slot;

/// One stream, from learning what is usual to the end.
final class Trial {
  static final int LEARNING_DAYS = 28;

  /// A drop that is not seen in so many days is not seen.
  static final int DELAY_DAYS_MAX = 120;

  /// Before a drop, so that no watcher has just begun; whole weeks.
  private static final int DAYS_BEFORE_DROP = 28;

  private final RandomGenerator random;
  private final SyntheticStream stream;
  private final Map<Watching, Watcher> watchers = new EnumMap<>(Watching.class);

  /// Learns, and shows each watcher as much as it looks back.
  ///
  /// @param all who watches
  /// @param thresholdDays of ours
  Trial(Place place, List<Watching> all, double thresholdDays, RandomGenerator random) {
    this.random = random;
    this.stream = new SyntheticStream(place.world(), place.ratingsPerDay(), random);
    List<Quarter> learning = stream.days(LEARNING_DAYS);
    List<Slot> slots = learning.stream().map(Quarter::slot).toList();
    Function<Points, SeasonalBaseline> baselines =
        points -> baseline(place.world(), points, slots, thresholdDays);
    for (Watching watching : all) {
      Watcher watcher = watching.begin(baselines, thresholdDays);
      int from = learning.size() - watching.windowDays() * Quarter.A_DAY;
      learning.subList(from, learning.size()).forEach(watcher::sees);
      watchers.put(watching, watcher);
    }
  }

  /// When a drop begins.
  enum Onset {
    /// As Monday opens. That is when it began in the study.
    MONDAY,
    /// At any time of any weekday.
    ANY_TIME
  }

  /// Where a stream lives.
  record Place(World world, double ratingsPerDay) {}

  static SeasonalBaseline baseline(
      World world, Points points, List<Slot> slots, double thresholdDays) {
    SeasonalBaseline learnt =
        SeasonalBaseline.learn(
                points, ZoneOffset.UTC, slots, SeasonalBaseline.standardErrors(thresholdDays))
            .orElseThrow();
    return world == World.S0 ? known(learnt) : learnt;
  }

  /// With the mean that the stream really has.
  private static SeasonalBaseline known(SeasonalBaseline learnt) {
    double mean =
        learnt.points() == Points.SATISFIED ? SyntheticStream.SATISFIED : SyntheticStream.SCORE;
    Season none =
        new Season(
            learnt.effects().byWeekday().stream().map(effect -> 0.0).toList(),
            learnt.effects().byHour().stream().map(effect -> 0.0).toList());
    return new SeasonalBaseline(
        learnt.points(),
        learnt.zone(),
        learnt.period(),
        learnt.histogram(),
        mean,
        learnt.variance(),
        learnt.overdispersion(),
        learnt.margin(),
        none,
        learnt.volume());
  }

  /// How often each rings while nothing drops.
  Map<Watching, Integer> falseAlarms(int days) {
    Map<Watching, Integer> alarms = new EnumMap<>(Watching.class);
    Map<Watching, Integer> lastSeen = new EnumMap<>(Watching.class);
    for (int i = 0; i < days * Quarter.A_DAY; i++) {
      Quarter quarter = stream.next(0);
      watchers.forEach((watching, watcher) -> {
        if (watcher.sees(quarter)) {
          Integer last = lastSeen.put(watching, quarter.index());
          if (last == null || quarter.index() - last > watcher.quietQuarters()) {
            alarms.merge(watching, 1, Integer::sum);
          }
        }
      });
    }
    return alarms;
  }

  /// Days of opening time from a drop until each has seen it; none for who never did.
  ///
  /// @param drop of the share satisfied
  Map<Watching, Double> delays(double drop, Onset onset) {
    int before =
        DAYS_BEFORE_DROP * Quarter.A_DAY
            + switch (onset) {
              case MONDAY -> 0;
              case ANY_TIME -> random.nextInt(7 * Quarter.A_DAY);
            };
    for (int i = 0; i < before; i++) {
      Quarter quarter = stream.next(0);
      watchers.values().forEach(watcher -> watcher.sees(quarter));
    }
    Map<Watching, Double> delays = new EnumMap<>(Watching.class);
    for (int i = 1; i <= DELAY_DAYS_MAX * Quarter.A_DAY && delays.size() < watchers.size(); i++) {
      Quarter quarter = stream.next(drop);
      double days = (double) i / Quarter.A_DAY;
      watchers.forEach((watching, watcher) -> {
        if (!delays.containsKey(watching) && watcher.sees(quarter)) {
          delays.put(watching, days);
        }
      });
    }
    return delays;
  }
}
