package org.onthaal.aggregation;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onthaal.v1.AcknowledgeAlertRequest;
import org.onthaal.v1.GetAlertResponse;

/// Who takes care of an alert here has acknowledged its incident at PagerDuty.
class AcknowledgementTimelineIT {
  private static final Instant MORNING = Instant.parse("2026-11-24T09:10:00Z");
  private static final String LOW =
      "rules: [{name: low, kind: threshold, below: 50, window: {sliding: 30m}, minimum-n: 20, by:"
          + " [service]}]";

  @TempDir Path folder;
  private final Team team = new Team();
  private final WireMockServer pagerDuty =
      new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));

  @BeforeEach
  void start() {
    pagerDuty.start();
    answer(202);
  }

  @AfterEach
  void stop() {
    pagerDuty.stop();
    team.close();
  }

  @Test
  void acknowledgementReachesPagerDutyOnceAndNobodyElse() throws Exception {
    try (Timeline timeline = new Timeline(getClass(), folder, MORNING)) {
      timeline.start(LOW, routes("group-wait: 0s")).ratings(40, 1);
      String alert = new Operator(timeline).alert("low");
      hears(1);

      acknowledge(timeline, alert, "Anna");
      acknowledge(timeline, alert, "Anna");
      hears(2);
      timeline.ratings(200, 5);
      hears(3);
      team.hears(2);

      assertThat(actions()).containsExactly("trigger", "acknowledge", "resolve");
      assertThat(events()).allMatch(event -> text(event, "dedup_key").equals(alert));
      assertThat(events())
          .allMatch(event -> text(event, "routing_key").equals("R0123456789ABCDEF0123456789abcde"));
      assertThat(team.heard()).containsExactly("alert.firing low", "alert.resolved low");
    }
  }

  @Test
  void acknowledgementComesAfterTheIncidentThatPagerDutyHasNotTakenYet() throws Exception {
    answer(503);
    try (Timeline timeline = new Timeline(getClass(), folder, MORNING)) {
      timeline.start(LOW, routes("group-wait: 0s")).ratings(40, 1);
      hears(1);

      acknowledge(timeline, new Operator(timeline).alert("low"), "Anna");
      timeline.later(Duration.ofMinutes(10));
      hears(2);
      answer(202);
      timeline.later(Duration.ofMinutes(10));
      await("the acknowledgement").until(() -> actions().contains("acknowledge"));

      assertThat(actions().getLast()).isEqualTo("acknowledge");
      assertThat(actions().subList(0, actions().size() - 1)).containsOnly("trigger");
    }
  }

  @Test
  void incidentOfAGroupIsAcknowledgedToo() throws Exception {
    try (Timeline timeline = new Timeline(getClass(), folder, MORNING)) {
      timeline.start(LOW, routes("group-by: [service], group-wait: 1m")).ratings(40, 1);
      timeline.later(Duration.ofMinutes(2));
      hears(1);
      String alert = new Operator(timeline).alert("low");

      acknowledge(timeline, alert, "Anna");
      hears(2);

      assertThat(actions()).containsExactly("trigger", "acknowledge");
      assertThat(text(events().getLast(), "dedup_key")).isEqualTo(alert);
    }
  }

  private static void acknowledge(Timeline timeline, String alert, String owner) {
    AcknowledgeAlertRequest request =
        AcknowledgeAlertRequest.newBuilder().setId(alert).setOwner(owner).build();
    GetAlertResponse answer =
        Operator.ask(observer -> timeline.alerting().grpc().acknowledgeAlert(request, observer));
    assertThat(answer.getAlert().getAcknowledgement().getOwner()).isEqualTo(owner);
  }

  private String routes(String how) {
    return """
    receivers:
      - {name: duty, pagerduty: {routing-key: R0123456789ABCDEF0123456789abcde, url: "http://127.0.0.1:%d/v2/enqueue"}}
    """
            .formatted(pagerDuty.port())
        + team.routes()
            .lines()
            .findFirst()
            .orElseThrow()
            .replace("receivers: [", "  - ")
            .replace("]", "")
        + "\nroutes: [{receiver: duty, "
        + how
        + "}, {receiver: team, group-wait: 0s}]\n";
  }

  private void answer(int status) {
    pagerDuty.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(status)));
  }

  private List<JsonObject> events() {
    return pagerDuty.getAllServeEvents().reversed().stream()
        .map(
            event -> JsonParser.parseString(event.getRequest().getBodyAsString()).getAsJsonObject())
        .toList();
  }

  private List<String> actions() {
    return events().stream().map(event -> text(event, "event_action")).toList();
  }

  private static String text(JsonObject event, String field) {
    return event.get(field).getAsString();
  }

  private void hears(int count) {
    await(count + " events").until(() -> events().size() >= count);
  }
}
