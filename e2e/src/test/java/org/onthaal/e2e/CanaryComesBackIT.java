package org.onthaal.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An operator switches the canary on, for this very minute, and sees it come back.
class CanaryComesBackIT {
  private static final Path CATALOGUE =
      Path.of("..", "aggregation-service", "src", "main", "resources", "canary", "catalogue.yaml");

  @TempDir Path folder;

  @Test
  void canaryOfThisMinuteComesBackThroughBothServices() throws Exception {
    ZoneId brussels = ZoneId.of("Europe/Brussels");
    String minute =
        LocalTime.ofInstant(Instant.now(), brussels).format(DateTimeFormatter.ofPattern("HH:mm"));
    String settings =
        """
        evaluate: {slot-grace: 0s}
        canary: {touchpoint: onthaal-canary, at: "%s"}
        """
            .formatted(minute);
    try (TwoServices services = TwoServices.start(folder, settings)) {
      services.run("catalog", "apply", CATALOGUE.toAbsolutePath().normalize().toString()).orFail();

      await("the canary to come back")
          .atMost(Duration.ofMinutes(4))
          .pollInterval(Duration.ofSeconds(1))
          .until(() -> metric(services, "onthaal_canary_success_timestamp_seconds") > 0);

      assertThat(metric(services, "onthaal_canary_duration_seconds")).isBetween(1.0, 900.0);
      assertThat(metric(services, "onthaal_canary_missed")).isZero();
      assertThat(services.run("verify").orFail().exitCode()).isZero();
    }
  }

  @Test
  void frontDoorBringsTheCanarysOwnAdministration() throws Exception {
    try (Installation installation =
        Installation.start(folder.resolve("data"), "--canary", "03:00")) {
      assertThat(installation.run("catalog", "show").orFail().out())
          .contains("onthaal-canary", "parking-permit");
    }
  }

  private static double metric(TwoServices services, String name) {
    URI metrics = services.aggregationManagement().resolve("/metrics");
    return HttpCaller.get(metrics)
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .map(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no metric " + name));
  }
}
