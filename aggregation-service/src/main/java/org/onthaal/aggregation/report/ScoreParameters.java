package org.onthaal.aggregation.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.onthaal.v1.Channel;
import org.onthaal.v1.Dimension;
import org.onthaal.v1.Every;
import org.onthaal.v1.Reason;
import org.onthaal.v1.ScoreQuery;
import org.onthaal.v1.Violation;

/// The query parameters of `GET /v1/scores`, and of `GET /v1/choices`, which has fewer, as the
/// contract's query, with everything that cannot be read.
final class ScoreParameters {
  private static final Set<String> ONCE = Set.of("from", "to", "zone", "every");
  private static final String FILTERS =
      "administration, service, channel, touchpoint, language, question";

  private final ScoreQuery.Builder query = ScoreQuery.newBuilder();
  private final List<String> after = new ArrayList<>();
  private final List<Violation> violations = new ArrayList<>();
  private final Kind kind;

  private enum Kind {
    /// One answer, which may wait for positions.
    ONE,
    /// A live answer, which sees every position in time.
    LIVE,
    /// One answer of whole days, which are not told apart.
    DAYS
  }

  private ScoreParameters(Kind kind) {
    this.kind = kind;
  }

  /// Those of one answer, which may wait for positions.
  ///
  /// @param parameters decoded, every value of each name
  static ScoreParameters ofOne(Map<String, List<String>> parameters) {
    return read(parameters, Kind.ONE);
  }

  /// Those of a live answer, which sees every position in time.
  static ScoreParameters ofLive(Map<String, List<String>> parameters) {
    return read(parameters, Kind.LIVE);
  }

  /// Those of one answer of whole days.
  static ScoreParameters ofDays(Map<String, List<String>> parameters) {
    return read(parameters, Kind.DAYS);
  }

  private static ScoreParameters read(Map<String, List<String>> parameters, Kind kind) {
    ScoreParameters read = new ScoreParameters(kind);
    parameters.forEach((name, values) -> {
      values.forEach(value -> read.take(name, value));
      if (ONCE.contains(name) && values.size() > 1) {
        read.refuse(name, Reason.INVALID, "one value, not " + values.size());
      }
    });
    return read;
  }

  ScoreQuery query() {
    return query.build();
  }

  List<String> after() {
    return after;
  }

  List<Violation> violations() {
    return violations;
  }

  private void take(String name, String value) {
    boolean unknown =
        switch (kind) {
          case ONE -> false;
          case LIVE -> name.equals("after");
          case DAYS -> name.equals("every") || name.equals("by");
        };
    if (unknown) {
      refuseUnknown(name);
      return;
    }
    switch (name) {
      case "from" -> query.setFrom(withOffset(value));
      case "to" -> query.setTo(withOffset(value));
      case "zone" -> query.setZone(value);
      case "every" -> every(value);
      case "by" -> by(value);
      case "administration" -> query.addAdministrations(value);
      case "service" -> query.addServices(value);
      case "channel" -> channel(value);
      case "touchpoint" -> query.addTouchpoints(value);
      case "language" -> query.addLanguages(value);
      case "question" -> query.addQuestions(value);
      case "after" -> after.add(value);
      default -> refuseUnknown(name);
    }
  }

  private void refuseUnknown(String name) {
    String names =
        switch (kind) {
          case ONE -> "from, to, zone, every, by, " + FILTERS + ", after";
          case LIVE -> "from, to, zone, every, by, " + FILTERS;
          case DAYS -> "from, to, zone, " + FILTERS + ", after";
        };
    refuse(name, Reason.UNKNOWN_PARAMETER, "one of " + names);
  }

  /// In a query a `+` that was not escaped arrives as a space, where no time has one.
  private static String withOffset(String value) {
    return value.replaceFirst(" (\\d\\d:\\d\\d)$", "+$1");
  }

  private void every(String value) {
    switch (value) {
      case "hour" -> query.setEvery(Every.EVERY_HOUR);
      case "day" -> query.setEvery(Every.EVERY_DAY);
      case "week" -> query.setEvery(Every.EVERY_WEEK);
      case "month" -> query.setEvery(Every.EVERY_MONTH);
      case "all" -> query.setEvery(Every.EVERY_ALL);
      default -> refuse("every", Reason.INVALID, "hour, day, week, month or all");
    }
  }

  private void by(String value) {
    for (String word : List.of(value.split(",", -1))) {
      switch (word) {
        case "administration" -> query.addBy(Dimension.BY_ADMINISTRATION);
        case "service" -> query.addBy(Dimension.BY_SERVICE);
        case "channel" -> query.addBy(Dimension.BY_CHANNEL);
        case "touchpoint" -> query.addBy(Dimension.BY_TOUCHPOINT);
        case "language" -> query.addBy(Dimension.BY_LANGUAGE);
        case "question" -> query.addBy(Dimension.BY_QUESTION);
        default ->
            refuse(
                "by",
                Reason.INVALID,
                "a list of administration, service, channel, touchpoint, language, question");
      }
    }
  }

  private void channel(String value) {
    try {
      query.addChannels(Channel.valueOf(value.toUpperCase(Locale.ROOT)));
    } catch (IllegalArgumentException _) {
      refuse("channel", Reason.INVALID, "a channel such as WEB, KIOSK or PHONE");
    }
  }

  private void refuse(String field, Reason reason, String expected) {
    violations.add(
        Violation.newBuilder().setField(field).setReason(reason).setExpected(expected).build());
  }
}
