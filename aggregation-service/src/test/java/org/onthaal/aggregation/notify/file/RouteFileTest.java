package org.onthaal.aggregation.notify.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.onthaal.aggregation.alert.Alert;
import org.onthaal.aggregation.measure.Dimension;
import org.onthaal.aggregation.notify.Credential;
import org.onthaal.aggregation.notify.Destination;
import org.onthaal.aggregation.notify.Destination.ChatKind;
import org.onthaal.aggregation.notify.Destination.Login;
import org.onthaal.aggregation.notify.Destination.Security;
import org.onthaal.aggregation.notify.Destination.SmtpServer;
import org.onthaal.aggregation.notify.Language;
import org.onthaal.aggregation.notify.ReceiverSpec;
import org.onthaal.aggregation.notify.Route;
import org.onthaal.aggregation.notify.RouteTable;
import org.onthaal.aggregation.rule.FileProblem;
import org.onthaal.aggregation.rule.RuleKind;
import org.onthaal.aggregation.rule.Severity;
import org.onthaal.aggregation.rule.Stream;

class RouteFileTest {
  private static final String EVERY_KIND =
      """
      receivers:
        - {name: chat, language: fr, slack: {url: "https://hooks.slack.com/services/T0/B0/x"}}
        - {name: room, language: nl, teams: {url-file: key}}
        - {name: own, mattermost: {url: "https://chat.example.org/hooks/x"}}
        - {name: duty, pagerduty: {routing-key: R0123456789ABCDEF0123456789abcde}}
        - {name: prom, alertmanager: {urls: ["https://am1.example.org", "https://am2.example.org/x"], user: o, password: p}}
        - name: post
          language: de
          email: {host: mail.example.org, from: alerts@example.org, to: [a@example.org, b@example.org], user: o, password-file: key}
      routes:
        - {receiver: chat, dead-letter-to: post}
      links: {home: "https://o.example.org/", alert: "https://o.example.org/a/{alert}?s={service}"}
      """;
  private static final String SECRET = "whsec_b250aGFhbC1leGFtcGxlLXNlY3JldC0wMQ==";

  @Test
  void everyMatchingRouteTellsItsReceiverOnce() {
    RouteTable table =
        valid(
            """
            receivers:
              - {name: desk, webhook: {url: "https://a.example/", secret: %1$s}}
              - {name: night, webhook: {url: "https://b.example/", secret: [%1$s, %1$s], signature: timestamped}}
              - {name: other, webhook: {url: "https://c.example/", secret-file: key}}
            routes:
              - {receiver: desk, group-wait: 30s, matchers: {service: "parking-*", channel: KIOSK}}
              - {receiver: desk}
              - {receiver: night, matchers: {severity: critical, rule: ["csat-*"]}}
              - {receiver: other, matchers: {touchpoint: desk-1}}
            meta-receiver: other
            """
                .formatted(SECRET));

    List<Route> routes = table.routesOf(subject(Severity.CRITICAL));

    assertThat(routes).extracting(Route::receiver).containsExactly("desk", "night");
    assertThat(routes.getFirst().groupWait()).isEqualTo(Duration.ofSeconds(30));
    assertThat(table.routesOf(subject(Severity.INFO)))
        .extracting(Route::receiver)
        .containsExactly("desk");
    assertThat(table.metaReceiver()).contains("other");
  }

  @Test
  void everyMistakeIsNamedAtOnceAndNoSecretIsRepeated() {
    List<String> problems =
        invalid(
            """
            receivers:
              - name: a
                webhook: {url: "ftp://a.example/", secret: swordfish}
              - name: a
                webhook: {url: "https://user@a.example/"}
              - name: c
            routes:
              - {receiver: nobody, group-wait: 2h, matchers: {planet: mars}}
              - {matchers: {severity: fatal}}
            """);

    assertThat(problems)
        .satisfiesExactly(
            p -> assertThat(p).contains("receivers[0].webhook.url", "https"),
            p -> assertThat(p).contains("receivers[0].webhook.secret", "whsec_"),
            p -> assertThat(p).contains("receivers[1].name", "no other receiver"),
            p -> assertThat(p).contains("receivers[1].webhook.url"),
            p -> assertThat(p).contains("receivers[1].webhook.secret", "exactly one"),
            p -> assertThat(p).contains("receivers[2].webhook"),
            p -> assertThat(p).contains("routes[0].receiver", "nobody"),
            p -> assertThat(p).contains("routes[0].group-wait", "1h"),
            p -> assertThat(p).contains("routes[0].matchers.planet", "unknown key"),
            p -> assertThat(p).contains("routes[1].receiver"),
            p -> assertThat(p).contains("routes[1].matchers.severity", "fatal"));
    assertThat(problems).noneMatch(problem -> problem.contains("swordfish"));
  }

