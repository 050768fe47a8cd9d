package org.onthaal.standalone.demo;

import java.time.DayOfWeek;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.stream.IntStream;

/// When people come: the share of a usual working day's ratings that falls into an hour.
enum Pattern {
  /// A counter in the morning, on Wednesdays until four.
  MORNING(8, 8, 18, 24, 22, 12),
  /// Counters with an afternoon.
  OFFICE(9, 10, 18, 20, 4, 14, 16, 14, 4),
  /// A library, on Saturdays too.
  LIBRARY(10, 8, 10, 9, 8, 12, 13, 16, 14, 10),
  /// A telephone line.
  LINE(8, 10, 14, 15, 12, 6, 10, 13, 11, 7, 2),
  /// The web: little at night, most in the evening.
  ONLINE(0, 1, 0, 0, 0, 0, 1, 2, 4, 6, 7, 7, 6, 5, 6, 6, 6, 6, 6, 6, 7, 8, 6, 3, 1);

  private static final int LAST_OF_WEDNESDAY = 15;

  private final int opens;

  @SuppressWarnings("ImmutableEnumChecker") // toList() gives a list that cannot be changed
  private final List<Integer> weights;

  private final double whole;

  /// @param opens hour of the day
  /// @param weights one per hour from then on
  Pattern(int opens, int... weights) {
    this.opens = opens;
    this.weights = IntStream.of(weights).boxed().toList();
    this.whole = IntStream.of(weights).sum();
  }

  /// The share of one hour; 0 when nobody comes.
  ///
  /// @param hour in the zone of the administration
  double share(ZonedDateTime hour) {
    int index = hour.getHour() - opens;
    boolean isLong = this == MORNING && hour.getDayOfWeek() == DayOfWeek.WEDNESDAY;
    int last = isLong ? LAST_OF_WEDNESDAY - opens : weights.size() - 1;
    if (index < 0 || index > last) {
      return 0;
    }
    return day(hour.getDayOfWeek()) * weights.get(Math.min(index, weights.size() - 1)) / whole;
  }

  /// A usual working day is 1.
  private double day(DayOfWeek day) {
    return switch (day) {
      case MONDAY -> this == LIBRARY ? 0 : 1.25;
      case SATURDAY -> this == ONLINE ? 0.6 : this == LIBRARY ? 1.4 : 0;
      case SUNDAY -> this == ONLINE ? 0.5 : 0;
      default -> 1;
    };
  }
}
