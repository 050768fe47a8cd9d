package org.onthaal.aggregation;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Heartbeats to a recording watcher, from the real wiring: sent while an alert would arrive, and
/// not a moment longer.
class HeartbeatIT {
  private static final Instant MORNING = Instant.parse("2026-11-24T09:10:00Z");
  private static final String RULES =
      "rules: [{name: low, kind: threshold, below: 50, window: {sliding: 30m}, minimum-n: 20}]";

  @TempDir Path folder;
  private final WireMockServer server =
      new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));
  private final AtomicBoolean isStuck = new AtomicBoolean();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private Timeline timeline;

  @BeforeEach
  void open() throws Exception {
    server.start();
    for (String path : List.of("/beat/secret", "/hook", "/api/v2/alerts")) {
      answers(path, 200);
    }
    Files.writeString(folder.resolve("beat.url"), server.baseUrl() + "/beat/secret\n");
    timeline = new Timeline(HeartbeatIT.class, folder, MORNING);
    timeline.andThen((_, _) -> {
      if (isStuck.get()) {
        throw new IllegalStateException("evaluation is stopped by the test");
      }
    });
  }

  @AfterEach
  void close() {
    timeline.close();
    server.stop();
  }

  @Test
  void isSentWhileAnAlertWouldArriveAndStopsWhenEvaluationStandsStill() throws Exception {
    start();
    soon("two heartbeats").until(() -> beats() >= 2);
    assertThat(bodies("/beat/secret").getFirst())
        .contains("\"heartbeat\"", "\"receiver\":\"team\"")
        .doesNotContain("secret");
    assertThat(counted("onthaal.heartbeat.sent")).isGreaterThanOrEqualTo(2);

    isStuck.set(true);
    timeline.pass(Duration.ofMinutes(3));
    soon("a heartbeat to be withheld").until(() -> withheld("evaluation_behind") >= 1);
    int sent = beats();
    soon("another one").until(() -> withheld("evaluation_behind") >= 3);
    assertThat(beats()).isEqualTo(sent);
    assertThat(meters.get("onthaal.evaluate.behind.seconds").gauge().value())
        .isBetween(170.0, 200.0);

    isStuck.set(false);
    timeline.later(Duration.ofSeconds(1));
    soon("heartbeats again").until(() -> beats() > sent);
    assertThat(meters.get("onthaal.evaluate.behind.seconds").gauge().value()).isLessThan(5);
  }

  @Test
  void isWithheldWhileSomethingWaitsForTheReceiver() throws Exception {
    answers("/hook", 500);
    start().ratings(40, 1);
    soon("a first try to be written down").until(() -> tries() >= 1);
    soon("a heartbeat while it is young").until(() -> beats() >= 1);

    timeline.later(Duration.ofMinutes(6));
    soon("a heartbeat to be withheld").until(() -> withheld("news_waiting") >= 1);

    answers("/hook", 200);
    timeline.later(Duration.ofMinutes(6));
    int sent = beats();
    soon("heartbeats again").until(() -> beats() > sent);
  }

  @Test
  void isWithheldWhileTheReceiverRests() throws Exception {
    answers("/hook", 500);
    start().ratings(40, 1);
    for (int i = 1; i <= 10; i++) {
      int tries = i;
      soon(tries + " tries").until(() -> tries() >= tries);
      timeline.later(Duration.ofMinutes(6));
    }

    soon("a heartbeat to be withheld").until(() -> withheld("endpoint_resting") >= 1);
  }

  @Test
  void isWithheldWhenTheEndpointWantsNothingAnyMore() throws Exception {
    answers("/hook", 410);
    start().ratings(40, 1);
    soon("a try").until(() -> !bodies("/hook").isEmpty());

    soon("a heartbeat to be withheld").until(() -> withheld("endpoint_disabled") >= 1);
  }

  @Test
  void isWithheldWhenTheDatabaseIsAway() throws Exception {
    start();
    soon("a heartbeat").until(() -> beats() >= 1);

    timeline.connections(false);
    soon("a heartbeat to be withheld").until(() -> withheld("database_silent") >= 1);
    timeline.connections(true);
    int sent = beats();
    soon("heartbeats again").until(() -> beats() > sent);
  }

  @Test
  void watcherThatDoesNotTakeItIsCounted() throws Exception {
    answers("/beat/secret", 404);
    start();

    soon("a heartbeat").until(() -> counted("onthaal.heartbeat.not.taken") >= 1);
    assertThat(counted("onthaal.heartbeat.sent")).isZero();
  }

  @Test
  void alertmanagerGetsAnAlertThatAlwaysFires() throws Exception {
    timeline.start(
        RULES,
        """
        receivers: [{name: prom, alertmanager: {urls: ["%s"]}, heartbeat: {every: 1s}}]
        routes: []
        """
            .formatted(server.baseUrl()));
    Watchdog.register(meters, timeline.alerting()::watchdog);

    soon("two pushes").until(() -> bodies("/api/v2/alerts").size() >= 2);
    assertThat(bodies("/api/v2/alerts"))
        .allSatisfy(push ->
            assertThat(push)
                .contains("\"alertname\":\"OnthaalWatchdog\"", "\"receiver\":\"prom\"")
                .contains("\"endsAt\":\"2026-11-24T09:14:"));
    assertThat(counted("onthaal.heartbeat.sent")).isGreaterThanOrEqualTo(1);
  }

  /// On a busy machine, too.
  private static ConditionFactory soon(String what) {
    return await(what).atMost(Duration.ofSeconds(60));
  }

  private Timeline start() throws Exception {
    Timeline started =
        timeline.start(
            RULES,
            """
            receivers:
              - name: team
                webhook: {url: "%s/hook", secret: whsec_b250aGFhbC1leGFtcGxlLXNlY3JldC0wMQ==}
                heartbeat: {url-file: beat.url, every: 1s}
            routes: [{receiver: team}]
            """
                .formatted(server.baseUrl()));
    Watchdog.register(meters, timeline.alerting()::watchdog);
    return started;
  }

  private void answers(String path, int status) {
    server.stubFor(post(urlEqualTo(path)).willReturn(aResponse().withStatus(status)));
  }

  private long tries() {
    return timeline
        .database()
        .withHandle(
            handle -> handle.createQuery("SELECT count(*) FROM delivery").mapTo(Long.class).one());
  }

  private int beats() {
    return bodies("/beat/secret").size();
  }

  private List<String> bodies(String path) {
    return server.findAll(postRequestedFor(urlEqualTo(path))).stream()
        .map(request -> request.getBodyAsString())
        .toList();
  }

  private double counted(String name) {
    return meters.get(name).functionCounter().count();
  }

  private double withheld(String reason) {
    return meters.get("onthaal.heartbeat.withheld").tag("reason", reason).functionCounter().count();
  }
}