  @Test
  void everyKindOfReceiverIsRead() {
    RouteTable table = valid(EVERY_KIND, "https://teams.example.org/workflow");

    assertThat(table.receivers())
        .containsExactly(
            new ReceiverSpec(
                "chat",
                Language.FR,
                chat(ChatKind.SLACK, "https://hooks.slack.com/services/T0/B0/x")),
            new ReceiverSpec(
                "room", Language.NL, chat(ChatKind.TEAMS, "https://teams.example.org/workflow")),
            new ReceiverSpec(
                "own", Language.EN, chat(ChatKind.MATTERMOST, "https://chat.example.org/hooks/x")),
            new ReceiverSpec(
                "duty",
                Language.EN,
                new Destination.PagerDuty(
                    URI.create("https://events.pagerduty.com/v2/enqueue"),
                    new Credential("R0123456789ABCDEF0123456789abcde"))),
            new ReceiverSpec(
                "prom",
                Language.EN,
                new Destination.Alertmanager(
                    List.of(
                        URI.create("https://am1.example.org"),
                        URI.create("https://am2.example.org/x")),
                    Optional.of(new Credential("Basic bzpw")))),
            new ReceiverSpec("post", Language.DE, mail()));
    assertThat(table.routes().getFirst().deadLetterTo()).contains("post");
    assertThat(table.links().home()).isEqualTo("https://o.example.org/");
    assertThat(table.toString())
        .doesNotContain("services/T0")
        .doesNotContain("R0123456789ABCDEF0123456789abcde")
        .doesNotContain("bzpw")
        .doesNotContain("workflow");
  }

  @Test
  void heartbeatIsReadAndItsAddressIsASecret() {
    RouteTable table =
        valid(
            """
            receivers:
              - {name: a, webhook: {url: "https://a.example/", secret: %1$s}, heartbeat: {url: "https://hc.example/ping/x", every: 30s}}
              - {name: b, slack: {url: "https://hooks.slack.com/x"}, heartbeat: {url-file: key}}
              - {name: c, alertmanager: {urls: ["https://am.example"]}, heartbeat: {}}
              - {name: d, alertmanager: {urls: ["https://am.example"]}, heartbeat: {url: "https://hc.example/y", every: 1h}}
              - {name: e, mattermost: {url: "https://chat.example.org/hooks/x"}}
            routes: []
            """
                .formatted(SECRET),
            "https://hc.example/ping/filed");

    assertThat(table.receivers())
        .extracting(ReceiverSpec::heartbeat)
        .containsExactly(
            heartbeat("https://hc.example/ping/x", Duration.ofSeconds(30)),
            heartbeat("https://hc.example/ping/filed", Duration.ofMinutes(1)),
            Optional.of(new ReceiverSpec.Heartbeat(Optional.empty(), Duration.ofMinutes(1))),
            heartbeat("https://hc.example/y", Duration.ofHours(1)),
            Optional.empty());
    assertThat(table.toString()).doesNotContain("ping");
  }

  @Test
  void mistakesOfHeartbeatsAreNamedAtOnce() {
    List<String> problems =
        invalid(
            """
            receivers:
              - {name: a, webhook: {url: "https://a.example/", secret: %1$s}, heartbeat: {every: 1m}}
              - {name: b, webhook: {url: "https://a.example/", secret: %1$s}, heartbeat: {url: "ftp://swordfish", every: 2h}}
              - {name: c, alertmanager: {urls: ["https://am.example"]}, heartbeat: {every: 3m, pace: 1}}
            routes: []
            """
                .formatted(SECRET));

    assertThat(problems)
        .satisfiesExactly(
            p -> assertThat(p).contains("receivers[0].heartbeat.url", "exactly one"),
            p -> assertThat(p).contains("receivers[1].heartbeat.url", "https"),
            p -> assertThat(p).contains("receivers[1].heartbeat.every", "1s to 1h"),
            p -> assertThat(p).contains("receivers[2].heartbeat.every", "1s to 2m"),
            p -> assertThat(p).contains("receivers[2].heartbeat.pace", "unknown key"));
    assertThat(problems).noneMatch(problem -> problem.contains("swordfish"));
  }

  private static Optional<ReceiverSpec.Heartbeat> heartbeat(String url, Duration every) {
    return Optional.of(new ReceiverSpec.Heartbeat(Optional.of(URI.create(url)), every));
  }

  private static Destination.Email mail() {
    return new Destination.Email(
        new SmtpServer(
            "mail.example.org",
            587,
            Security.STARTTLS,
            Optional.of(new Login("o", new Credential("https://teams.example.org/workflow"))),
            Optional.empty()),
        "alerts@example.org",
        List.of("a@example.org", "b@example.org"));
  }

  private static Destination.Chat chat(ChatKind kind, String url) {
    return new Destination.Chat(kind, URI.create(url));
  }

