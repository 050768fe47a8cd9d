package org.onthaal.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onthaal.e2e.command.CommandLine;
import org.onthaal.testkit.Ratings;

/// What a person does about alerts without a browser: has told again what was refused, takes care,
/// silences and closes.
class ActingAtTheCommandLineIT {
  private static final String RULES =
      "rules: [{name: low, kind: threshold, below: 50, window: {sliding: 30m}, minimum-n: 20, by:"
          + " [service, channel]}]";

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

  @Test
  void alertIsTakenCareOfSilencedAndClosed() throws Exception {
    Path rules = Files.writeString(folder.resolve("rules.yaml"), RULES);
    try (Installation installation =
        Installation.start(folder.resolve("data"), "--rules", rules.toString())) {
      rate(installation);
      await("the alert")
          .atMost(Duration.ofSeconds(60))
          .until(() -> installation.run("alerts").orFail().out().contains("firing"));
      String id =
          installation.run("alerts").orFail().out().lines().toList().get(1).split(" ", 2)[0];

      assertThat(id).matches("[0-9a-f]{8}");
      assertThat(
              installation
                  .run("alerts", "acknowledge", id, "--owner", "Anna", "--for", "2h")
                  .orFail()
                  .out())
          .startsWith("Alert " + id + " (low, ")
          .contains("is taken care of by Anna until ");
      assertThat(installation.run("alerts", "--channel", "kiosk").orFail().out())
          .contains("owner", "Anna until ");
      assertThat(installation.run("alerts", "--channel", "WEB").orFail().out())
          .contains("No alerts.");
      assertThat(installation.run("alerts", "--severity", "critical").orFail().out())
          .contains("No alerts.");
      assertThat(installation.run("alerts", "comment", id, "A new desk.").orFail().out())
          .contains("has a new comment");
      silence(installation, id);
      assertThat(installation.run("alerts", "close", id, "A test.").orFail().out())
          .contains("is over");
      assertThat(installation.run("alerts").orFail().out()).contains("No alerts.");

      CommandLine.Result unknown = installation.run("alerts", "close", "ffff0000ffff", "no");
      assertThat(unknown.exitCode()).isEqualTo(2);
      assertThat(unknown.err()).contains("There is no alert whose id begins with 'ffff0000ffff'.");
    }
  }

  private static void silence(Installation installation, String alert) {
    assertThat(installation.run("silences", "create", "--rule", "l*", "--preview").orFail().out())
        .contains("It matches 1 open alert:", alert);
    assertThat(installation.run("silences", "list").orFail().out()).contains("No silences.");
    CommandLine.Result endless = installation.run("silences", "create", "--rule", "low");
    assertThat(endless.exitCode()).isEqualTo(2);
    assertThat(endless.err()).contains("give --for or --until");
    String made =
        installation
            .run("silences", "create", "--rule", "low", "--for", "2h", "--comment", "Works.")
            .orFail()
            .out();
    assertThat(made).contains("It matches 1 open alert:", "\nSilence ");
    String id = made.replaceFirst("(?s).*\nSilence ([0-9a-f]{8}) from .*", "$1");
    assertThat(installation.run("silences", "list").orFail().out())
        .contains(id.strip(), "active", "rule low", "Works.");
    assertThat(installation.run("silences", "end", id.strip()).orFail().out())
        .contains("Silence " + id.strip() + " ended at ");
    assertThat(installation.run("silences", "list").orFail().out()).contains("No silences.");
  }

  @Test
  void ruleFileThatIsNotUtf8IsSaidWithThePlace() throws Exception {
    Path rules =
        Files.write(
            folder.resolve("latin.yaml"),
            "rules:\n  # caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));

    CommandLine.Result result =
        CommandLine.run(
            "backtest",
            rules.toString(),
            "--from",
            "2026-01-01",
            "--to",
            "2026-01-02",
            "--server",
            "localhost:1");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("latin.yaml is not UTF-8, at byte 15, line 2");
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
