package org.onthaal.aggregation.notify.message;

import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.onthaal.aggregation.notify.Language;
import org.onthaal.aggregation.notify.message.AlertNews.Condition;
import org.onthaal.aggregation.notify.message.AlertNews.Figure;
import org.onthaal.aggregation.notify.message.Letter.Fact;
import org.onthaal.aggregation.notify.message.Letter.Link;
import org.onthaal.aggregation.notify.message.Letter.Part;
import org.onthaal.aggregation.notify.message.Letter.Tone;

/// Puts news into words: what, where, from what to what and how sure, since when, compared with
/// what.
///
/// @param language of everything it writes
public record Wording(Language language) {
  /// A longer list is not read; all alerts are counted in the title.
  static final int PARTS_MAX = 10;

  private static final double EVIDENCE_DAYS_MAX = 1e6;

  public Letter of(News news) {
    return switch (news) {
      case News.OfAlerts alerts -> alerts(alerts);
      case News.OfAcknowledgement(_, String owner, _) -> {
        String title = say(Phrase.ACKNOWLEDGED, owner);
        yield new Letter(title, Tone.INFO, List.of(new Part(title, List.of(), List.of())));
      }
      case News.OfReceiver trouble -> trouble(trouble);
      case News.OfLog(String position, int entries, Instant at, String because) -> {
        String title = say(Phrase.QUARANTINED, Integer.toString(entries), position);
        yield new Letter(title, Tone.CRITICAL, List.of(reason(title, because, at)));
      }
      case News.OfCanary(Instant due, Instant at, String because) -> {
        String title = say(Phrase.CANARY_MISSED, due.toString());
        yield new Letter(title, Tone.CRITICAL, List.of(reason(title, because, at)));
      }
    };
  }

  private Letter alerts(News.OfAlerts news) {
    List<AlertNews> alerts = news.alerts();
    long firing = alerts.stream().filter(AlertNews::isFiring).count();
    String title =
        alerts.size() == 1
            ? title(alerts.getFirst())
            : say(Phrase.GROUP_TITLE, Long.toString(firing), Long.toString(alerts.size() - firing));
    Tone tone = alerts.stream().map(Wording::tone).min(Tone::compareTo).orElse(Tone.RESOLVED);
    return new Letter(title, tone, alerts.stream().limit(PARTS_MAX).map(this::part).toList());
  }

  private String title(AlertNews alert) {
    Phrase state = alert.isFiring() ? Phrase.ALERT : Phrase.RESOLVED;
    return say(Phrase.TITLE, say(state), place(alert), alert.subject().rule());
  }

  private static Tone tone(AlertNews alert) {
    if (!alert.isFiring()) {
      return Tone.RESOLVED;
    }
    return switch (alert.subject().severity()) {
      case "critical" -> Tone.CRITICAL;
      case "info" -> Tone.INFO;
      default -> Tone.WARNING;
    };
  }

  private Part part(AlertNews alert) {
    List<Fact> facts = new ArrayList<>();
    facts.add(fact(Phrase.WHERE, place(alert)));
    ZoneId zone = alert.evidence().zone();
    Condition condition = alert.condition();
    alert.evidence().figure().ifPresent(now -> facts.add(fact(Phrase.NOW, figure(now, condition))));
    alert
        .evidence()
        .previous()
        .ifPresent(before -> facts.add(fact(Phrase.BEFORE, figure(before, condition))));
    facts.add(fact(Phrase.COUNTED_SINCE, time(alert.evidence().since(), zone)));
    comparison(alert).ifPresent(text -> facts.add(fact(Phrase.COMPARED_WITH, text)));
    alert
        .evidence()
        .expected()
        .ifPresent(expected -> facts.add(fact(Phrase.EXPECTED, decimal(expected))));
    alert
        .evidence()
        .evidenceDays()
        .ifPresent(days -> facts.add(fact(Phrase.STRENGTH, chance(days))));
    alert.life().firedAt().ifPresent(at -> facts.add(fact(Phrase.FIRING_SINCE, time(at, zone))));
    alert
        .life()
        .resolvedAt()
        .filter(_ -> !alert.isFiring())
        .ifPresent(at -> facts.add(fact(Phrase.RESOLVED_AT, time(at, zone))));
    facts.add(fact(Phrase.RULE, alert.subject().rule()));
    facts.add(fact(Phrase.SEVERITY, severity(alert.subject().severity())));
    return new Part(lead(alert), facts, links(alert));
  }

  /// One sentence; the English one that came with the alert where nothing better is known.
  private String lead(AlertNews alert) {
    Condition condition = alert.condition();
    Optional<Figure> figure = alert.evidence().figure();
    if (isAbsence(alert)) {
      return alert.isFiring() ? absent(alert) : say(Phrase.RATINGS_AGAIN, place(alert));
    }
    if (figure.isEmpty() || condition.measure().isEmpty()) {
      return alert.because();
    }
    String subject = subject(condition);
    String now = figure(figure.get(), condition);
    if (!alert.isFiring()) {
      return say(Phrase.IS_NOW, subject, place(alert), now);
    }
    Optional<Figure> previous = alert.evidence().previous();
    if (previous.isPresent()) {
      boolean fell = figure.get().value() <= previous.get().value();
      String before = figure(previous.get(), condition);
      return say(fell ? Phrase.FELL : Phrase.ROSE, subject, place(alert), before, now);
    }
    Optional<Double> limit = condition.below().or(condition::above);
    Phrase relation = condition.below().isPresent() ? Phrase.IS_BELOW : Phrase.IS_ABOVE;
    return limit
        .map(value -> say(relation, subject, place(alert), now, number(value, condition)))
        .orElseGet(() -> say(Phrase.IS_NOW, subject, place(alert), now));
  }

