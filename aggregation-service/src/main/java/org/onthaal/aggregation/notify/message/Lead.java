package org.onthaal.aggregation.notify.message;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.onthaal.aggregation.alert.Ending;
import org.onthaal.aggregation.alert.KioskSeen;
import org.onthaal.aggregation.notify.message.AlertNews.Condition;
import org.onthaal.aggregation.notify.message.AlertNews.Evidence;
import org.onthaal.aggregation.notify.message.AlertNews.Figure;

/// The one sentence that says what is the matter with an alert, or how it ended.
record Lead(Notation notation) {
  String of(AlertNews alert) {
    return alert.isFiring()
        ? firing(alert)
        : alert
            .life()
            .ending()
            .map(ending -> ended(alert, ending))
            .orElseGet(() -> endedSomehow(alert));
  }

  /// Where it is, in words also when that is everywhere.
  String place(AlertNews alert) {
    String place = alert.subject().place();
    return place.isEmpty() ? notation.say(Phrase.ALL_SERVICES) : place;
  }

  private String firing(AlertNews alert) {
    if (alert.evidence().kiosk().isPresent()) {
      return kiosk(alert, alert.evidence().kiosk().get());
    }
    if (alert.isAbsence()) {
      return isAbsent(alert) ? absent(alert) : again(alert);
    }
    Evidence evidence = alert.evidence();
    if (evidence.figure().isEmpty()) {
      return notation.say(Phrase.NO_RATINGS, place(alert), since(evidence));
    }
    Figure now = evidence.figure().get();
    Condition condition = alert.condition();
    if (evidence.previous().isPresent()) {
      Figure before = evidence.previous().get();
      return notation.say(
          now.value() <= before.value() ? Phrase.FELL : Phrase.ROSE,
          subject(condition),
          place(alert),
          notation.figure(before, condition),
          notation.figure(now, condition));
    }
    Optional<Double> target = condition.target().filter(level -> now.value() < level);
    if (target.isPresent()) {
      return compared(Phrase.IS_BELOW_TARGET, alert, now, target.get());
    }
    // An alert that is kept firing for a while may be on the right side already.
    if (condition.isCrossedBy(now.value())) {
      Phrase side = condition.below().isPresent() ? Phrase.IS_BELOW : Phrase.IS_ABOVE;
      return compared(side, alert, now, condition.limit().orElseThrow());
    }
    return isNow(alert, now);
  }

  private String compared(Phrase phrase, AlertNews alert, Figure now, double with) {
    Condition condition = alert.condition();
    return notation.say(
        phrase,
        subject(condition),
        place(alert),
        notation.figure(now, condition),
        notation.value(with, condition));
  }

  private String isNow(AlertNews alert, Figure now) {
    Condition condition = alert.condition();
    return notation.say(
        Phrase.IS_NOW, subject(condition), place(alert), notation.figure(now, condition));
  }

  private String ended(AlertNews alert, Ending ending) {
    String place = place(alert);
    String rule = alert.subject().rule();
    Evidence evidence = alert.evidence();
    return switch (ending) {
      case Ending.Recovered() -> recovered(alert);
      case Ending.RatingsAgain() -> again(alert);
      case Ending.TooFewRatings() ->
          notation.say(
              Phrase.TOO_FEW_RATINGS, place, notation.count(evidence.n()), since(evidence));
      case Ending.NotFollowed() -> notation.say(Phrase.NOT_FOLLOWED, place, rule);
      case Ending.NoLongerWatched() -> notation.say(Phrase.NO_LONGER_WATCHED, place, rule);
      case Ending.RuleChanged() -> notation.say(Phrase.RULE_CHANGED, place, rule);
      case Ending.Closed(String by, String why) ->
          why.isBlank()
              ? notation.say(Phrase.CLOSED, oneLine(by), place)
              : notation.say(Phrase.CLOSED_BECAUSE, oneLine(by), place, oneLine(why));
    };
  }

  /// Messages of an earlier version do not say how.
  private String endedSomehow(AlertNews alert) {
    if (alert.isAbsence()) {
      return again(alert);
    }
    return alert
        .evidence()
        .figure()
        .map(now -> isNow(alert, now))
        .orElseGet(() -> notation.say(Phrase.IS_OVER, place(alert)));
  }

