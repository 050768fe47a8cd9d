package org.onthaal.aggregation.notify.message;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.onthaal.aggregation.alert.Ending;
import org.onthaal.aggregation.alert.KioskSeen;
import org.onthaal.aggregation.notify.Language;
import org.onthaal.aggregation.notify.message.AlertNews.Condition;
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

  public Letter of(News news) {
    return switch (news) {
      case News.OfAlerts alerts -> alerts(alerts);
      case News.OfAcknowledgement(_, String owner, _) -> {
        String title = say(Phrase.ACKNOWLEDGED, owner);
        yield new Letter(title, Tone.INFO, List.of(new Part(title, List.of(), List.of())));
      }
      case News.OfReceiver trouble -> trouble(trouble);
      case News.OfLog(String position, int entries, Instant at, String because) -> {
        String title =
            entries == 1
                ? say(Phrase.ONE_QUARANTINED, position)
                : say(Phrase.QUARANTINED, notation().count(entries), position);
        yield new Letter(title, Tone.CRITICAL, List.of(reason(title, because, at)));
      }
      case News.OfCanary(Instant due, Instant at, String because) -> {
        String title = say(Phrase.CANARY_MISSED, inUtc(due));
        yield new Letter(title, Tone.CRITICAL, List.of(reason(title, because, at)));
      }
      case News.OfTest(String receiver, String by, Instant at) -> {
        List<Fact> facts =
            List.of(fact(Phrase.ASKED_BY, Lead.oneLine(by)), fact(Phrase.WHEN, inUtc(at)));
        Part part = new Part(say(Phrase.TEST_ARRIVED), facts, List.of());
        yield new Letter(say(Phrase.TEST, receiver), Tone.INFO, List.of(part));
      }
    };
  }

  private Letter alerts(News.OfAlerts news) {
    List<AlertNews> alerts = news.alerts();
    String title = alerts.size() == 1 ? title(alerts.getFirst()) : title(news);
    Tone tone = alerts.stream().map(Wording::tone).min(Tone::compareTo).orElse(Tone.RESOLVED);
    return new Letter(title, tone, alerts.stream().limit(PARTS_MAX).map(this::part).toList());
  }

  private String title(AlertNews alert) {
    Phrase state = alert.isFiring() ? Phrase.ALERT : Phrase.RESOLVED;
    return say(Phrase.TITLE, say(state), lead().place(alert), alert.subject().rule());
  }

  private String title(News.OfAlerts group) {
    List<String> counts = new ArrayList<>();
    long firing = group.count().firing();
    if (firing > 0) {
      counts.add(
          firing == 1 ? say(Phrase.ONE_FIRES) : say(Phrase.MANY_FIRE, notation().count(firing)));
    }
    long over = group.count().resolved();
    if (over > 0) {
      counts.add(
          over == 1 ? say(Phrase.ONE_IS_OVER) : say(Phrase.MANY_ARE_OVER, notation().count(over)));
    }
    String place = group.place().isEmpty() ? say(Phrase.ALL_SERVICES) : group.place();
    return say(Phrase.GROUP_TITLE, place, String.join(", ", counts));
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
    facts.add(fact(Phrase.WHERE, lead().place(alert)));
    facts.addAll(figures(alert));
    facts.addAll(life(alert));
    facts.add(fact(Phrase.RULE, alert.subject().rule()));
    facts.add(fact(Phrase.SEVERITY, severity(alert.subject().severity())));
    return new Part(lead().of(alert), facts, links(alert));
  }

  private List<Fact> figures(AlertNews alert) {
    AlertNews.Evidence evidence = alert.evidence();
    if (evidence.kiosk().isPresent()) {
      return kiosk(evidence.kiosk().get(), evidence.zone());
    }
    Condition condition = alert.condition();
    Notation notation = notation();
    List<Fact> facts = new ArrayList<>();
    Phrase now = isOfBefore(alert) ? Phrase.LAST_FIGURE : Phrase.NOW;
    evidence.figure().ifPresent(figure -> facts.add(fact(now, notation.figure(figure, condition))));
    evidence
        .previous()
        .ifPresent(figure -> facts.add(fact(Phrase.BEFORE, notation.figure(figure, condition))));
    difference(evidence)
        .ifPresent(points -> facts.add(fact(Phrase.CHANGE, notation.change(points, condition))));
    facts.add(
        evidence
            .lastRatedAt()
            .map(at -> fact(Phrase.NEWEST_RATING, notation.time(at, evidence.zone())))
            .orElseGet(() ->
                fact(Phrase.COUNTED_SINCE, notation.time(evidence.since(), evidence.zone()))));
    comparison(alert).ifPresent(text -> facts.add(fact(Phrase.COMPARED_WITH, text)));
    evidence
        .expected()
        .ifPresent(expected -> facts.add(fact(Phrase.EXPECTED, notation.decimal(expected))));
    evidence
        .evidenceDays()
        .ifPresent(days -> facts.add(fact(Phrase.STRENGTH, notation.chance(days))));
    return facts;
  }

  private List<Fact> kiosk(KioskSeen kiosk, ZoneId zone) {
    String heard =
        kiosk
            .heardAt()
            .map(at -> notation().time(at, zone))
            .orElseGet(() -> KioskPhrase.NEVER.in(language));
    List<Fact> facts = new ArrayList<>();
    facts.add(fact(KioskPhrase.NAME, Lead.oneLine(kiosk.name())));
    facts.add(fact(KioskPhrase.HEARD_AT, heard));
    facts.add(fact(KioskPhrase.PRESSES_THAT_WAIT, notation().count(kiosk.waiting())));
    if (kiosk.others() > 0) {
      facts.add(fact(KioskPhrase.OTHER_KIOSKS, notation().count(kiosk.others())));
    }
    return facts;
  }

  private Fact fact(KioskPhrase name, String value) {
    return new Fact(name.in(language), value);
  }

  /// Whether nobody looked at the figures when it ended.
  private static boolean isOfBefore(AlertNews alert) {
    return alert
        .life()
        .ending()
        .filter(ending ->
            switch (ending) {
              case Ending.NoLongerWatched(), Ending.RuleChanged(), Ending.Closed(_, _) -> true;
              case Ending.Recovered(),
                  Ending.TooFewRatings(),
                  Ending.RatingsAgain(),
                  Ending.NotFollowed() ->
                  false;
            })
        .isPresent();
  }

  private static Optional<Double> difference(AlertNews.Evidence evidence) {
    return evidence
        .previous()
        .flatMap(before -> evidence.figure().map(now -> now.value() - before.value()));
  }

  private List<Fact> life(AlertNews alert) {
    ZoneId zone = alert.evidence().zone();
    List<Fact> facts = new ArrayList<>();
    alert
        .life()
        .firedAt()
        .ifPresent(at -> facts.add(fact(Phrase.FIRING_SINCE, notation().time(at, zone))));
    if (alert.isFiring()) {
      return facts;
    }
    alert
        .life()
        .resolvedAt()
        .ifPresent(at -> facts.add(fact(Phrase.RESOLVED_AT, notation().time(at, zone))));
    alert
        .life()
        .ending()
        .filter(Ending.Closed.class::isInstance)
        .map(Ending.Closed.class::cast)
        .ifPresent(closed -> facts.addAll(closed(closed)));
    return facts;
  }

  private List<Fact> closed(Ending.Closed ending) {
    Fact by = fact(Phrase.CLOSED_BY, Lead.oneLine(ending.by()));
    return ending.why().isBlank()
        ? List.of(by)
        : List.of(by, fact(Phrase.REASON, Lead.oneLine(ending.why())));
  }

  private Optional<String> comparison(AlertNews alert) {
    Condition condition = alert.condition();
    if (alert.evidence().expected().isPresent()) {
      return Optional.of(say(Phrase.USUAL));
    }
    if (condition.afterSeconds().isPresent()) {
      Duration every = Duration.ofSeconds(condition.afterSeconds().get());
      return Optional.of(say(Phrase.ONE_EVERY, notation().length(every)));
    }
    if (alert.evidence().previous().isPresent()) {
      boolean isDrop = alert.subject().kind().equals("drop");
      return Optional.of(say(isDrop ? Phrase.USUAL : Phrase.WINDOW_BEFORE));
    }
    Optional<String> target =
        condition.target().map(level -> say(Phrase.TARGET, notation().value(level, condition)));
    return target.or(() ->
        condition.limit().map(limit -> say(Phrase.LIMIT, notation().value(limit, condition))));
  }

  /// Of an alert that is over, a message of an earlier version still names pages to act on it.
  private List<Link> links(AlertNews alert) {
    List<Link> links = new ArrayList<>();
    alert
        .links()
        .forEach((page, address) -> {
          Phrase title = Phrase.valueOf("LINK_" + page.toUpperCase(Locale.ROOT));
          boolean acts = title == Phrase.LINK_ACKNOWLEDGE || title == Phrase.LINK_SILENCE;
          if (alert.isFiring() || !acts) {
            links.add(new Link(say(title), address));
          }
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
        List.of(fact(Phrase.REASON, because), fact(Phrase.WHEN, inUtc(at))),
        List.of());
  }

  private String severity(String word) {
    return switch (word) {
      case "critical" -> say(Phrase.CRITICAL);
      case "info" -> say(Phrase.INFO);
      default -> say(Phrase.WARNING);
    };
  }

  private String inUtc(Instant at) {
    return notation().time(at, ZoneOffset.UTC) + " UTC";
  }

  private Fact fact(Phrase name, String value) {
    return new Fact(say(name), value);
  }

  private String say(Phrase phrase, String... things) {
    return phrase.in(language, things);
  }

  private Notation notation() {
    return new Notation(language);
  }

  private Lead lead() {
    return new Lead(notation());
  }
}
