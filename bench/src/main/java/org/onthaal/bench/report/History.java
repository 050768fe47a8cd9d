package org.onthaal.bench.report;

import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// Half a year of made-up ratings of a region, the same in every database: each is a function of
/// its number, in whole-number arithmetic that PostgreSQL and DuckDB share.
///
/// @param ratings how many there are, evenly over the time
/// @param start of the first, at midnight
/// @param end after the last, on the minute
record History(long ratings, Instant start, Instant end) {
  static final ZoneId ZONE = ZoneId.of("Europe/Brussels");
  static final int DAYS = 180;
  static final int SERVICES = 200;
  static final int ADMINISTRATIONS = 20;
  static final int TOUCHPOINTS = 2;
  static final List<String> CHANNELS = List.of("WEB", "KIOSK", "PHONE");
  static final List<String> LANGUAGES = List.of("fr", "nl", "de", "en");
  static final int SCORES = 5;

  /// A prime, so that squares of the numbers are spread over everything below it. Source: 2^31 - 1.
  private static final long PRIME = 2_147_483_647L;

  static History until(Instant now, long ratings) {
    Instant start = now.atZone(ZONE).toLocalDate().minusDays(DAYS).atStartOfDay(ZONE).toInstant();
    return new History(ratings, start, now.truncatedTo(ChronoUnit.MINUTES));
  }

  /// The second in which rating `i` was given, as SQL.
  ///
  /// @param divide the operator that divides whole numbers
  String second(String divide) {
    long seconds = end.getEpochSecond() - start.getEpochSecond();
    return "(%d + i * %d %s %d)".formatted(start.getEpochSecond(), seconds, divide, ratings);
  }

  /// The columns that rating `i` is told apart by, as SQL.
  static String columns() {
    return String.join(
        ", ",
        spread(48_271, SERVICES) + " AS service",
        spread(69_621, CHANNELS.size()) + " AS channel",
        spread(40_692, TOUCHPOINTS) + " AS touchpoint",
        spread(39_373, LANGUAGES.size()) + " AS language",
        "1 + " + spread(16_807, SCORES) + " AS score");
  }

  /// A number below `values` for rating `i`, as good as random.
  private static String spread(int multiplier, int values) {
    return "((i * i %% %d) * %d %% %d) %% %d".formatted(PRIME, multiplier, PRIME, values);
  }

  static String service(int service) {
    return "service-" + service;
  }

  static String administration(int service) {
    return "bench-" + service % ADMINISTRATIONS;
  }
}
