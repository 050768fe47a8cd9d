package org.onthaal.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onthaal.testkit.Ratings;

/// A team's webhook refuses what it is told; a person repairs it and has it told again.
class DeadLettersComeBackIT {
  private static final String RULES =
      "rules: [{name: low, kind: threshold, below: 50, window: {sliding: 30m}, minimum-n: 20, by:"
          + " [service]}]";

  @TempDir Path folder;
  private final Ratings ratings = new Ratings(new Random(11));

  @Test
  void refusedNotificationIsListedAndSentAgain() throws Exception {
    try (RecordingReceiver team = RecordingReceiver.start();
        Installation installation = start(team)) {
      team.answer(400);
      assertThat(installation.run("dead-letters", "list").orFail().out())
          .contains("No dead letters.");
      rate(installation);
      await("the dead letter")
          .atMost(Duration.ofSeconds(60))
          .until(
              () -> installation.run("dead-letters", "list").orFail().out().contains("HTTP 400"));

      CommandLine.Result list = installation.run("dead-letters", "list", "--receiver", "team");
      CommandLine.Result wrong = installation.run("dead-letters", "replay", "--receiver", "taem");
      team.answer(204);
      CommandLine.Result replayed =
          installation.run("dead-letters", "replay", "--receiver", "team");
      await("the notification").until(() -> team.received().size() == 2);

      assertThat(list.orFail().out()).contains("team", "alert.firing", "given up (UTC)");
      assertThat(wrong.exitCode()).isEqualTo(2);
      assertThat(wrong.err()).contains("receiver: NOT_FOUND (expected: one of team)");
      assertThat(replayed.orFail().out()).isEqualToIgnoringNewLines("1 queued for team.");
      assertThat(team.received().get(1).header("webhook-id"))
          .isEqualTo(team.received().getFirst().header("webhook-id"));
      await("nothing to be left")
          .until(() ->
              installation.run("dead-letters", "list").orFail().out().contains("No dead letters."));
    }
  }

  private Installation start(RecordingReceiver team) throws Exception {
    Path rules = Files.writeString(folder.resolve("rules.yaml"), RULES);
    Path routes =
        Files.writeString(
            folder.resolve("routes.yaml"),
            """
            receivers:
              - name: team
                webhook: {url: "%s", secret: whsec_b250aGFhbC1hLXNlY3JldC1mb3ItdGVzdHM=}
            routes:
              - {receiver: team, group-wait: 0s}
            """
                .formatted(team.uri()));
    return Installation.start(
        folder.resolve("data"), "--rules", rules.toString(), "--routes", routes.toString());
  }

  private void rate(Installation installation) {
    for (int i = 0; i < 30; i++) {
      String rating =
          """
          {"id": "%s", "touchpoint": "%s", "channel": "KIOSK", "language": "nl", "answers": [{"score": 1}]}
          """
              .formatted(ratings.id(Instant.now()), Example.KIOSK);
      HttpResponse<String> answer =
          HttpCaller.postJson(installation.feedback().resolve("/v1/ratings"), rating);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
  }
}
