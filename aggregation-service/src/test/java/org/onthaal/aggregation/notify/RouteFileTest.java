package org.onthaal.aggregation.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.onthaal.aggregation.alert.Alert;
import org.onthaal.aggregation.measure.Dimension;
import org.onthaal.aggregation.rule.FileProblem;
import org.onthaal.aggregation.rule.RuleKind;
import org.onthaal.aggregation.rule.Severity;
import org.onthaal.aggregation.rule.Stream;

class RouteFileTest {
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
    RouteFile file = RouteFile.parse(yaml, _ -> SECRET);
    assertThat(file).isInstanceOf(RouteFile.Valid.class);
    return ((RouteFile.Valid) file).table();
  }

  private static List<String> invalid(String yaml) {
    RouteFile file = RouteFile.parse(yaml, _ -> SECRET);
    assertThat(file).isInstanceOf(RouteFile.Invalid.class);
    return ((RouteFile.Invalid) file).problems().stream().map(FileProblem::toString).toList();
  }
}
