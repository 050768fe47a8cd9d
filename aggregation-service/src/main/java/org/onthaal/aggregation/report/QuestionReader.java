package org.onthaal.aggregation.report;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.onthaal.aggregation.fold.TallyQuery;
import org.onthaal.aggregation.measure.Dimension;
import org.onthaal.aggregation.measure.Every;
import org.onthaal.aggregation.measure.Windows;
import org.onthaal.v1.Channel;
import org.onthaal.v1.Reason;
import org.onthaal.v1.ScoreQuery;
import org.onthaal.v1.Violation;

/// Turns the contract's query into a question, noting everything that is wrong. One use, one
/// thread.
final class QuestionReader {
  private static final String TIME_EXPECTED =
      "RFC 3339 such as 2026-01-31T08:00:00+01:00, or a date such as 2026-01-31";

  /// RFC 3339 has years of four digits; ratings are given after 2000.
  private static final int YEAR_FIRST = 1900;

  private static final int YEAR_LAST = 9999;

  private final ZoneId standardZone;
  private final int windowsMax;
  private final List<Violation> violations;

  /// @param violations what is wrong already; more are added
  QuestionReader(ZoneId standardZone, int windowsMax, List<Violation> violations) {
    this.standardZone = standardZone;
    this.windowsMax = windowsMax;
    this.violations = new ArrayList<>(violations);
  }

  ScoreQuestion read(ScoreQuery query, ScoreReport.Positions after) throws RefusedException {
    ZoneId zone = zone(query.getZone());
    return read(
        query, zone, time("from", query.getFrom(), zone), time("to", query.getTo(), zone), after);
  }

  /// The same where only whole days can be answered.
  ScoreQuestion readDays(ScoreQuery query, ScoreReport.Positions after) throws RefusedException {
    ZoneId zone = zone(query.getZone());
    return read(
        query, zone, day("from", query.getFrom(), zone), day("to", query.getTo(), zone), after);
  }

  private ScoreQuestion read(
      ScoreQuery query,
      ZoneId zone,
      Optional<Instant> from,
      Optional<Instant> to,
      ScoreReport.Positions after)
      throws RefusedException {
    Every every = every(query);
    Set<Dimension> by = by(query);
    Map<Integer, Long> positions = positions(after);
    Map<Dimension, Set<String>> filters = filters(query);
    if (from.isPresent() && to.isPresent() && violations.isEmpty()) {
      checkRange(from.get(), to.get(), every);
    }
    if (!violations.isEmpty()) {
      throw new RefusedException(violations);
    }
    Windows windows = Windows.of(from.orElseThrow(), to.orElseThrow(), zone, every);
    return new ScoreQuestion(new TallyQuery(windows, by, filters, true, false), positions);
  }

  private void checkRange(Instant from, Instant to, Every every) {
    if (!from.isBefore(to)) {
      refuse("to", Reason.RANGE_INVALID, "a time after from");
    } else if (every != Every.ALL && Windows.countMax(from, to, every) > windowsMax) {
      refuse("every", Reason.TOO_MANY_ROWS, "a range of at most " + windowsMax + " windows");
    }
  }

  private ZoneId zone(String name) {
    if (name.isEmpty()) {
      return standardZone;
    }
    if (ZoneId.getAvailableZoneIds().contains(name)) {
      return ZoneId.of(name);
    }
    refuse("zone", Reason.ZONE_UNKNOWN, "an IANA name such as Europe/Brussels");
    return standardZone;
  }

  private Optional<Instant> time(String field, String text, ZoneId zone) {
    if (text.isEmpty()) {
      refuse(field, Reason.MISSING, TIME_EXPECTED);
      return Optional.empty();
    }
    try {
      ZonedDateTime time =
          text.length() == "2026-01-31".length()
              ? LocalDate.parse(text).atStartOfDay(zone)
              : OffsetDateTime.parse(text).toZonedDateTime();
      if (time.getYear() >= YEAR_FIRST && time.getYear() <= YEAR_LAST) {
        return Optional.of(time.toInstant());
      }
      refuse(field, Reason.RANGE_INVALID, "a year from " + YEAR_FIRST + " to " + YEAR_LAST);
      return Optional.empty();
    } catch (DateTimeException _) {
      refuse(field, Reason.RANGE_INVALID, TIME_EXPECTED);
      return Optional.empty();
    }
  }