  @Test
  void everyMistakeOfEveryKindIsNamedWithoutSecrets() {
    List<String> problems =
        invalid(
            """
            receivers:
              - {name: a, slack: {url: "swordfish"}}
              - {name: b, slack: {url: "https://s.example/"}, teams: {url: "https://t.example/"}}
              - {name: c, language: fi, pagerduty: {routing-key: x, routing-key-file: key}}
              - {name: d, alertmanager: {urls: ["ftp://x.example"], user: only}}
              - {name: e, email: {host: "a b", from: me, to: [you], port: 0, security: none, password: swordfish, certificate: swordfish}}
            routes:
              - {receiver: a, dead-letter-to: a}
            links: {alert: "https://o.example.org/{planet}", elsewhere: x}
            """);

    assertThat(problems)
        .anyMatch(p -> p.contains("receivers[0].slack.url"))
        .anyMatch(p -> p.contains("receivers[1].teams") && p.contains("only one of"))
        .anyMatch(p -> p.contains("receivers[2].language"))
        .anyMatch(p -> p.contains("receivers[2].pagerduty.routing-key"))
        .anyMatch(p -> p.contains("receivers[3].alertmanager.urls"))
        .anyMatch(p -> p.contains("receivers[3].alertmanager.user"))
        .anyMatch(p -> p.contains("receivers[4].email.host"))
        .anyMatch(p -> p.contains("receivers[4].email.from"))
        .anyMatch(p -> p.contains("receivers[4].email.to"))
        .anyMatch(p -> p.contains("receivers[4].email.port"))
        .anyMatch(p -> p.contains("receivers[4].email.security"))
        .anyMatch(p -> p.contains("receivers[4].email.user"))
        .anyMatch(p -> p.contains("receivers[4].email.certificate"))
        .anyMatch(p -> p.contains("routes[0].dead-letter-to"))
        .anyMatch(p -> p.contains("links.alert"))
        .anyMatch(p -> p.contains("links.elsewhere"))
        .noneMatch(p -> p.contains("swordfish"));
  }

  @Test
  void whatWouldNeverBeUsedOrTakenIsRefused() {
    List<String> problems =
        invalid(
            """
            receivers:
              - {name: a, pagerduty: {routing-key: swordfish}}
            routes:
              - {receiver: a, mute: [night]}
            mute-windows:
              - {name: night, zone: Europe/Brussels, times: ["18:00-24:00"]}
              - {name: night, zone: Europe/Brussels, weekdays: [sunday]}
            """);

    assertThat(problems)
        .anyMatch(p -> p.contains("receivers[0].pagerduty.routing-key") && p.contains("32 letters"))
        .anyMatch(p -> p.contains("mute-windows[1].name") && p.contains("no other mute window"))
        .noneMatch(p -> p.contains("swordfish"));
  }

  @Test
  void channelsMayBeWrittenInLowerCaseAsInRules() {
    RouteTable table =
        valid(
            """
            receivers: [{name: desk, webhook: {url: "https://a.example/", secret: %s}}]
            routes: [{receiver: desk, matchers: {channel: [kiosk, "pa*"]}}]
            """
                .formatted(SECRET));

    assertThat(table.routesOf(subject(Severity.INFO))).hasSize(1);
  }

  @Test
  void whatMayBeASecretIsNotRepeated() {
    List<String> problems =
        invalid(
            """
            receivers:
              - {name: a, webhook: {url: "https://me:swordfish@a.example/", secret: %1$s, secret-file: key}}
              - {name: b, webhook: {url: "gopher://b.example/?token=swordfish", secret: %1$s}}
            routes: []
            """
                .formatted(SECRET));

    assertThat(problems)
        .hasSize(3)
        .noneMatch(p -> p.contains("swordfish") || p.contains("whsec_b"));
  }

  @Test
  void documentsExampleIsValid() throws IOException {
    try (InputStream example = RouteFile.class.getResourceAsStream("/routes/example.yaml")) {
      assertThat(example).isNotNull();
      RouteTable table = valid(new String(example.readAllBytes(), StandardCharsets.UTF_8));
      assertThat(table.routes()).extracting(Route::groupWait).containsExactly(Duration.ZERO);
    }
  }

  private static Alert.Subject subject(Severity severity) {
    return new Alert.Subject(
        "csat-floor",
        RuleKind.THRESHOLD,
        severity,
        new Stream(
            Map.of(
                Dimension.ADMINISTRATION, "stib",
                Dimension.SERVICE, "parking-permit",
                Dimension.CHANNEL, "KIOSK")));
  }

  private static RouteTable valid(String yaml) {
    return valid(yaml, SECRET);
  }

  private static RouteTable valid(String yaml, String secret) {
    RouteFile file = RouteFile.parse(yaml, _ -> secret);
    assertThat(file).isInstanceOf(RouteFile.Valid.class);
    return ((RouteFile.Valid) file).table();
  }

  private static List<String> invalid(String yaml) {
    RouteFile file = RouteFile.parse(yaml, _ -> SECRET);
    assertThat(file).isInstanceOf(RouteFile.Invalid.class);
    return ((RouteFile.Invalid) file).problems().stream().map(FileProblem::toString).toList();
  }
}
