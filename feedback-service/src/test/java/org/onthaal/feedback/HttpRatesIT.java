package org.onthaal.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Ratings over HTTP by strangers who send too many.
class HttpRatesIT {
  private static final String TOUCHPOINT = "senne-population-counter";
  private static final String OTHER = "parking-permit";

  // Three at once, and then one a minute.
  private static final Map<String, String> TIGHT =
      Map.of(
          "http.limit-loopback", "true",
          "rate.address-per-minute", "1",
          "rate.address-burst", "3");

  @TempDir private Path keys;
  private final HttpClient client = HttpClient.newHttpClient();
  private TestFeedback feedback;
  private int httpPort;
  private int managementPort;

  @BeforeEach
  void prepare() {
    feedback = new TestFeedback(HttpRatesIT.class, keys);
  }

  @AfterEach
  void stop() {
    feedback.close();
    client.close();
  }

  @Test
  void strangerAboveTheRateIsToldWhenToComeAgainAndNothingIsStored() throws Exception {
    start(TIGHT, Map.of());
    for (int i = 0; i < 3; i++) {
      assertThat(rate(TOUCHPOINT, "").statusCode()).isEqualTo(200);
    }

    HttpResponse<String> refusal = rate(TOUCHPOINT, "");

    assertThat(refusal.statusCode()).isEqualTo(429);
    assertThat(refusal.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(refusal.body()).contains("\"reason\":\"RATE_LIMITED\"");
    assertThat(Long.parseLong(refusal.headers().firstValue("Retry-After").orElseThrow()))
        .isBetween(1L, 60L);
    assertThat(feedback.count("SELECT count(*) FROM rating")).isEqualTo(3);
    assertThat(get("/v1/touchpoints/" + TOUCHPOINT + "/survey").statusCode()).isEqualTo(200);
    assertThat(metrics()).contains("onthaal_rate_refused_total{by=\"address\"} 1.0");
  }

  @Test
  void everyItemOfABatchCounts() throws Exception {
    start(TIGHT, Map.of());

    assertThat(batch(TOUCHPOINT, 2).statusCode()).isEqualTo(200);
    assertThat(batch(TOUCHPOINT, 2).statusCode()).isEqualTo(429);
    assertThat(rate(TOUCHPOINT, "").statusCode()).isEqualTo(200);
    assertThat(feedback.count("SELECT count(*) FROM rating")).isEqualTo(3);
  }

  @Test
  void touchpointHasARateOfItsOwnAndUnknownKeysTakeNoPlace() throws Exception {
    start(
        Map.of(
            "http.limit-loopback", "true",
            "rate.touchpoint-per-minute", "1",
            "rate.touchpoint-burst", "1"),
        Map.of());

    for (int i = 0; i < 20; i++) {
      assertThat(rate("no-such-place-" + i, "").statusCode()).isEqualTo(404);
    }
    assertThat(rate(TOUCHPOINT, "").statusCode()).isEqualTo(200);
    assertThat(rate(TOUCHPOINT, "").statusCode()).isEqualTo(429);
    assertThat(rate(OTHER, "").statusCode()).isEqualTo(200);
    assertThat(metrics()).contains("onthaal_rate_entries{by=\"touchpoint\"} 2.0");
  }

  @Test
  void callersOfThisMachineSpeakForManyPeopleUnlessSetOtherwise() throws Exception {
    start(TIGHT, Map.of("http.limit-loopback", "false"));

    for (int i = 0; i < 10; i++) {
      assertThat(rate(TOUCHPOINT, "").statusCode()).isEqualTo(200);
    }
    assertThat(batch(TOUCHPOINT, 100).statusCode()).isEqualTo(200);
  }

  @Test
  void addressThatAStrangerClaimsIsNotBelieved() throws Exception {
    start(TIGHT, Map.of());

    for (int i = 1; i <= 3; i++) {
      assertThat(rate(TOUCHPOINT, "203.0." + i + ".1").statusCode()).isEqualTo(200);
    }
    assertThat(rate(TOUCHPOINT, "203.0.113.1").statusCode()).isEqualTo(429);
  }

  @Test
  void trustedProxySpeaksForEachOfItsCallers() throws Exception {
    start(TIGHT, Map.of("http.trusted-proxies", "127.0.0.0/8"));
    for (int i = 1; i <= 3; i++) {
      // What stands before the address that the proxy itself saw is the caller's invention.
      assertThat(rate(TOUCHPOINT, "198.51." + i + ".1, 203.0.113." + i).statusCode())
          .isEqualTo(200);
    }

    assertThat(rate(TOUCHPOINT, "198.51.9.1, 203.0.113.77").statusCode()).isEqualTo(429);
    assertThat(rate(TOUCHPOINT, "203.0.114.1").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "en, Your rating was NOT stored, wait a minute",
    "nl, Uw mening is NIET bewaard, wacht een minuut",
    "fr, PAS été enregistré, attendez une minute",
    "de, NICHT gespeichert, Warten Sie eine Minute"
  })
  void pageSaysPolitelyWhyAndKeepsTheAnswers(String language, String heading, String why)
      throws Exception {
    start(TIGHT, Map.of("rate.address-burst", "1"));
    String form = "answer.overall=4&comment=Lange+wachttijd&lang=" + language;
    assertThat(form(form).statusCode()).isEqualTo(200);

    HttpResponse<String> busy = form(form);

    assertThat(busy.statusCode()).isEqualTo(429);
    assertThat(busy.headers().firstValue("Retry-After")).isPresent();
    assertThat(busy.body())
        .contains("lang=\"" + language + "\"", heading, why, "Lange wachttijd")
        .containsPattern("<input[^>]*value=\"4\"[^>]*checked");
  }

  private void start(Map<String, String> some, Map<String, String> more) {
    Map<String, String> overrides = new HashMap<>(some);
    overrides.putAll(more);
    FeedbackServer server = feedback.start(InstantSource.system(), overrides);
    httpPort = server.httpPort();
    managementPort = server.managementPort();
  }

  private static String rating(String touchpoint) {
    return "{\"touchpoint\": \"%s\", \"answers\": [{\"score\": 4}]}".formatted(touchpoint);
  }

  private HttpResponse<String> rate(String touchpoint, String forwardedFor) throws Exception {
    HttpRequest.Builder request = request("/v1/ratings");
    if (!forwardedFor.isEmpty()) {
      request.header("X-Forwarded-For", forwardedFor);
    }
    return send(request.POST(BodyPublishers.ofString(rating(touchpoint))));
  }

  private HttpResponse<String> batch(String touchpoint, int count) throws Exception {
    String items =
        IntStream.range(0, count)
            .mapToObj(_ -> rating(touchpoint))
            .collect(Collectors.joining(","));
    return send(
        request("/v1/ratings:batch")
            .POST(BodyPublishers.ofString("{\"ratings\": [" + items + "]}")));
  }

  private HttpResponse<String> form(String body) throws Exception {
    return send(
        request("/r/" + TOUCHPOINT)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(request(path).GET());
  }

  private String metrics() throws Exception {
    return send(HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + managementPort + "/metrics")))
        .body();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }
}
