package org.onthaal.e2e;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;

/// Counts ratings by hand, from what was sent and acknowledged: nothing of the services is used
/// here.
final class Recount {
  private Recount() {}

  /// One acknowledged rating.
  ///
  /// @param score 0 for "don't know"
  record Row(
      String id,
      String administration,
      String service,
      String channel,
      Instant ratedAt,
      int score) {}

  /// Lines `window|administration|service|channel|n1,n2,n3,n4,n5|don't know`, for windows in a
  /// zone.
  static List<String> count(List<Row> rows, ZoneId zone, String every, Predicate<Row> wanted) {
    TreeMap<String, int[]> counts = new TreeMap<>();
    TreeMap<String, Row> once = new TreeMap<>();
    rows.stream()
        .filter(wanted)
        .forEach(row -> once.putIfAbsent(row.administration() + row.id(), row));
    for (Row row : once.values()) {
      String key =
          String.join(
              "|",
              start(row.ratedAt().atZone(zone), every),
              row.administration(),
              row.service(),
              row.channel());
      counts.computeIfAbsent(key, k -> new int[6])[row.score()]++;
    }
    return counts.entrySet().stream()
        .filter(entry -> Arrays.stream(entry.getValue()).skip(1).sum() > 0)
        .map(entry -> entry.getKey() + "|" + figures(entry.getValue()))
        .toList();
  }

  private static String figures(int[] counts) {
    String scores =
        Arrays.stream(counts)
            .skip(1)
            .mapToObj(String::valueOf)
            .reduce((a, b) -> a + "," + b)
            .orElseThrow();
    return scores + "|" + counts[0];
  }

  private static String start(ZonedDateTime time, String every) {
    ZonedDateTime day = time.toLocalDate().atStartOfDay(time.getZone());
    Instant start =
        switch (every) {
          case "hour" -> time.truncatedTo(ChronoUnit.HOURS).toInstant();
          case "day" -> day.toInstant();
          case "week" -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).toInstant();
          case "month" -> day.withDayOfMonth(1).toInstant();
          default -> throw new IllegalArgumentException(every);
        };
    return start.toString();
  }
}
