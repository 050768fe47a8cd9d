package org.onthaal.aggregation.notify.message;

import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.onthaal.aggregation.notify.Language;
import org.onthaal.aggregation.notify.message.AlertNews.Condition;
import org.onthaal.aggregation.notify.message.AlertNews.Figure;

/// How figures and times are written in one language, as people in Belgium do.
record Notation(Language language) {
  private static final double EVIDENCE_DAYS_MAX = 1e6;

  /// No line ends between a number and its sign.
  private static final char NO_BREAK = '\u00a0';

  private static final char MINUS = '\u2212';

  /// Below this French says `point`, not `points`.
  private static final double FRENCH_PLURAL_FROM = 2;

  String say(Phrase phrase, String... things) {
    return phrase.in(language, things);
  }

  String count(long number) {
    return NumberFormat.getIntegerInstance(language.locale()).format(number);
  }

  String decimal(double value) {
    NumberFormat format = NumberFormat.getInstance(language.locale());
    format.setMinimumFractionDigits(1);
    format.setMaximumFractionDigits(1);
    return format.format(value);
  }

  /// A value with its unit.
  String value(double value, Condition condition) {
    return decimal(value) + (condition.isShare() ? NO_BREAK + "%" : "");
  }

  /// A value with its interval and n.
  String figure(Figure figure, Condition condition) {
    String value = value(figure.value(), condition);
    String n = count(figure.n());
    if (figure.low().isEmpty() || figure.high().isEmpty()) {
      return say(Phrase.WITHOUT_INTERVAL, value, n);
    }
    return say(
        Phrase.WITH_INTERVAL,
        value,
        value(figure.low().get(), condition),
        value(figure.high().get(), condition),
        n);
  }

  /// How much a figure rose or, with a minus, fell.
  String change(double points, Condition condition) {
    String sign = points < 0 ? String.valueOf(MINUS) : "+";
    boolean isMany = Math.abs(points) >= FRENCH_PLURAL_FROM;
    Phrase ofShare = isMany ? Phrase.POINTS_OF_SHARE : Phrase.POINT_OF_SHARE;
    Phrase ofScale = isMany ? Phrase.POINTS_OF_SCALE : Phrase.POINT_OF_SCALE;
    return say(condition.isShare() ? ofShare : ofScale, sign + decimal(Math.abs(points)));
  }

  /// Beyond a million days nobody compares numbers.
  String chance(double days) {
    return say(Phrase.BY_CHANCE, count((long) Math.min(days, EVIDENCE_DAYS_MAX)));
  }

  String length(Duration time) {
    if (time.compareTo(Duration.ofDays(2)) >= 0) {
      return say(Phrase.DAYS, count(time.toDays()));
    }
    return time.compareTo(Duration.ofHours(2)) >= 0
        ? say(Phrase.HOURS, count(time.toHours()))
        : say(Phrase.MINUTES, count(time.toMinutes()));
  }

  /// Day and minute, with the day of the week.
  String time(Instant at, ZoneId zone) {
    ZonedDateTime time = at.atZone(zone);
    return DateTimeFormatter.ofPattern(pattern(time), language.locale()).format(time);
  }

  private String pattern(ZonedDateTime time) {
    return switch (language) {
      case FR ->
          (time.getDayOfMonth() == 1 ? "EEEE d'er' MMMM uuuu 'à' " : "EEEE d MMMM uuuu 'à' ")
              + ("H" + NO_BREAK + "'h'")
              + (time.getMinute() == 0 ? "" : NO_BREAK + "mm");
      case NL -> "EEEE d MMMM uuuu 'om' H.mm" + NO_BREAK + "'uur'";
      case DE -> "EEEE, d. MMMM uuuu, HH:mm" + NO_BREAK + "'Uhr'";
      case EN -> "EEEE d MMMM uuuu 'at' HH:mm";
    };
  }
}
