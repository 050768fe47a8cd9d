package org.onthaal.aggregation.drop;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.onthaal.aggregation.measure.Tally;

/// Sums by day and hour, and the baseline that follows from them.
final class Learning {
  /// Effects of weekday and hour are taken to have this standard deviation, 3 points, before
  /// anything is seen.
  private static final double EFFECT_DEVIATION = 0.03;

  /// The same for the volume: a weekday or an hour may have half or half as much again.
  private static final double VOLUME_DEVIATION = 0.5;

  /// The weekdays have been estimated from the same days.
  private static final int FITTED_DAYS = Season.WEEKDAYS;

  private static final int DAYS_MIN = 5;

  private final Points points;
  private final ZoneId zone;
  private final NavigableMap<LocalDate, Day> days = new TreeMap<>();
  private Tally histogram = Tally.EMPTY;

  /// Sums of one day by hour.
  private static final class Day {
    private final Sums[] hours = new Sums[Season.HOURS];

    Day() {
      for (int hour = 0; hour < Season.HOURS; hour++) {
        hours[hour] = new Sums();
      }
    }
  }

  /// What adds up: answers, their points, opening time in days.
  private static final class Sums {
    private double n;
    private double points;
    private double openDays;

    void add(Sums other) {
      n += other.n;
      points += other.points;
      openDays += other.openDays;
    }
  }

  Learning(Points points, ZoneId zone, List<Slot> slots) {
    this.points = points;
    this.zone = zone;
    slots.forEach(this::add);
  }

  private void add(Slot slot) {
    ZonedDateTime local = slot.start().atZone(zone);
    Day day = days.computeIfAbsent(local.toLocalDate(), date -> new Day());
    Sums sums = day.hours[local.getHour()];
    sums.n += slot.tally().n();
    sums.points += points.sum(slot.tally());
    sums.openDays += slot.openDays();
    histogram = histogram.plus(slot.tally());
  }

  Optional<SeasonalBaseline> baseline(double standardErrors) {
    if (histogram.n() == 0) {
      return Optional.empty();
    }
    Moments moments = Moments.of(points, histogram);
    Season effects = effects(moments);
    double overdispersion = overdispersion(moments, effects);
    return Optional.of(
        new SeasonalBaseline(
            points,
            zone,
            new LearningPeriod(days.firstKey(), days.lastKey()),
            histogram,
            moments.mean(),
            moments.variance(),
            overdispersion,
            moments.margin(points, overdispersion, standardErrors),
            effects,
            volume()));
  }

  /// Each effect is the mean distance of its answers, shrunk as if it had been seen in as many
  /// answers more, with no effect, as its own deviation weighs against that of an answer.
  private Season effects(Moments moments) {
    double prior = moments.variance() / (EFFECT_DEVIATION * EFFECT_DEVIATION);
    return season(sums -> (sums.points - sums.n * moments.mean()) / (sums.n + prior));
  }

  private interface Effect {
    double of(Sums sums);
  }

  private Season season(Effect effect) {
    List<Sums> weekdays = empty(Season.WEEKDAYS);
    List<Sums> hours = empty(Season.HOURS);
    days.forEach((date, day) -> {
      for (int hour = 0; hour < Season.HOURS; hour++) {
        weekdays.get(date.getDayOfWeek().getValue() - 1).add(day.hours[hour]);
        hours.get(hour).add(day.hours[hour]);
      }
    });
    return new Season(
        weekdays.stream().map(effect::of).toList(), hours.stream().map(effect::of).toList());
  }

  private static List<Sums> empty(int count) {
    List<Sums> sums = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sums.add(new Sums());
    }
    return sums;
  }

  /// Pearson's chi-square of daily sums against what weekday and hour let expect, per degree of
  /// freedom.
  private double overdispersion(Moments moments, Season effects) {
    double square = 0;
    int counted = 0;
    for (Map.Entry<LocalDate, Day> entry : days.entrySet()) {
      double weekday = effects.byWeekday().get(entry.getKey().getDayOfWeek().getValue() - 1);
      double n = 0;
      double over = 0;
      for (int hour = 0; hour < Season.HOURS; hour++) {
        Sums sums = entry.getValue().hours[hour];
        double usual = SeasonalBaseline.usual(moments.mean(), weekday, effects.byHour().get(hour));
        n += sums.n;
        over += sums.points - sums.n * usual;
      }
      if (n > 0) {
        square += over * over / (n * moments.variance());
        counted++;
      }
    }
    return perDegree(square, counted);
  }

  private static double perDegree(double square, int days) {
    return Math.max(1, square / Math.max(days - FITTED_DAYS, DAYS_MIN));
  }

  Optional<SeasonalVolume> usualVolume() {
    return histogram.n() == 0 ? Optional.empty() : Optional.of(volume());
  }

  private SeasonalVolume volume() {
    double openDays = 0;
    for (Day day : days.values()) {
      for (Sums sums : day.hours) {
        openDays += sums.openDays;
      }
    }
    double perDay = openDays > 0 ? histogram.n() / openDays : 0;
    double prior = 1 / (VOLUME_DEVIATION * VOLUME_DEVIATION);
    Season factors = season(sums -> (sums.n + prior) / (sums.openDays * perDay + prior));
    SeasonalVolume plain = new SeasonalVolume(perDay, factors, 1);
    return new SeasonalVolume(perDay, factors, overdispersion(plain));
  }

  /// The same of the number of ratings, which is Poisson where people come independently.
  private double overdispersion(SeasonalVolume volume) {
    double square = 0;
    int counted = 0;
    for (Map.Entry<LocalDate, Day> entry : days.entrySet()) {
      double n = 0;
      double expected = 0;
      for (int hour = 0; hour < Season.HOURS; hour++) {
        Sums sums = entry.getValue().hours[hour];
        n += sums.n;
        expected += volume.expected(sums.openDays, entry.getKey().atTime(hour, 0).atZone(zone));
      }
      if (expected > 0) {
        square += (n - expected) * (n - expected) / expected;
        counted++;
      }
    }
    return perDegree(square, counted);
  }
}
