package org.onthaal.bench.report;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;

/// A question in our words and in SQL.
///
/// @param parameters of `GET /v1/scores`, besides the range
/// @param byDay whether its groups are days and channels, else services and channels
/// @param condition more of the raw ratings' WHERE
record Question(
    String name, Instant from, Instant to, String parameters, boolean byDay, String condition) {
  private static final String GROUPS = "by=administration,service,channel";
  private static final int LAST_DAYS = 30;

  static List<Question> all(History history) {
    LocalDate today = history.end().atZone(History.ZONE).toLocalDate();
    Instant midnight = today.atStartOfDay(History.ZONE).toInstant();
    Instant days = today.minusDays(LAST_DAYS).atStartOfDay(History.ZONE).toInstant();
    // Neither end at midnight, the later one within an hour.
    Instant hours = history.end().truncatedTo(ChronoUnit.HOURS).minus(LAST_DAYS, ChronoUnit.DAYS);
    Instant minutes = history.end().minus(7, ChronoUnit.MINUTES);
    return List.of(
        new Question("30-days", days, midnight, GROUPS, false, ""),
        new Question("to-the-minute", hours, minutes, GROUPS, false, ""),
        new Question(
            "one-service",
            days,
            midnight,
            GROUPS + "&service=" + History.service(7),
            false,
            " AND service = 7"),
        new Question("180-day-trend", history.start(), midnight, "every=day&by=channel", true, ""));
  }

  /// The whole question as a path of our door.
  String path() {
    return "/v1/scores?from=" + from + "&to=" + to + "&zone=" + History.ZONE + "&" + parameters;
  }

  /// What the groups are called, as SQL.
  String key(RawTable.Dialect dialect) {
    String group = byDay ? "CAST(" + local(dialect) + " AS date)" : "service";
    return "CAST(" + group + " AS text) || '/' || CAST(channel AS text)";
  }

  /// The local time of a rating, by the offsets that the zone has in the range: DuckDB knows no
  /// zones without an extension.
  private String local(RawTable.Dialect dialect) {
    var rules = History.ZONE.getRules();
    StringBuilder sql = new StringBuilder("CASE");
    Instant at = from;
    for (ZoneOffsetTransition next = rules.nextTransition(at);
        next != null && next.getInstant().isBefore(to);
        next = rules.nextTransition(at)) {
      sql.append(" WHEN rated_at < ").append(dialect.at(next.getInstant().getEpochSecond()));
      sql.append(" THEN ").append(shifted(rules.getOffset(at).getTotalSeconds(), dialect));
      at = next.getInstant();
    }
    String last = shifted(rules.getOffset(at).getTotalSeconds(), dialect);
    return at.equals(from) ? last : sql.append(" ELSE ").append(last).append(" END").toString();
  }

  private static String shifted(int seconds, RawTable.Dialect dialect) {
    String utc =
        dialect.equals(RawTable.Dialect.POSTGRESQL) ? "(rated_at AT TIME ZONE 'UTC')" : "rated_at";
    return utc + " + INTERVAL '" + seconds / 3600 + " hours'";
  }
}
