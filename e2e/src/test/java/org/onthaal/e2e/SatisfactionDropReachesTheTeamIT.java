package org.onthaal.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.standardwebhooks.Webhook;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onthaal.testkit.Ratings;

/// Forty bad ratings at one counter: the team hears of it once, signed, within seconds, and once
/// more when it is over.
class SatisfactionDropReachesTheTeamIT {
  private static final String SECRET = "whsec_b250aGFhbC1hLXNlY3JldC1mb3ItdGVzdHM=";
  private static final Duration NEWS_MAX = Duration.ofSeconds(5);

  @TempDir Path folder;
  private final Ratings ratings = new Ratings(new Random(7));

  @Test
  void teamHearsOnceThatItFiresAndOnceThatItIsResolved() throws Exception {
    try (RecordingReceiver team = RecordingReceiver.start();
        Installation installation = start(team)) {
      rate(installation, 40, 1);
      long acknowledged = System.nanoTime();
      await("the firing notification")
          .atMost(Duration.ofSeconds(30))
          .until(() -> !team.received().isEmpty());

      RecordingReceiver.Received firing = team.received().getFirst();
      assertThat(Duration.ofNanos(firing.nanoTime() - acknowledged)).isLessThan(NEWS_MAX);
      assertThat(firing.body())
          .contains("\"firing\"")
          .contains(Example.KIOSK_SERVICE)
          .contains("KIOSK")
          .contains("unhappy-counter");
      verify(firing);

      rate(installation, 200, 5);
      await("the resolved notification")
          .atMost(Duration.ofSeconds(30))
          .until(() -> team.received().size() >= 2);
      RecordingReceiver.Received resolved = team.received().get(1);
      assertThat(resolved.body()).contains("\"resolved\"").contains(Example.KIOSK_SERVICE);
      verify(resolved);

      // Whatever would be told twice is told within the next ticks of the evaluation.
      await("nothing more to come")
          .during(Duration.ofSeconds(8))
          .atMost(Duration.ofSeconds(12))
          .until(() -> team.received().size() == 2);
      assertThat(installation.run("alerts").orFail().out()).doesNotContain("FIRING");
      assertThat(installation.run("verify").orFail().exitCode()).isZero();
    }
  }

  private Installation start(RecordingReceiver team) throws Exception {
    Path rules = folder.resolve("rules.yaml");
    Files.writeString(
        rules,
        """
        rules:
          - name: unhappy-counter
            kind: threshold
            measure: csat
            below: 50
            resolve-at: 60
            window: {sliding: 30m}
            minimum-n: 20
            by: [service, channel]
            severity: critical
        """);
    Path routes = folder.resolve("routes.yaml");
    Files.writeString(
        routes,
        """
        receivers:
          - name: team
            webhook:
              url: %s
              secret: %s
        routes:
          - receiver: team
            group-wait: 0s
        """
            .formatted(team.uri(), SECRET));
    return Installation.start(
        folder.resolve("data"), "--rules", rules.toString(), "--routes", routes.toString());
  }

  private void rate(Installation installation, int count, int score) {
    for (int i = 0; i < count; i++) {
      String rating =
          """
          {"id": "%s", "touchpoint": "%s", "channel": "KIOSK", "language": "nl", "answers": [{"score": %d}]}
          """
              .formatted(ratings.id(Instant.now()), Example.KIOSK, score);
      HttpResponse<String> answer =
          HttpCaller.postJson(installation.feedback().resolve("/v1/ratings"), rating);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
  }

  private static void verify(RecordingReceiver.Received notification) throws Exception {
    List<String> names = List.of("webhook-id", "webhook-timestamp", "webhook-signature");
    var headers =
        HttpHeaders.of(
            names.stream()
                .collect(
                    java.util.stream.Collectors.toMap(
                        name -> name, name -> List.of(notification.header(name)))),
            (name, value) -> true);
    new Webhook(SECRET).verify(notification.body(), headers);
  }
}