  private Optional<Instant> day(String field, String text, ZoneId zone) {
    Optional<Instant> time = time(field, text, zone);
    if (time.isPresent()
        && !time.get()
            .atZone(zone)
            .toLocalDate()
            .atStartOfDay(zone)
            .toInstant()
            .equals(time.get())) {
      refuse(
          field,
          Reason.RANGE_NOT_WHOLE_DAYS,
          "a date such as 2026-01-31, or the start of a day in " + zone);
    }
    return time;
  }

  private Every every(ScoreQuery query) {
    return switch (query.getEvery()) {
      case EVERY_HOUR -> Every.HOUR;
      case EVERY_DAY -> Every.DAY;
      case EVERY_WEEK -> Every.WEEK;
      case EVERY_MONTH -> Every.MONTH;
      case EVERY_ALL, EVERY_UNSPECIFIED -> Every.ALL;
      case UNRECOGNIZED -> {
        refuse("every", Reason.INVALID, "hour, day, week, month or all");
        yield Every.ALL;
      }
    };
  }

  private Set<Dimension> by(ScoreQuery query) {
    EnumSet<Dimension> by = EnumSet.noneOf(Dimension.class);
    for (org.onthaal.v1.Dimension dimension : query.getByList()) {
      Optional<Dimension> known = Protos.dimension(dimension);
      if (known.isEmpty() || !by.add(known.get())) {
        refuse(
            "by",
            Reason.INVALID,
            "administration, service, channel, touchpoint, language, question, each at most once");
      }
    }
    return by;
  }

  private List<String> channels(ScoreQuery query) {
    if (query.getChannelsList().stream()
        .anyMatch(c -> c == Channel.UNRECOGNIZED || c == Channel.CHANNEL_UNSPECIFIED)) {
      refuse("channel", Reason.INVALID, "a channel such as WEB, KIOSK or PHONE");
    }
    return query.getChannelsList().stream().map(Channel::name).toList();
  }

  private Map<Dimension, Set<String>> filters(ScoreQuery query) {
    Map<Dimension, List<String>> given = new EnumMap<>(Dimension.class);
    given.put(Dimension.ADMINISTRATION, query.getAdministrationsList());
    given.put(Dimension.SERVICE, query.getServicesList());
    given.put(Dimension.CHANNEL, channels(query));
    given.put(Dimension.TOUCHPOINT, query.getTouchpointsList());
    given.put(Dimension.LANGUAGE, query.getLanguagesList());
    given.put(Dimension.QUESTION, query.getQuestionsList());
    Map<Dimension, Set<String>> filters = new EnumMap<>(Dimension.class);
    given.forEach((dimension, codes) -> {
      if (codes.stream().anyMatch(code -> code.chars().anyMatch(Character::isISOControl))) {
        refuse(dimension.word(), Reason.INVALID, "a code of printable characters");
      }
      if (!codes.isEmpty()) {
        filters.put(dimension, new LinkedHashSet<>(codes));
      }
    });
    return filters;
  }

  /// Positions `partition:offset`, the highest of each partition.
  private Map<Integer, Long> positions(ScoreReport.Positions given) {
    Map<Integer, Long> positions = new HashMap<>();
    for (String text : given.texts()) {
      if (text.matches("\\d{1,5}:\\d{1,18}")) {
        int colon = text.indexOf(':');
        positions.merge(
            Integer.valueOf(text.substring(0, colon)),
            Long.valueOf(text.substring(colon + 1)),
            Math::max);
      } else {
        refuse(
            given.field(),
            Reason.INVALID,
            "partition:offset, as in a receipt's position or in asOf");
      }
    }
    return positions;
  }

  private void refuse(String field, Reason reason, String expected) {
    violations.add(
        Violation.newBuilder().setField(field).setReason(reason).setExpected(expected).build());
  }
}
