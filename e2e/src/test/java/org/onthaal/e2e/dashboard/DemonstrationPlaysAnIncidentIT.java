package org.onthaal.e2e.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.JsonFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onthaal.e2e.HttpCaller;
import org.onthaal.e2e.Installation;
import org.onthaal.e2e.command.CommandLine;
import org.onthaal.v1.Alert;
import org.onthaal.v1.ListAlertsResponse;

/// The front door's `demo` fills an installation with a past, lets people come, and plays what a
/// person asks for.
class DemonstrationPlaysAnIncidentIT {
  private static final Duration READY_MAX = Duration.ofMinutes(2);
  private static final Pattern SENT = Pattern.compile("\\(([^)]+) ratings sent\\)");
  private static final Duration COUNTED_MAX = Duration.ofMinutes(1);
  private static final Duration TOLD_MAX = Duration.ofSeconds(90);
  private static final Duration STOPPED_MAX = Duration.ofSeconds(60);
  private static final String DROPPING = "senne-population-online";

  @TempDir Path folder;
  private final List<Process> processes = new ArrayList<>();

  @AfterEach
  void kill() throws InterruptedException {
    for (Process process : processes) {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void incidentIsAlertedAndAPastIsSentOnce() throws Exception {
    Process process = start();
    int sent = sent();
    assertThat(sent).isGreaterThan(2_000);
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    awaitCounted();
    int yesterday = ratings(today.minusDays(1), today);
    assertThat(yesterday).isGreaterThan(sent / 4);
    assertThat(firing()).isEmpty();

    say(process, "incident canal");
    await().until(() -> out().contains("There is no touchpoint 'canal' (expected: canal-library,"));
    say(process, "incident");
    await("the incident to be alerted").atMost(TOLD_MAX).until(() -> !firing().isEmpty());
    assertThat(firing().getFirst().getStream().getService()).isEqualTo("population-desk");
    say(process, "end");
    await().until(() -> out().contains("All is well again at " + DROPPING + "."));

    process.destroyForcibly().waitFor();
    Process next = start();
    assertThat(sent()).isLessThan(sent / 10);
    awaitCounted();
    assertThat(ratings(today.minusDays(1), today)).isEqualTo(yesterday);

    next.destroy();
    assertThat(next.waitFor(STOPPED_MAX.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(next.exitValue()).isZero();
  }

  @Test
  void anotherInstallationIsLeftAlone() throws Exception {
    Path document =
        Files.writeString(
            folder.resolve("catalogue.yaml"),
            """
            administrations:
              - code: commune-du-canal
                services:
                  - code: library
                    touchpoints: [{key: canal-library, retired: true}]
            """);
    try (Installation other = Installation.start(folder.resolve("other"))) {
      other.run("catalog", "apply", document.toString()).orFail();
      CommandLine.Result result = other.run("demo");

      assertThat(result.exitCode()).isEqualTo(2);
      assertThat(result.err())
          .contains("This installation is not the example: it has no touchpoint canal-library.");
    }
  }

  @Test
  void optionsThatCannotBeAreSaid() {
    CommandLine.Result days = CommandLine.run("demo", "--days", "401");
    CommandLine.Result people = CommandLine.run("demo", "--people", "0");

    assertThat(days.exitCode()).isEqualTo(2);
    assertThat(days.err()).contains("--days is 401 (expected: 0 to 400)");
    assertThat(people.err()).contains("--people is 0.0 (expected: a number above 0");
  }

  private Process start() throws IOException {
    Files.deleteIfExists(log());
    Process process =
        CommandLine.start(
            log().toFile(),
            log().toFile(),
            "demo",
            "--data",
            folder.resolve("data").toString(),
            "--port-base",
            "0",
            "--days",
            "2");
    processes.add(process);
    await("the demonstration to run")
        .atMost(READY_MAX)
        .failFast("the process ended", () -> !process.isAlive())
        .until(() -> out().contains("People come now."));
    return process;
  }

  private static void say(Process process, String line) throws IOException {
    OutputStream keyboard = process.getOutputStream();
    keyboard.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    keyboard.flush();
  }

  /// Ratings of the past that the demonstration says it sent.
  private int sent() {
    var said = SENT.matcher(out());
    assertThat(said.find()).as(out()).isTrue();
    return Integer.parseInt(said.group(1).replaceAll("\\D", ""));
  }

  /// Until figures have everything that was sent before now.
  private void awaitCounted() {
    Instant now = Instant.now();
    await("what was sent to be counted")
        .atMost(COUNTED_MAX)
        .until(() -> !now.isAfter(countedTo(LocalDate.now(ZoneOffset.UTC))));
  }

  private Instant countedTo(LocalDate day) {
    String query = "zone=UTC&from=%s&to=%s".formatted(day, day.plusDays(1));
    Timestamp at = HttpCaller.scores(aggregation(), query).getAsOf().getAt();
    return Instant.ofEpochSecond(at.getSeconds(), at.getNanos());
  }

  private int ratings(LocalDate from, LocalDate to) {
    String query = "zone=UTC&from=%s&to=%s".formatted(from, to);
    return HttpCaller.scores(aggregation(), query).getRowsList().stream()
        .mapToInt(row -> row.getN())
        .sum();
  }

  private List<Alert> firing() {
    try {
      var answer = ListAlertsResponse.newBuilder();
      JsonFormat.parser()
          .merge(HttpCaller.get(aggregation().resolve("/v1/alerts?state=FIRING")).body(), answer);
      return answer.getAlertsList();
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError("alerts that cannot be read", e);
    }
  }

  private URI aggregation() {
    return Installation.door(folder.resolve("data"), "aggregationHttp");
  }

  private Path log() {
    return folder.resolve("demo.log");
  }

  private String out() {
    try {
      return Files.readString(log());
    } catch (IOException e) {
      throw new AssertionError("the log of the demonstration", e);
    }
  }
}
