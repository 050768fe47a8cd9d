package org.onthaal.aggregation;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import com.standardwebhooks.Webhook;
import java.net.http.HttpHeaders;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onthaal.aggregation.notify.Language;
import org.onthaal.aggregation.notify.message.Letter;
import org.onthaal.aggregation.notify.message.NewsReader;
import org.onthaal.aggregation.notify.message.Wording;
import org.onthaal.aggregation.tail.Entry;

class AlertTimelineIT {
  private static final String SECRET = "whsec_b250aGFhbC1leGFtcGxlLXNlY3JldC0wMQ==";
  private static final Instant MORNING = Instant.parse("2026-11-24T09:10:00Z");
  private static final String FLOOR =
      """
      rules:
        - name: csat-floor
          kind: threshold
          below: 50
          resolve-at: 60
          window: {sliding: 30m}
          minimum-n: 20
          by: [service, channel]
      """;

  @TempDir Path folder;
  private final WireMockServer team =
      new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));

  @BeforeEach
  void startTeam() {
    team.start();
    team.stubFor(post(urlEqualTo("/hook")).willReturn(aResponse().withStatus(204)));
  }

  @AfterEach
  void stopTeam() {
    team.stop();
  }

  @Test
  void rulesOfOneServiceAreToldTogether() throws Exception {
    String twice = FLOOR + FLOOR.replace("rules:\n", "").replace("csat-floor", "csat-floor-too");
    try (Timeline timeline = timeline(MORNING)) {
      timeline.start(
          twice, routes().replace("receiver: team", "receiver: team, group-by: [service]"));

      timeline.ratings(40, 1).later(Duration.ofMinutes(1));
      await("the notification of both").until(() -> requests().size() >= 1);

      assertThat(requests()).hasSize(1);
      assertThat(requests().getFirst().getBodyAsString())
          .contains("\"csat-floor\"", "\"csat-floor-too\"", "\"groupKey\":\"group:");
    }
  }

  @Test
  void fortyBadRatingsAreToldOnceAndTheirRecoveryOnce() throws Exception {
    // The library under test as oracle compares with this machine's clock.
    try (Timeline timeline = timeline(Clock.systemUTC().instant())) {
      timeline.start(FLOOR, routes());

      for (int i = 0; i < 40; i++) {
        timeline.ratings(1, 1);
      }
      await("the firing notification").until(() -> requests().size() >= 1);
      timeline.ratings(200, 5).later(Duration.ofSeconds(30));
      await("the resolved notification").until(() -> requests().size() >= 2);
      timeline.later(Duration.ofMinutes(10)).later(Duration.ofMinutes(60));

      assertThat(timeline.transitions()).containsExactly("FIRED", "RESOLVED");
      assertThat(requests()).hasSize(2);
      assertThat(requests().getFirst().getBodyAsString())
          .contains(
              "\"alert.firing\"",
              "\"csat-floor\"",
              "parking-permit",
              "KIOSK",
              "below the limit of 50");
      assertThat(requests().get(1).getBodyAsString())
          .contains("\"alert.resolved\"", "parking-permit");
      for (LoggedRequest request : requests()) {
        new Webhook(SECRET).verify(request.getBodyAsString(), headers(request));
      }
    }
  }

  @Test
  void stepThatIsRolledBackIsMadeAgainOnceWithTheSameId() throws Exception {
    AtomicInteger failures = new AtomicInteger();
    try (Timeline timeline = timeline(MORNING)) {
      timeline.andThen((_, change) -> {
        if (!change.touched().isEmpty() && failures.incrementAndGet() <= 3) {
          throw new IllegalStateException("a crash after the transition was written");
        }
      });
      timeline.start(FLOOR, routes()).ratings(40, 1);
      await("the firing notification").until(() -> requests().size() >= 1);
      timeline.later(Duration.ofMinutes(1));

      assertThat(failures.get()).isGreaterThan(3);
      assertThat(timeline.transitions()).containsExactly("FIRED");
      assertThat(requests()).hasSize(1);
    }
  }

  @Test
  void pendingAlertFiresByTimeAloneAndRecoversByTimeAlone() throws Exception {
    String rules = FLOOR.replace("by:", "for: 5m\n    keep-firing-for: 10m\n    by:");
    try (Timeline timeline = timeline(MORNING)) {
      timeline.start(rules, routes()).ratings(40, 1);
      assertThat(timeline.transitions()).containsExactly("PENDING");

      timeline.later(Duration.ofMinutes(4));
      assertThat(timeline.transitions()).containsExactly("PENDING");
      timeline.later(Duration.ofMinutes(1));
      assertThat(timeline.transitions()).containsExactly("PENDING", "FIRED");

      // The bad ratings leave the window; nothing else arrives.
      timeline.later(Duration.ofMinutes(27));
      assertThat(timeline.transitions()).endsWith("RECOVERING");
      timeline.later(Duration.ofMinutes(9));
      assertThat(timeline.transitions()).endsWith("RECOVERING");
      timeline.later(Duration.ofMinutes(2));
      assertThat(timeline.transitions()).endsWith("RECOVERING", "RESOLVED");
    }
  }

  @Test
  void alertBetweenTheLimitsStaysAndOneRestartChangesNothing() throws Exception {
    try (Timeline timeline = timeline(MORNING)) {
      timeline.start(FLOOR, routes()).ratings(40, 1).ratings(45, 5);
      assertThat(timeline.transitions()).containsExactly("FIRED");

      timeline.stop();
      timeline.start(FLOOR, routes()).ratings(1, 5);
      assertThat(timeline.transitions()).containsExactly("FIRED");
      timeline.ratings(30, 5);

      assertThat(timeline.transitions()).containsExactly("FIRED", "RESOLVED");
    }
  }

  @Test
  void absenceFiresAfterItsTimeAndEndsWithTheNextRating() throws Exception {
    String rules = "rules: [{name: quiet, kind: absence, after: 24h, by: [service]}]";
    try (Timeline timeline = timeline(MORNING)) {
      timeline.start(rules, routes()).ratings(1, 5).later(Duration.ofHours(23));
      assertThat(timeline.transitions()).isEmpty();

      timeline.later(Duration.ofHours(1));
      assertThat(timeline.transitions()).containsExactly("FIRED");
      assertThat(timeline.sentences())
          .containsExactly(
              "No ratings at parking-permit since 2026-11-24 10:10, for 1 d; at least one every 1 d is expected.");
      timeline.ratings(1, 3);

      assertThat(timeline.transitions()).containsExactly("FIRED", "RESOLVED");
    }
  }

  @Test
  void absenceOutlivesARestart() throws Exception {
    String rules = "rules: [{name: quiet, kind: absence, after: 24h, by: [service]}]";
    try (Timeline timeline = timeline(MORNING)) {
      timeline.start(rules, routes()).ratings(1, 5).stop();

      timeline.start(rules, routes()).later(Duration.ofHours(25));

      assertThat(timeline.transitions()).containsExactly("FIRED");
    }
  }

  @Test
  void erasingAnOldRatingBeginsNoSilence() throws Exception {
    String rules = "rules: [{name: quiet, kind: absence, after: 24h, by: [service]}]";
    try (Timeline timeline = timeline(MORNING)) {
      timeline.start("rules: []", routes()).ratings(1, 5).later(Duration.ofDays(2)).stop();

      timeline.start(rules, routes()).erased(Duration.ofDays(2), 5).later(Duration.ofMinutes(1));

      assertThat(timeline.transitions()).isEmpty();
    }
  }

  @Test
  void absenceRuleThatWasAwayKnowsNothingOfWhatItMissed() throws Exception {
    String rules = "rules: [{name: quiet, kind: absence, after: 24h, by: [service]}]";
    try (Timeline timeline = timeline(MORNING)) {
      timeline.start(rules, routes()).ratings(1, 5).stop();
      timeline.start("rules: []", routes()).later(Duration.ofDays(2)).ratings(1, 5).stop();

      timeline.start(rules, routes()).later(Duration.ofMinutes(1));
      assertThat(timeline.transitions()).isEmpty();
      timeline.ratings(1, 5).later(Duration.ofDays(1));

      assertThat(timeline.transitions()).containsExactly("FIRED");
    }
  }

  @Test
  void streamThatARuleNoLongerNamesIsLeftAloneAndItsAlertResolved() throws Exception {
    String all = "rules: [{name: quiet, kind: absence, after: 24h, by: [service]}]";
    String others = all.replace("by:", "where: {service: other}, by:");
    try (Timeline timeline = timeline(MORNING)) {
      timeline.start(all, routes()).ratings(1, 5).stop();
      timeline.start(others, routes()).later(Duration.ofHours(30));
      assertThat(timeline.transitions()).isEmpty();
      timeline.stop();

      timeline.start(all, routes()).ratings(1, 5).later(Duration.ofHours(25));
      assertThat(timeline.transitions()).containsExactly("FIRED");
      timeline.stop();
      timeline.start(others, routes()).later(Duration.ofMinutes(1));

      assertThat(timeline.transitions()).containsExactly("FIRED", "RESOLVED");
    }
  }

  @Test
  void declineComparesWithTheDayBefore() throws Exception {
    String rules =
        "rules: [{name: worse, kind: decline, points: 10, z: 1.645, window: {calendar: day}, by: [service]}]";
    try (Timeline timeline = timeline(MORNING)) {
      timeline.start(rules, routes()).ratings(50, 5).later(Duration.ofDays(1)).ratings(29, 1);
      assertThat(timeline.transitions()).isEmpty();

      timeline.ratings(11, 5);

      assertThat(timeline.transitions()).containsExactly("FIRED");
      assertThat(timeline.sentences().getFirst())
          .startsWith("Satisfaction at parking-permit fell from 100.0 % (50 ratings) to 27.5 %")
          .contains("72.5 points", "40 ratings since 2026-11-25 00:00");
    }
  }

  @Test
  void importedRatingsReachNoLiveRule() throws Exception {
    try (Timeline timeline = timeline(MORNING)) {
      timeline.start(FLOOR, routes()).imported(500, 1).ratings(19, 1).later(Duration.ofMinutes(1));

      assertThat(timeline.transitions()).isEmpty();
    }
  }

  @Test
  void alertOfARemovedRuleIsResolved() throws Exception {
    try (Timeline timeline = timeline(MORNING)) {
      timeline.start(FLOOR, routes()).ratings(40, 1);
      timeline.stop();

      timeline.start("rules: []", routes()).later(Duration.ofSeconds(1));

      assertThat(timeline.transitions()).containsExactly("FIRED", "RESOLVED");
      await("the resolved notification").until(() -> requests().size() >= 2);
    }
  }

  @Test
  void endOfAnAlertIsToldWithHowItEndedAndItsFiguresKeepTheirUnits() throws Exception {
    String drop = "rules: [{name: drop, kind: drop, target: 4, recovery: off, by: [service]}]";
    String quiet = "rules: [{name: quiet, kind: absence, after: 24h, by: [service]}]";
    ending("recovered", FLOOR, timeline -> timeline.ratings(200, 5));
    ending("too-few-ratings", FLOOR, timeline -> timeline.later(Duration.ofMinutes(40)));
    ending("no-longer-watched", FLOOR, timeline -> restart(timeline, "rules: []"));
    ending(
        "no-longer-watched",
        FLOOR,
        timeline -> restart(timeline, FLOOR.replace("by:", "where: {service: other}\n    by:")));
    ending(
        "rule-changed",
        FLOOR,
        timeline -> restart(timeline, FLOOR.replace("[service, channel]", "[service]")));
    ending("not-followed", drop, timeline -> timeline.later(Duration.ofHours(2)));
    ending("ratings-again", quiet, timeline -> timeline.later(Duration.ofHours(25)).ratings(1, 5));
  }

  private void ending(String how, String rules, Happening happening) throws Exception {
    team.resetRequests();
    try (Timeline timeline = timeline(MORNING)) {
      timeline.start(rules, routes()).ratings(40, 1).later(Duration.ofMinutes(10));
      happening.happensTo(timeline);
      await("the end, " + how).until(() -> requests().size() >= 2);
    }

    String body = requests().get(1).getBodyAsString();
    assertThat(body).contains("\"alert.resolved\"", "\"ending\":{\"how\":\"" + how + "\"}");
    assertThat(body).contains("\"condition\":{");
    Letter letter = new Wording(Language.FR).of(NewsReader.read(body));
    assertThat(letter.parts().getFirst().facts())
        .as(how)
        .noneMatch(fact -> fact.name().equals("Dernier chiffre") && !fact.value().contains("%"));
  }

  private void restart(Timeline timeline, String rules) throws Exception {
    timeline.stop();
    timeline.start(rules, routes()).later(Duration.ofSeconds(1));
  }

  private interface Happening {
    void happensTo(Timeline timeline) throws Exception;
  }

  @Test
  void mistakesOfBothFilesAreToldAtOnce() {
    try (Timeline timeline = timeline(MORNING)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> timeline.start("rules: [{name: a}]", "receivers: []"))
          .withMessageContaining("rules.yaml cannot be used")
          .withMessageContaining("rules[0].kind")
          .withMessageContaining("routes.yaml cannot be used")
          .withMessageContaining("routes: expected");
    }
  }

  @Test
  void entriesThatCannotBeFoldedAreToldToTheMetaReceiverAndTheRestIsCounted() throws Exception {
    try (Timeline timeline = timeline(MORNING)) {
      timeline.start("rules: []", "meta-receiver: team\n" + routes());

      timeline.entries(List.of(new Entry.Undecodable("kind 99"), new Entry.Undecodable("kind 98")));
      timeline.ratings(3, 4);

      await("the news").until(() -> !requests().isEmpty());
      assertThat(requests())
          .singleElement()
          .satisfies(news ->
              assertThat(news.getBodyAsString())
                  .contains("\"log.quarantined\"", "\"entries\":2", "kind 99"));
      assertThat(timeline.store().quarantined()).isEqualTo(2);
    }
  }

  private Timeline timeline(Instant start) {
    return new Timeline(AlertTimelineIT.class, folder, start);
  }

  private List<LoggedRequest> requests() {
    return team.getAllServeEvents().reversed().stream().map(event -> event.getRequest()).toList();
  }

  private String routes() {
    return """
    receivers: [{name: team, webhook: {url: "http://127.0.0.1:%d/hook", secret: %s}}]
    routes: [{receiver: team, group-wait: 0s}]
    """
        .formatted(team.port(), SECRET);
  }

  private static HttpHeaders headers(LoggedRequest request) {
    return HttpHeaders.of(
        Map.of(
            "webhook-id", List.of(request.getHeader("webhook-id")),
            "webhook-timestamp", List.of(request.getHeader("webhook-timestamp")),
            "webhook-signature", List.of(request.getHeader("webhook-signature"))),
        (_, _) -> true);
  }
}
