package org.onthaal.aggregation;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onthaal.aggregation.alert.PostgresAlertTransaction;
import org.onthaal.aggregation.measure.Metric;
import org.onthaal.aggregation.notify.replay.DeadLetters.DeadLetter;
import org.onthaal.aggregation.notify.replay.PostgresDeadLetters;
import org.onthaal.aggregation.observe.ReloadMeters;
import org.onthaal.aggregation.tail.Answer;
import org.onthaal.aggregation.tail.Entry;
import org.onthaal.aggregation.tail.Place;
import org.onthaal.aggregation.tail.RatingFacts;

/// What a change of the files does to rules, alerts and notifications, without a restart.
class ReloadTimelineIT {
  private static final Instant MORNING = Instant.parse("2026-11-24T09:10:00Z");
  private static final String LOW = "rules:\n" + floor("low", 50);
  private static final String BOTH = LOW + floor("very-low", 30);
  private static final Pattern TRANSITION = Pattern.compile("\"transition\":\"([^\"]+)\"");
  private static final int SERVICES = 25;

  /** Alerts that fire at a time. */
  private static final int OPEN = 5;

  private static final int SWAPS_MIN = 20;

  @TempDir Path folder;
  private final AtomicInteger changes = new AtomicInteger();
  private final WireMockServer server =
      new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));

  @BeforeEach
  void start() {
    server.start();
    answer("/team", aResponse().withStatus(204));
    answer("/desk", aResponse().withStatus(204));
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  @Test
  void ruleThatIsAddedFiresAndTheAlertOfTheOtherGoesOn() throws Exception {
    try (Timeline timeline = timeline()) {
      timeline.start(LOW, routes("team")).ratings(40, 1);
      hears("/team", 1);

      timeline.change(BOTH, routes("team")).ratings(1, 1);
      hears("/team", 2);
      timeline.later(Duration.ofMinutes(1));

      assertThat(timeline.alerting().description()).startsWith("2 rules, 1 receivers");
      assertThat(news("/team")).containsExactly("alert.firing low", "alert.firing very-low");
      assertThat(timeline.transitions()).containsExactly("FIRED", "FIRED");
    }
  }

  @Test
  void alertOfARuleThatIsRemovedIsResolvedAndToldOnce() throws Exception {
    try (Timeline timeline = timeline()) {
      timeline.start(BOTH, routes("team")).ratings(40, 1);
      hears("/team", 2);

      timeline.change(LOW, routes("team")).later(Duration.ofSeconds(1));
      hears("/team", 3);
      timeline.later(Duration.ofMinutes(1));

      assertThat(news("/team")).hasSize(3).endsWith("alert.resolved very-low");
      assertThat(timeline.transitions()).containsExactly("FIRED", "FIRED", "RESOLVED");
    }
  }

  @Test
  void receiverThatIsAddedHears() throws Exception {
    try (Timeline timeline = timeline()) {
      timeline.start(LOW, routes("team"));

      timeline.change(LOW, routes("team", "desk")).ratings(40, 1);

      hears("/team", 1);
      hears("/desk", 1);
    }
  }

  @Test
  void receiverThatIsAddedHearsOfAGroupAtOnce() throws Exception {
    try (Timeline timeline = timeline()) {
      timeline.start(LOW, routes("team"));

      timeline.change(LOW, grouped(routes("desk"))).ratings(40, 1).later(Duration.ofSeconds(1));

      hears("/desk", 1);
    }
  }

  @Test
  void mistakesOfBothFilesAreSaidOnceAndTheOldRuleStillFires() throws Exception {
    try (Timeline timeline = timeline();
        Said said = new Said()) {
      timeline.start(LOW, routes("team"));
      SimpleMeterRegistry meters = new SimpleMeterRegistry();
      ReloadMeters.register(meters, timeline.alerting().reload());
      assertThat(meters.get("onthaal.rules.reload.ok").gauge().value()).isEqualTo(1);
      assertThat(meters.get("onthaal.rules.reload.good.timestamp.seconds").gauge().value())
          .isEqualTo((double) MORNING.getEpochSecond());

      timeline.write("rules.yaml", "rules: [{name: low}]");
      timeline.write("routes.yaml", "receivers: []");
      await("the mistakes").until(() -> !said.with("cannot be used").isEmpty());
      await("nothing more to be said")
          .during(Duration.ofMillis(400))
          .until(() -> said.with("cannot be used").size() <= 2);
      timeline.ratings(40, 1);
      hears("/team", 1);

      // The files may have been looked at between the two renames; each content is said once.
      assertThat(said.with("cannot be used")).hasSizeLessThanOrEqualTo(2).doesNotHaveDuplicates();
      assertThat(said.with("cannot be used").getLast())
          .startsWith("alerts: 1 rules, 1 receivers stay in force")
          .contains("rules.yaml cannot be used", "line 1: rules[0].kind: expected")
          .contains("routes.yaml cannot be used", "routes: expected a list of routes");
      assertThat(meters.get("onthaal.rules.reload.ok").gauge().value()).isZero();

      timeline.change(BOTH, routes("team", "desk"));
      assertThat(meters.get("onthaal.rules.reload.ok").gauge().value()).isEqualTo(1);
      assertThat(meters.get("onthaal.rules.reload.good.timestamp.seconds").gauge().value())
          .isGreaterThan((double) MORNING.getEpochSecond());
      assertThat(said.with("now in force"))
          .containsExactly("alerts: the files changed, now in force: 2 rules, 2 receivers");
    }
  }

  @Test
  void notificationUnderWayDuringTwoChangesArrivesOnceAndSoDoesItsEnd() throws Exception {
    answer("/team", aResponse().withStatus(204).withFixedDelay(1_500));
    try (Timeline timeline = timeline()) {
      timeline.start(LOW, routes("team")).ratings(40, 1);
      await("the try").until(() -> delivering(timeline) == 1);

      timeline.change(BOTH, routes("team", "desk"));
      timeline.change(LOW, routes("team"));
      timeline.ratings(200, 5).later(Duration.ofSeconds(1));
      hears("/team", 2);
      await("everything to be written down").until(() -> queued(timeline) == 0);

      assertThat(ids("/team")).doesNotHaveDuplicates();
      assertThat(news("/team")).containsOnlyOnce("alert.firing low", "alert.resolved low");
      assertThat(timeline.transitions()).containsOnlyOnce("FIRED", "RESOLVED");
    }
  }

  @Test
  void notificationThatWaitsIsDeliveredToTheNewAddressWithTheSameId() throws Exception {
    answer("/team", aResponse().withStatus(503));
    try (Timeline timeline = timeline()) {
      timeline.start(LOW, routes("team")).ratings(40, 1);
      await("a first try").until(() -> !ids("/team").isEmpty());

      answer("/moved", aResponse().withStatus(204));
      timeline.change(LOW, routes("team").replace("/team", "/moved"));
      await("the notification")
          .until(() -> {
            timeline.later(Duration.ofSeconds(2));
            return !ids("/moved").isEmpty();
          });
      timeline.later(Duration.ofMinutes(2));

      assertThat(ids("/moved")).hasSize(1);
      assertThat(ids("/team")).containsOnly(ids("/moved").getFirst());
    }
  }

  @Test
  void whatWaitsForAReceiverThatIsGoneIsGivenUpWithItsReason() throws Exception {
    answer("/desk", aResponse().withStatus(503));
    try (Timeline timeline = timeline()) {
      timeline.start(LOW, routes("team", "desk")).ratings(40, 1);
      await("a first try").until(() -> !ids("/desk").isEmpty());

      timeline.change(LOW, routes("team"));
      await("the dead letter").until(() -> timeline.alerting().outbox().depth().dead() > 0);
      timeline.ratings(200, 5).later(Duration.ofSeconds(1));
      hears("/team", 2);

      List<DeadLetter> dead =
          timeline
              .database()
              .withHandle(handle ->
                  new PostgresDeadLetters()
                      .newest(new PostgresAlertTransaction(handle), Optional.empty(), 9));
      assertThat(dead)
          .singleElement()
          .satisfies(letter -> {
            assertThat(letter.receiver()).isEqualTo("desk");
            assertThat(letter.reason()).isEqualTo("the receiver is no longer in the routes file");
          });
      assertThat(timeline.alerting().outbox().depth().queued()).isZero();
    }
  }

  @Test
  void manyChangesUnderLoadLoseNothingAndTellNothingTwice() throws Exception {
    try (Timeline timeline = timeline()) {
      timeline.start(LOW, routes("team"));
      AtomicBoolean done = new AtomicBoolean();
      CompletableFuture<Integer> swaps = CompletableFuture.supplyAsync(() -> swap(timeline, done));

      for (int service = 0; service < SERVICES + OPEN; service++) {
        if (service < SERVICES) {
          rate(timeline, service, 20, 1);
        }
        if (service >= OPEN) {
          rate(timeline, service - OPEN, 60, 5);
        }
      }
      // Between two changes of a drowsy machine too, so that enough of them happen.
      for (int service = 0; changes.get() < SWAPS_MIN; service++) {
        rate(timeline, service % SERVICES, 1, 5);
      }
      done.set(true);
      assertThat(swaps.join()).isGreaterThanOrEqualTo(SWAPS_MIN);
      timeline.later(Duration.ofSeconds(10));
      await("everything to be told").until(() -> queued(timeline) == 0);

      List<String> told = transitions("/team");
      assertThat(told).doesNotHaveDuplicates();
      assertThat(told).containsExactlyInAnyOrderElementsOf(toBeTold(timeline));
      assertThat(told).hasSize(2 * SERVICES);
      assertThat(ids("/team")).hasSize(told.size()).doesNotHaveDuplicates();
    }
  }

  /// Rules and receivers come and go beside those that stay.
  private int swap(Timeline timeline, AtomicBoolean done) {
    List<InForce> seen = new ArrayList<>(List.of(timeline.alerting().inForce()));
    try {
      for (int i = 0; !done.get(); i++) {
        String quiet = "  - {name: quiet-" + i + ", kind: absence, after: 24h}\n";
        timeline.write("rules.yaml", LOW + quiet);
        timeline.write("routes.yaml", i % 3 == 0 ? routes("team", "desk") : routes("team"));
        await("change " + i)
            .pollInterval(Duration.ofMillis(2))
            .until(() -> timeline.alerting().inForce() != seen.getLast());
        seen.add(timeline.alerting().inForce());
        changes.set(seen.size() - 1);
      }
    } catch (Exception e) {
      throw new IllegalStateException("the files could not be changed", e);
    }
    return seen.size() - 1;
  }

  private static void rate(Timeline timeline, int service, int count, int score) {
    Place place = new Place(Timeline.ADMINISTRATION, "service-" + service, "desk-1", "WEB", "fr");
    Answer answer = new Answer("core", Metric.CSAT, OptionalInt.of(score));
    Instant now = timeline.now();
    timeline.entries(
        Collections.nCopies(
            count,
            new Entry.Submitted(new RatingFacts(place, now, now, false, false, List.of(answer)))));
  }

  private static List<String> toBeTold(Timeline timeline) {
    return timeline
        .database()
        .withHandle(handle ->
            handle
                .createQuery(
                    "SELECT id FROM transition WHERE rule = 'low' AND kind IN ('FIRED',"
                        + " 'RESOLVED')")
                .mapTo(String.class)
                .list());
  }

  private static long queued(Timeline timeline) {
    return timeline.alerting().outbox().depth().queued();
  }

  private static int delivering(Timeline timeline) {
    return timeline
        .database()
        .withHandle(handle ->
            handle
                .createQuery("SELECT count(*) FROM notification WHERE lease_token IS NOT NULL")
                .mapTo(Integer.class)
                .one());
  }

  private Timeline timeline() {
    return new Timeline(ReloadTimelineIT.class, folder, MORNING);
  }

  private static String floor(String name, int below) {
    return "  - {name: %s, kind: threshold, below: %d, resolve-at: 60, window: {sliding: 30m}, minimum-n: 20, by: [service]}\n"
        .formatted(name, below);
  }

  private String routes(String... names) {
    StringBuilder receivers = new StringBuilder("receivers:\n");
    StringBuilder routes = new StringBuilder("routes:\n");
    for (String name : names) {
      receivers.append(
          "  - {name: %s, webhook: {url: \"http://127.0.0.1:%d/%s\", secret: whsec_b250aGFhbC1leGFtcGxlLXNlY3JldC0wMQ==}}\n"
              .formatted(name, server.port(), name));
      routes.append("  - {receiver: %s, group-wait: 0s}\n".formatted(name));
    }
    return receivers.append(routes).toString();
  }

  private static String grouped(String routes) {
    return routes.replace("group-wait: 0s", "group-wait: 0s, group-by: [service]");
  }

  private void answer(String path, ResponseDefinitionBuilder answer) {
    server.stubFor(post(urlEqualTo(path)).willReturn(answer));
  }

  private void hears(String path, int count) {
    await(count + " notifications at " + path).until(() -> requests(path).size() >= count);
  }

  private List<LoggedRequest> requests(String path) {
    return server.getAllServeEvents().reversed().stream()
        .map(ServeEvent::getRequest)
        .filter(request -> request.getUrl().equals(path))
        .toList();
  }

  private List<String> ids(String path) {
    return requests(path).stream().map(request -> request.getHeader("webhook-id")).toList();
  }

  private List<String> news(String path) {
    return requests(path).stream().map(request -> Team.news(request.getBodyAsString())).toList();
  }

  private List<String> transitions(String path) {
    return requests(path).stream()
        .map(request -> TRANSITION.matcher(request.getBodyAsString()))
        .filter(Matcher::find)
        .map(found -> found.group(1))
        .toList();
  }

  /** What the service logs. */
  private static final class Said extends Handler implements AutoCloseable {
    private final Logger logger = Logger.getLogger("org.onthaal.aggregation");
    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

    Said() {
      logger.addHandler(this);
    }

    List<String> with(String words) {
      synchronized (lines) {
        return lines.stream().filter(line -> line.contains(words)).toList();
      }
    }

    @Override
    public void publish(LogRecord record) {
      lines.add(record.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
      logger.removeHandler(this);
    }
  }
}
