package org.onthaal.e2e;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
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

/// Somebody edits rules and routes of a service that runs: first wrongly, then rightly.
class RulesChangeWhileItRunsIT {
  private static final Duration IN_FORCE_MAX = Duration.ofSeconds(20);

  @TempDir Path folder;
  private final Ratings ratings = new Ratings(new Random(11));

  @Test
  void mistakesAreSaidAndARuleAndAReceiverThatWereAddedAreUsedWithoutARestart() throws Exception {
    try (RecordingReceiver team = RecordingReceiver.start()) {
      Path rules = write("rules.yaml", "rules: []\n");
      Path routes = write("routes.yaml", "receivers: []\nroutes: []\n");
      try (Installation installation =
          Installation.start(
              folder.resolve("data"), "--rules", rules.toString(), "--routes", routes.toString())) {
        assertThat(metrics(installation)).contains("onthaal_rules_reload_ok 1");

        write("rules.yaml", "rules: [{name: unhappy-counter}]\n");
        await("the mistake")
            .atMost(IN_FORCE_MAX)
            .until(() -> metrics(installation).contains("onthaal_rules_reload_ok 0"));
        assertThat(installation.log())
            .contains("0 rules, 0 receivers stay in force", "line 1: rules[0].kind: expected");

        write(
            "rules.yaml",
            "rules: [{name: unhappy-counter, kind: threshold, below: 50, window: {sliding: 30m},"
                + " minimum-n: 20, by: [service]}]\n");
        write(
            "routes.yaml",
            """
            receivers: [{name: team, webhook: {url: "%s", secret: whsec_b250aGFhbC1hLXNlY3JldC1mb3ItdGVzdHM=}}]
            routes: [{receiver: team, group-wait: 0s}]
            """
                .formatted(team.uri()));
        await("both to be in force")
            .atMost(IN_FORCE_MAX)
            .until(() -> installation.log().contains("now in force: 1 rules, 1 receivers"));
        assertThat(metrics(installation)).contains("onthaal_rules_reload_ok 1");
        rate(installation, 40);

        await("the news").atMost(Duration.ofSeconds(30)).until(() -> !team.received().isEmpty());
        assertThat(team.received().getFirst().body()).contains("alert.firing", "unhappy-counter");
      }
    }
  }

  /** Replaces a file as a whole. */
  private Path write(String name, String text) throws Exception {
    Path next = Files.writeString(folder.resolve(name + ".next"), text);
    return Files.move(next, folder.resolve(name), ATOMIC_MOVE);
  }

  private static String metrics(Installation installation) {
    return HttpCaller.get(installation.aggregationManagement().resolve("/metrics")).body();
  }

  private void rate(Installation installation, int count) {
    for (int i = 0; i < count; i++) {
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
