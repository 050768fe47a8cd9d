package org.onthaal.e2e.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onthaal.e2e.Example;
import org.onthaal.e2e.HttpCaller;
import org.onthaal.e2e.RecordingReceiver;
import org.onthaal.e2e.TwoServices;

/// A kiosk is heard, falls silent, and is heard again; its team hears of both.
class KioskFallsSilentIT {
  private static final Path CATALOGUE =
      Path.of("..", "feedback-service", "src", "main", "resources", "catalog", "brussels.yaml");
  private static final Duration TOLD_MAX = Duration.ofSeconds(60);
  private static final String RULES =
      "rules: [{name: kiosks, kind: kiosks, after: 5s, keep-firing-for: 2s}]\n";

  @TempDir Path folder;
  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void teamHearsThatItIsSilentAndThatItIsBack() throws Exception {
    try (RecordingReceiver team = RecordingReceiver.start()) {
      Path rules = Files.writeString(folder.resolve("rules.yaml"), RULES);
      Path routes = Files.writeString(folder.resolve("routes.yaml"), routes(team));
      try (TwoServices services = TwoServices.start(folder, settings(rules, routes))) {
        services
            .run("catalog", "apply", CATALOGUE.toAbsolutePath().normalize().toString())
            .orFail();
        String secret = paired(services);

        assertThat(heartbeat(services, secret, 14).statusCode()).isEqualTo(200);
        await("the news").atMost(TOLD_MAX).until(() -> !team.received().isEmpty());

        assertThat(team.received().getFirst().body())
            .contains(
                "alert.firing",
                "Kiosk “Hall A” at population-desk / senne-population-counter has not been heard",
                "14 presses waited then");
        assertThat(HttpCaller.get(services.aggregation().resolve("/v1/alerts")).body())
            .contains("\"kind\": \"KIOSKS\"", "\"trouble\": \"SILENT\"", "\"waiting\": 14");

        await("the end of it")
            .atMost(TOLD_MAX)
            .pollInterval(Duration.ofMillis(500))
            .until(() -> {
              assertThat(heartbeat(services, secret, 0).statusCode()).isEqualTo(200);
              return team.received().size() > 1;
            });
        assertThat(team.received().get(1).body())
            .contains("alert.resolved", "works again", "\"recovered\"");
      }
    }
  }

  private static String routes(RecordingReceiver team) {
    return """
    receivers: [{name: team, webhook: {url: "%s", secret: whsec_b250aGFhbC1hLXNlY3JldC1mb3ItdGVzdHM=}}]
    routes: [{receiver: team, group-wait: 0s}]
    """
        .formatted(team.uri());
  }

  private static String settings(Path rules, Path routes) {
    return """
    rules: {file: "%s"}
    routes: {file: "%s"}
    notify: {allow-loopback: true}
    kiosk: {look-every: 200ms, settle: 1s}
    """
        .formatted(rules, routes);
  }

  private static String paired(TwoServices services) {
    List<String> pair =
        List.of("devices", "pair", "--touchpoint", Example.KIOSK, "--name", "Hall A", "--always");
    String code = services.run(pair.toArray(String[]::new)).orFail().out().strip();
    HttpResponse<String> paired =
        HttpCaller.postJson(
            services.feedback().resolve("/v1/devices:pair"), "{\"code\": \"" + code + "\"}");
    return paired.body().replaceFirst("(?s).*\"secret\": ?\"(ons_[^\"]+)\".*", "$1");
  }

  private HttpResponse<String> heartbeat(TwoServices services, String secret, int waiting)
      throws Exception {
    String heartbeat =
        """
        {"heartbeat": {"appVersion": "1.0.0", "sentAt": "%s", "pending": %d}}
        """
            .formatted(Clock.systemUTC().instant(), waiting);
    URI address = services.feedback().resolve("/v1/devices:heartbeat");
    return client.send(
        HttpRequest.newBuilder(address)
            .header("content-type", "application/json")
            .header("authorization", "Bearer " + secret)
            .POST(BodyPublishers.ofString(heartbeat))
            .build(),
        BodyHandlers.ofString());
  }
}
