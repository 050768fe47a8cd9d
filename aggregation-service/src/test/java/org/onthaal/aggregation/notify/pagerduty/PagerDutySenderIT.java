package org.onthaal.aggregation.notify.pagerduty;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.onthaal.aggregation.notify.Credential;
import org.onthaal.aggregation.notify.Destination;
import org.onthaal.aggregation.notify.ExampleAlerts;
import org.onthaal.aggregation.notify.Language;
import org.onthaal.aggregation.notify.Outcome;
import org.onthaal.aggregation.notify.Receiver.Message;
import org.onthaal.aggregation.notify.send.AddressGuard;
import org.onthaal.aggregation.notify.send.GuardedPost;

class PagerDutySenderIT {
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:05Z");
  private final WireMockServer server =
      new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));

  @BeforeEach
  void start() {
    server.start();
    server.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(202)));
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  @Test
  void firingTriggersAnIncidentNamedByTheAlert() {
    assertThat(send(ExampleAlerts.declined())).isEqualTo(new Outcome.Delivered(202));

    received(
        """
        {"routing_key": "an-integration-key", "event_action": "trigger",
         "dedup_key": "00000000-0000-00a1-8000-000000000001", "client": "Onthaal",
         "payload": {
           "summary": "Satisfaction fell at stib / parking permit / KIOSK: from 81.2~% (n = 1,200) to 62.5~% (95 % CI 52.0~% to 71.9~%, n = 88).",
           "timestamp": "2026-11-24T10:00:00Z", "severity": "critical",
           "source": "stib / parking permit / KIOSK", "component": "parking permit",
           "group": "administration=stib;service=parking permit;", "class": "csat-floor",
           "custom_details": {
             "Where": "stib / parking permit / KIOSK",
             "Now": "62.5~% (95 % CI 52.0~% to 71.9~%, n = 88)",
             "Before": "81.2~% (n = 1,200)",
             "Change": "\u221218.8 points",
             "Counted since": "Tuesday 24 November 2026 at 09:00",
             "Compared with": "the window before",
             "Firing since": "Tuesday 24 November 2026 at 11:00",
             "Rule": "csat-floor", "Severity": "critical"}},
         "links": [
           {"href": "https://onthaal.example.org/alerts/00000000-0000-00a1-8000-000000000001", "text": "See the alert"},
           {"href": "https://onthaal.example.org/scores?service=parking%20permit&channel=KIOSK", "text": "See the figures"}]}
        """);
  }

  @Test
  void endResolvesTheSameIncident() {
    send(ExampleAlerts.firing());
    send(ExampleAlerts.resolved());

    assertThat(server.findAll(postRequestedFor(anyUrl())))
        .hasSize(2)
        .allMatch(request ->
            request
                .getBodyAsString()
                .contains("\"dedup_key\":\"00000000-0000-00a1-8000-000000000001\""))
        .satisfiesOnlyOnce(request ->
            assertThat(request.getBodyAsString()).contains("\"event_action\":\"resolve\""));
  }

  @Test
  void closedIncidentSaysByWhomAndWhyAndLinksToNothingToDo() {
    send(ExampleAlerts.closed("Anna", "works at the counter"));

    assertThat(server.findAll(postRequestedFor(anyUrl())).getFirst().getBodyAsString())
        .contains(
            "\"event_action\":\"resolve\"",
            "\"summary\":\"Anna closed the alert at stib / parking permit / KIOSK: works at the"
                + " counter\"",
            "\"Closed by\":\"Anna\"",
            "See the alert")
        .doesNotContain("#acknowledge", "/silences");
  }

  @Test
  void acknowledgementSaysNoMoreThanWhichIncident() {
    send(
        """
        {"type": "alert.acknowledged", "timestamp": "2026-11-24T10:00:00Z",
         "data": {"alert": "00000000-0000-00a1-8000-000000000001", "owner": "Anna"}}
        """);

    received(
        """
        {"routing_key": "an-integration-key", "event_action": "acknowledge",
         "dedup_key": "00000000-0000-00a1-8000-000000000001"}
        """);
  }

  @Test
  void troubleOfOurOwnIsAnIncidentByItself() {
    send(ExampleAlerts.deadLetter());

    assertThat(server.findAll(postRequestedFor(anyUrl())).getFirst().getBodyAsString())
        .contains("\"dedup_key\":\"" + ExampleAlerts.NOTIFICATION + "\"", "parking-team");
  }

  private Outcome send(String body) {
    AddressGuard guard = new AddressGuard(AddressGuard.Names.system(), true, List.of());
    Destination.PagerDuty to =
        new Destination.PagerDuty(
            URI.create("http://127.0.0.1:" + server.port() + "/v2/enqueue"),
            new Credential("an-integration-key"));
    return new PagerDutySender(to, Language.EN, new GuardedPost(guard, Duration.ofSeconds(5)))
        .send(new Message(ExampleAlerts.NOTIFICATION, body), NOW);
  }

  /// `~` stands for the space between a number and its sign, which ends no line.
  private void received(String json) {
    server.verify(
        postRequestedFor(urlEqualTo("/v2/enqueue"))
            .withRequestBody(equalToJson(json.replace('~', '\u00a0'))));
  }
}
