package org.onthaal.aggregation.notify;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.onthaal.aggregation.alert.Alert;
import org.onthaal.aggregation.alert.AlertState;
import org.onthaal.aggregation.alert.Ending;
import org.onthaal.aggregation.alert.Evidence;
import org.onthaal.aggregation.measure.Dimension;
import org.onthaal.aggregation.measure.Metric;
import org.onthaal.aggregation.rule.Figure;
import org.onthaal.aggregation.rule.Hold;
import org.onthaal.aggregation.rule.Limit;
import org.onthaal.aggregation.rule.Rule;
import org.onthaal.aggregation.rule.RuleKind;
import org.onthaal.aggregation.rule.Severity;
import org.onthaal.aggregation.rule.Stream;
import org.onthaal.aggregation.rule.Watch;
import org.onthaal.aggregation.rule.WindowShape;

/// Alerts of a kiosk, and the messages that tell them, for tests of receivers.
public final class ExampleAlerts {
  public static final UUID ID = new UUID(0xA1, 0x8000_0000_0000_0001L);
  public static final UUID NOTIFICATION = new UUID(0xB2, 0x8000_0000_0000_0002L);
  public static final Instant FIRED_AT = Instant.parse("2026-11-24T10:00:00Z");
  public static final Instant RESOLVED_AT = Instant.parse("2026-11-24T12:30:00Z");
  private static final UUID TRANSITION = new UUID(0xC3, 0x8000_0000_0000_0003L);
  private static final ZoneId BRUSSELS = ZoneId.of("Europe/Brussels");
  private static final Links LINKS =
      new Links(
          Map.of(
              Links.Page.HOME,
              "https://onthaal.example.org/",
              Links.Page.ALERT,
              "https://onthaal.example.org/alerts/{alert}",
              Links.Page.STREAM,
              "https://onthaal.example.org/scores?service={service}&channel={channel}"));

  private ExampleAlerts() {}

  /// The kiosk's satisfaction is under a limit of 70 %.
  public static String firing() {
    return body(Notification.Kind.FIRING, alert(RuleKind.THRESHOLD), Optional.of(threshold()));
  }

  public static String resolved() {
    return body(Notification.Kind.RESOLVED, alert(RuleKind.THRESHOLD), Optional.of(threshold()));
  }

  /// It fell from the window before.
  public static String declined() {
    Rule rule =
        new Rule.Decline(
            watch(),
            Metric.CSAT,
            Figure.CSAT,
            new Rule.Fall(Optional.of(BigDecimal.TEN), Optional.empty()),
            window(),
            30);
    return body(Notification.Kind.FIRING, alert(RuleKind.DECLINE), Optional.of(rule));
  }

  /// Nobody rates any more.
  public static String absent() {
    Rule rule = new Rule.Absence(watch(), Duration.ofHours(24));
    return body(Notification.Kind.FIRING, alert(RuleKind.ABSENCE), Optional.of(rule));
  }

  /// Nobody rates, though many usually do.
  public static String unusuallyAbsent() {
    Alert absent = alert(RuleKind.ABSENCE);
    Evidence.WindowSpan window = absent.finding().evidence().window();
    Evidence evidence =
        new Evidence(
            new Evidence.WindowSpan(
                window.start(),
                Optional.of(window.start().plus(Duration.ofHours(3))),
                window.zone()),
            0,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(412.7),
            Optional.of(12.46));
    Alert alert =
        new Alert(
            absent.id(),
            absent.subject(),
            absent.state(),
            absent.life(),
            new Alert.Finding(evidence, "Nobody rates."));
    Rule rule = new Rule.UnusualAbsence(watch(), Duration.ofDays(365), Duration.ofHours(1));
    return body(Notification.Kind.FIRING, alert, Optional.of(rule));
  }

  /// An alert whose rule is gone.
  public static String ofUnknownRule() {
    return body(Notification.Kind.FIRING, alert(RuleKind.THRESHOLD), Optional.empty());
  }

  /// The kiosk's alert under another name.
  public static Alert alert(UUID id) {
    return alert(id, RuleKind.THRESHOLD);
  }

  /// The message that tells it alone.
  public static String body(Notification.Kind kind, Alert alert) {
    return body(kind, alert, Optional.of(threshold()));
  }

  public static String deadLetter() {
    return MessageBody.ofTrouble(
        Notification.Kind.DEAD_LETTER, "parking-team", NOTIFICATION, "HTTP 400", FIRED_AT);
  }

  public static String canaryMissed() {
    return """
    {"type":"canary.missed","timestamp":"%1$s","data":{"due":"2026-11-24T02:00:00Z","because":"no alert within 15 min"}}
    """
        .formatted(FIRED_AT);
  }

