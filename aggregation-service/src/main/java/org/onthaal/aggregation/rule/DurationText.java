package org.onthaal.aggregation.rule;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Durations as Prometheus writes them: `30s`, `5m`, `24h`, `7d`, `1h30m`.
public final class DurationText {
  /// Longer times are a mistake, and would overflow calendars.
  public static final Duration LENGTH_MAX = Duration.ofDays(366);

  private static final Pattern PARTS =
      Pattern.compile(
          "(?:(\\d{1,6})w)?(?:(\\d{1,6})d)?(?:(\\d{1,6})h)?(?:(\\d{1,6})m)?(?:(\\d{1,8})s)?");
  private static final List<Duration> UNITS =
      List.of(
          Duration.ofDays(7),
          Duration.ofDays(1),
          Duration.ofHours(1),
          Duration.ofMinutes(1),
          Duration.ofSeconds(1));

  private DurationText() {}

  public static Optional<Duration> parse(String text) {
    Matcher matcher = PARTS.matcher(text);
    if (text.equals("0")) {
      return Optional.of(Duration.ZERO);
    }
    if (text.isEmpty() || !matcher.matches()) {
      return Optional.empty();
    }
    Duration sum = Duration.ZERO;
    for (int group = 1; group <= UNITS.size(); group++) {
      String digits = matcher.group(group);
      if (digits != null) {
        sum = sum.plus(UNITS.get(group - 1).multipliedBy(Long.parseLong(digits)));
      }
    }
    return sum.compareTo(LENGTH_MAX) > 0 ? Optional.empty() : Optional.of(sum);
  }

  /// As a file writes it, in whole seconds: `1h30m`.
  public static String written(Duration duration) {
    StringBuilder text = new StringBuilder();
    appendWritten(text, duration.toDays(), "d");
    appendWritten(text, duration.toHoursPart(), "h");
    appendWritten(text, duration.toMinutesPart(), "m");
    appendWritten(text, duration.toSecondsPart(), "s");
    return text.isEmpty() ? "0s" : text.toString();
  }

  private static void appendWritten(StringBuilder text, long amount, String unit) {
    if (amount > 0) {
      text.append(amount).append(unit);
    }
  }

  /// `1 h 30 min`, for sentences.
  public static String sentence(Duration duration) {
    long days = duration.toDays();
    StringBuilder text = new StringBuilder();
    append(text, days, "d");
    append(text, duration.toHoursPart(), "h");
    append(text, duration.toMinutesPart(), "min");
    if (days == 0 && duration.toHours() == 0) {
      append(text, duration.toSecondsPart(), "s");
    }
    return text.isEmpty() ? "0 s" : text.toString();
  }

  private static void append(StringBuilder text, long amount, String unit) {
    if (amount > 0) {
      text.append(text.isEmpty() ? "" : " ").append(amount).append(' ').append(unit);
    }
  }
}