  private String recovered(AlertNews alert) {
    Evidence evidence = alert.evidence();
    if (evidence.kiosk().isPresent()) {
      return kiosk(alert, evidence.kiosk().get());
    }
    Condition condition = alert.condition();
    if (evidence.figure().isEmpty()) {
      return notation.say(Phrase.IS_OVER, place(alert));
    }
    String now = notation.figure(evidence.figure().get(), condition);
    Optional<Double> limit = condition.resolveAt().or(condition::limit);
    if (limit.isPresent()) {
      return notation.say(
          Phrase.BACK_BEHIND_LIMIT,
          subject(condition),
          place(alert),
          notation.value(limit.get(), condition),
          now);
    }
    Optional<String> before = evidence.previous().map(figure -> notation.figure(figure, condition));
    if (alert.subject().kind().equals("drop")) {
      Phrase phrase = before.isPresent() ? Phrase.DROP_OVER : Phrase.DROP_FROM_TARGET_OVER;
      return before
          .or(() -> condition.target().map(level -> notation.value(level, condition)))
          .map(level ->
              notation.say(phrase, ofSubject(condition), place(alert), since(evidence), now, level))
          .orElseGet(() -> isNow(alert, evidence.figure().get()));
    }
    return before
        .map(figure ->
            notation.say(Phrase.NO_LONGER_WORSE, subject(condition), place(alert), now, figure))
        .orElseGet(() -> isNow(alert, evidence.figure().get()));
  }

  private String kiosk(AlertNews alert, KioskSeen kiosk) {
    String name = oneLine(kiosk.name());
    String since = since(alert.evidence());
    String what =
        switch (kiosk.trouble()) {
          case SILENT -> KioskPhrase.SILENT.in(notation.language(), name, place(alert), since);
          case NO_ROOM -> KioskPhrase.FULL.in(notation.language(), name, place(alert), since);
          case NO_TOUCHPOINT -> KioskPhrase.UNUSABLE.in(notation.language(), name, place(alert));
          case PRESSES_WAIT -> KioskPhrase.WAITS.in(notation.language(), name, place(alert), since);
          case NONE -> KioskPhrase.AGAIN.in(notation.language(), name, place(alert), since);
        };
    if (kiosk.trouble() == KioskSeen.Trouble.NONE || kiosk.waiting() == 0) {
      return what + ".";
    }
    return kiosk.waiting() == 1
        ? KioskPhrase.ONE_WAITED.in(notation.language(), what)
        : KioskPhrase.WAITED.in(notation.language(), what, notation.count(kiosk.waiting()));
  }

  /// While an alert is kept firing for a while, a rating may have come.
  private static boolean isAbsent(AlertNews alert) {
    Optional<Instant> firedAt = alert.life().firedAt();
    Optional<Instant> newest = alert.evidence().lastRatedAt();
    return newest.isEmpty() || firedAt.isEmpty() || !newest.get().isAfter(firedAt.get());
  }

  private String absent(AlertNews alert) {
    Evidence evidence = alert.evidence();
    if (evidence.expected().isEmpty() || evidence.until().isEmpty()) {
      return notation.say(Phrase.NO_RATINGS, place(alert), since(evidence));
    }
    Duration length = Duration.between(evidence.since(), evidence.until().get());
    return notation.say(
        Phrase.NONE_BUT_EXPECTED,
        place(alert),
        since(evidence),
        notation.length(length),
        notation.decimal(evidence.expected().get()));
  }

  private String again(AlertNews alert) {
    Evidence evidence = alert.evidence();
    if (evidence.expected().isPresent()) {
      return notation.say(
          Phrase.AGAIN_AFTER,
          place(alert),
          since(evidence),
          notation.decimal(evidence.expected().get()));
    }
    return evidence
        .lastRatedAt()
        .map(at ->
            notation.say(Phrase.NEWEST_AGAIN, place(alert), notation.time(at, evidence.zone())))
        .orElseGet(() -> notation.say(Phrase.RATINGS_AGAIN, place(alert)));
  }

  private String since(Evidence evidence) {
    return notation.time(evidence.since(), evidence.zone());
  }

  private String subject(Condition condition) {
    return notation.say(
        switch (condition.measure().orElse("")) {
          case "csat" -> Phrase.SATISFACTION;
          case "dissatisfied" -> Phrase.DISSATISFACTION;
          case "mean" -> Phrase.MEAN;
          default -> Phrase.FIGURE;
        });
  }

  private String ofSubject(Condition condition) {
    return notation.say(
        switch (condition.measure().orElse("")) {
          case "csat" -> Phrase.OF_SATISFACTION;
          case "dissatisfied" -> Phrase.OF_DISSATISFACTION;
          case "mean" -> Phrase.OF_MEAN;
          default -> Phrase.OF_FIGURE;
        });
  }

  /// What people wrote, without what would break a line.
  static String oneLine(String words) {
    return words.replaceAll("\\p{Cntrl}+", " ").strip();
  }
}