  public static String quarantined() {
    return MessageBody.ofQuarantine(3, 17, 2, "no such metric", FIRED_AT);
  }

  /// The message that tells an alert of this rule.
  public static String body(Notification.Kind kind, Alert alert, Optional<Rule> rule) {
    return body(kind, alert, rule, LINKS);
  }

  /// The same with pages to act on it.
  public static String actedOn(Notification.Kind kind, Alert alert, Optional<Rule> rule) {
    Map<Links.Page, String> pages = new EnumMap<>(LINKS.templates());
    pages.put(Links.Page.ACKNOWLEDGE, "https://onthaal.example.org/alerts/{alert}#acknowledge");
    pages.put(Links.Page.SILENCE, "https://onthaal.example.org/silences?rule={rule}");
    return body(kind, alert, rule, new Links(pages));
  }

  /// The kiosk's alert after a person ended it.
  public static String closed(String by, String why) {
    return actedOn(
        Notification.Kind.RESOLVED,
        ended(alert(RuleKind.THRESHOLD), new Ending.Closed(by, why)),
        Optional.of(threshold()));
  }

  /// The same alert when it is over.
  public static Alert ended(Alert alert, Ending ending) {
    return new Alert(
        alert.id(),
        alert.subject(),
        AlertState.Name.RESOLVED,
        new Alert.Life(
            alert.life().pendingAt(),
            alert.life().firedAt(),
            Optional.of(RESOLVED_AT),
            Optional.of(ending)),
        alert.finding());
  }

  /// The kiosk's alert of any rule.
  public static Alert alert(Rule rule, Evidence evidence, String because) {
    return new Alert(
        ID,
        new Alert.Subject(rule.name(), rule.kind(), rule.watch().severity(), stream()),
        AlertState.Name.FIRING,
        Alert.Life.begun(FIRED_AT.minusSeconds(300), Optional.of(FIRED_AT)),
        new Alert.Finding(evidence, because));
  }

  private static String body(
      Notification.Kind kind, Alert alert, Optional<Rule> rule, Links links) {
    Instant at = kind == Notification.Kind.FIRING ? FIRED_AT : RESOLVED_AT;
    return MessageBody.of(
        kind,
        alert,
        at,
        TRANSITION,
        new MessageBody.Telling(
            "parking-team", "administration=stib;service=parking permit;", rule, links));
  }

  private static Alert alert(RuleKind kind) {
    return alert(ID, kind);
  }

  private static Alert alert(UUID id, RuleKind kind) {
    Optional<Evidence.Figures> figure =
        kind == RuleKind.ABSENCE
            ? Optional.empty()
            : Optional.of(new Evidence.Figures(62.5, Optional.of(52.04), Optional.of(71.9)));
    Optional<Evidence.Previous> previous =
        kind == RuleKind.DECLINE
            ? Optional.of(
                new Evidence.Previous(
                    1_200, Optional.of(81.25), Optional.of(18.75), Optional.of(4.1)))
            : Optional.empty();
    Evidence evidence =
        new Evidence(
            new Evidence.WindowSpan(
                Instant.parse("2026-11-24T08:00:00Z"), Optional.empty(), BRUSSELS),
            kind == RuleKind.ABSENCE ? 0 : 88,
            figure,
            previous,
            Optional.empty());
    return new Alert(
        id,
        new Alert.Subject("csat-floor", kind, Severity.CRITICAL, stream()),
        AlertState.Name.FIRING,
        new Alert.Life(
            FIRED_AT.minusSeconds(300),
            Optional.of(FIRED_AT),
            Optional.of(RESOLVED_AT),
            Optional.empty()),
        new Alert.Finding(evidence, "Satisfaction <is> low."));
  }

  private static Stream stream() {
    return new Stream(
        Map.of(
            Dimension.ADMINISTRATION, "stib",
            Dimension.SERVICE, "parking permit",
            Dimension.CHANNEL, "KIOSK"));
  }

  private static Rule threshold() {
    return new Rule.Threshold(
        watch(),
        Metric.CSAT,
        Figure.CSAT,
        new Limit(Limit.Side.BELOW, BigDecimal.valueOf(70), BigDecimal.valueOf(75)),
        window(),
        30);
  }

  public static Watch watch() {
    return new Watch(
        "csat-floor",
        Severity.CRITICAL,
        List.of(Dimension.SERVICE),
        Watch.Selection.ALL,
        new Hold(Duration.ZERO, Duration.ZERO));
  }

  public static WindowShape window() {
    return new WindowShape.Sliding(Duration.ofMinutes(30));
  }
}
