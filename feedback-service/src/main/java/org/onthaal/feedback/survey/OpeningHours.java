package org.onthaal.feedback.survey;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// A stretch of one day of the week in which a service is open, in local time.
///
/// Closing at midnight (`24:00`, the end of the day) is [LocalTime#MIDNIGHT].
public record OpeningHours(DayOfWeek day, LocalTime opens, LocalTime closes) {
  private static final Pattern TIME = Pattern.compile("([01]\\d|2[0-3]):[0-5]\\d");
  private static final String END_OF_DAY = "24:00";

  public OpeningHours {
    if (!closes.equals(LocalTime.MIDNIGHT) && !closes.isAfter(opens)) {
      throw new IllegalArgumentException(
          "closes: " + closes + " (expected: later than " + opens + ", or 24:00)");
    }
  }

  /// The hours that two texts describe; empty where they are not `hh:mm` in order.
  public static Optional<OpeningHours> parse(DayOfWeek day, String opens, String closes) {
    if (!TIME.matcher(opens).matches()
        || !(closes.equals(END_OF_DAY) || TIME.matcher(closes).matches())
        || opens.compareTo(closes) >= 0) {
      return Optional.empty();
    }
    LocalTime end = closes.equals(END_OF_DAY) ? LocalTime.MIDNIGHT : LocalTime.parse(closes);
    return Optional.of(new OpeningHours(day, LocalTime.parse(opens), end));
  }

  /// `08:30`
  public String opensText() {
    return text(opens);
  }

  /// `17:00`; `24:00` is the end of the day.
  public String closesText() {
    return closes.equals(LocalTime.MIDNIGHT) ? END_OF_DAY : text(closes);
  }

  private static String text(LocalTime time) {
    return String.format(Locale.ROOT, "%02d:%02d", time.getHour(), time.getMinute());
  }
}