  private String absent(AlertNews alert) {
    AlertNews.Evidence evidence = alert.evidence();
    String since = time(evidence.since(), evidence.zone());
    if (evidence.expected().isEmpty() || evidence.until().isEmpty()) {
      return say(Phrase.NO_RATINGS, place(alert), since);
    }
    return say(
        Phrase.NONE_BUT_EXPECTED,
        place(alert),
        since,
        length(Duration.between(evidence.since(), evidence.until().get())),
        decimal(evidence.expected().get()));
  }

  private static boolean isAbsence(AlertNews alert) {
    return alert.condition().afterSeconds().isPresent() || alert.evidence().expected().isPresent();
  }

  private Optional<String> comparison(AlertNews alert) {
    Condition condition = alert.condition();
    if (alert.evidence().expected().isPresent()) {
      return Optional.of(say(Phrase.USUAL));
    }
    if (condition.afterSeconds().isPresent()) {
      Duration every = Duration.ofSeconds(condition.afterSeconds().get());
      return Optional.of(say(Phrase.ONE_EVERY, length(every)));
    }
    if (alert.evidence().previous().isPresent()) {
      boolean isDrop = alert.evidence().evidenceDays().isPresent();
      return Optional.of(say(isDrop ? Phrase.USUAL : Phrase.WINDOW_BEFORE));
    }
    if (condition.target().isPresent()) {
      return Optional.of(say(Phrase.TARGET, number(condition.target().get(), condition)));
    }
    return condition
        .below()
        .or(condition::above)
        .map(limit -> say(Phrase.LIMIT, number(limit, condition)));
  }

  /// Beyond a million days nobody compares numbers.
  private String chance(double days) {
    return say(Phrase.BY_CHANCE, Long.toString((long) Math.min(days, EVIDENCE_DAYS_MAX)));
  }

  private List<Link> links(AlertNews alert) {
    List<Link> links = new ArrayList<>();
    alert
        .links()
        .forEach((page, address) -> {
          Phrase title = Phrase.valueOf("LINK_" + page.toUpperCase(Locale.ROOT));
          links.add(new Link(say(title), address));
        });
    return links;
  }

  private Letter trouble(News.OfReceiver news) {
    Phrase phrase = news.isDisabled() ? Phrase.RECEIVER_DISABLED : Phrase.DEAD_LETTER;
    String title = say(phrase, news.receiver());
    return new Letter(title, Tone.CRITICAL, List.of(reason(title, news.because(), news.at())));
  }

  private Part reason(String title, String because, Instant at) {
    return new Part(
        title + ".",
        List.of(fact(Phrase.REASON, because), fact(Phrase.WHEN, time(at, ZoneOffset.UTC) + " UTC")),
        List.of());
  }

  private String place(AlertNews alert) {
    String place = alert.subject().place();
    return place.isEmpty() ? say(Phrase.ALL_SERVICES) : place;
  }

  private String subject(Condition condition) {
    return switch (condition.measure().orElse("")) {
      case "csat" -> say(Phrase.SATISFACTION);
      case "dissatisfied" -> say(Phrase.DISSATISFACTION);
      case "mean" -> say(Phrase.MEAN);
      default -> say(Phrase.FIGURE);
    };
  }

  private String severity(String word) {
    return switch (word) {
      case "critical" -> say(Phrase.CRITICAL);
      case "info" -> say(Phrase.INFO);
      default -> say(Phrase.WARNING);
    };
  }

  private String figure(Figure figure, Condition condition) {
    String value = number(figure.value(), condition);
    String n = Long.toString(figure.n());
    if (figure.low().isEmpty() || figure.high().isEmpty()) {
      return say(Phrase.WITHOUT_INTERVAL, value, n);
    }
    return say(
        Phrase.WITH_INTERVAL,
        value,
        number(figure.low().get(), condition),
        number(figure.high().get(), condition),
        n);
  }

  private String number(double value, Condition condition) {
    // A no-break space, so that no line ends between a number and its sign.
    return decimal(value) + (condition.isShare() ? "\u00a0%" : "");
  }

  private String decimal(double value) {
    NumberFormat format = NumberFormat.getInstance(language.locale());
    format.setMinimumFractionDigits(1);
    format.setMaximumFractionDigits(1);
    return format.format(value);
  }

  private String length(Duration time) {
    if (time.compareTo(Duration.ofDays(2)) >= 0) {
      return say(Phrase.DAYS, Long.toString(time.toDays()));
    }
    return time.compareTo(Duration.ofHours(2)) >= 0
        ? say(Phrase.HOURS, Long.toString(time.toHours()))
        : say(Phrase.MINUTES, Long.toString(time.toMinutes()));
  }

  private String time(Instant at, ZoneId zone) {
    return DateTimeFormatter.ofPattern("EEEE d MMMM uuuu HH:mm", language.locale())
        .format(at.atZone(zone));
  }

  private Fact fact(Phrase name, String value) {
    return new Fact(say(name), value);
  }

  private String say(Phrase phrase, String... things) {
    return phrase.in(language, things);
  }
}
