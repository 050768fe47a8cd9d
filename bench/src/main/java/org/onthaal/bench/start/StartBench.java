package org.onthaal.bench.start;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.onthaal.bench.drive.OurServices;
import org.onthaal.bench.drive.Shape;
import org.onthaal.bench.rig.BenchPostgres;
import org.onthaal.bench.rig.Effort;
import org.onthaal.bench.rig.Findings;
import org.onthaal.bench.rig.Machine;
import org.onthaal.bench.rig.ServerProcess;
import org.onthaal.bench.rig.Statistics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// How soon the services are ready, and what they hold.
@Command(
    name = "start",
    mixinStandardHelpOptions = true,
    description = {
      "Measures how long it takes from the start of the process until it says that it is ready, and how much memory is resident after 15"
          + " seconds in which nothing happened:",
      "  feedback-service, aggregation-service   each alone, on a migrated database",
      "  run                                     everything in one process, on an existing data folder; memory is that of the JVM",
      ""
    })
public final class StartBench implements Callable<Integer> {
  private static final Duration IDLE = Duration.ofSeconds(15);

  @Mixin private Effort effort = new Effort();
  private final Findings findings = new Findings();

  /// Starts one of the three; the caller stops it.
  private interface Starter {
    Started start() throws IOException, InterruptedException;
  }

  private record Candidate(String name, Starter starter) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (BenchPostgres postgres = BenchPostgres.start()) {
      measure(postgres, effort);
      findings.machine(Machine.facts(postgres));
      findings.write(effort.out());
    }
    return 0;
  }

  /// Measures, and prints the table.
  public Findings measure(BenchPostgres postgres, Effort wanted)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory(postgres.folder(), "start");
    String url = postgres.createDatabase("start_log");
    try (ServerProcess log = OurServices.startFeedback(postgres, url, Shape.NARROW)) {
      List<Candidate> candidates =
          List.of(feedback(postgres, folder), aggregation(postgres, folder, log), run(folder));
      // Not measured: files are read from the disk, and `run` makes its data folder.
      for (Candidate candidate : candidates) {
        candidate.starter().start().close();
      }
      for (int round = 0; round < wanted.rounds(7, 2); round++) {
        for (Candidate candidate : candidates) {
          measure(candidate);
        }
      }
      report(candidates);
    }
    return findings;
  }

  private void measure(Candidate candidate) throws IOException, InterruptedException {
    try (Started started = candidate.starter().start()) {
      TimeUnit.NANOSECONDS.sleep(IDLE.toNanos());
      String name = "start." + candidate.name() + ".";
      findings.add(name + "readySeconds", started.readySeconds());
      findings.add(name + "cpuSeconds", started.cpuSeconds());
      findings.add(name + "residentMegabytes", started.residentMegabytes());
    }
  }

  private static Candidate feedback(BenchPostgres postgres, Path folder) throws IOException {
    String url = postgres.createDatabase("start_feedback");
    String keys = OurServices.keys(postgres);
    OurServices.migrateFeedback(url, keys);
    int management = Started.freePort();
    Path settings =
        Files.writeString(
            folder.resolve("feedback.yaml"),
            settings(url, management) + "keys:\n  folder: " + keys + "\n");
    return service(OurServices.FEEDBACK, folder, settings, management);
  }

  private static Candidate aggregation(BenchPostgres postgres, Path folder, ServerProcess log)
      throws IOException {
    String url = postgres.createDatabase("start_aggregation");
    OurServices.migrateAggregation(url);
    int management = Started.freePort();
    Path settings =
        Files.writeString(
            folder.resolve("aggregation.yaml"),
            settings(url, management) + "log:\n  target: 127.0.0.1:" + log.ports().grpc() + "\n");
    return service(OurServices.AGGREGATION, folder, settings, management);
  }

  private static Candidate service(String name, Path folder, Path settings, int management) {
    return new Candidate(
        name,
        () ->
            Started.start(
                folder.resolve(name + ".log"),
                () -> Started.isReady(management),
                "run",
                name,
                "--config",
                settings.toString()));
  }

  private static String settings(String url, int management) throws IOException {
    return """
    http:
      port: %d
    grpc:
      port: %d
    management:
      port: %d
    database:
      url: %s
      user: postgres
    """
        .formatted(Started.freePort(), Started.freePort(), management, url);
  }

  private static Candidate run(Path folder) {
    Path data = folder.resolve("data");
    return new Candidate(
        "run",
        () ->
            Started.start(
                folder.resolve("run.log"),
                () -> isReady(data.resolve("ports.json")),
                "run",
                "--data",
                data.toString(),
                "--port-base",
                "0"));
  }

  /// The file is there while the installation runs.
  private static boolean isReady(Path ports) {
    try {
      JsonObject all = JsonParser.parseString(Files.readString(ports)).getAsJsonObject();
      return Started.isReady(all.get("feedbackManagement").getAsInt())
          && Started.isReady(all.get("aggregationManagement").getAsInt());
    } catch (NoSuchFileException e) {
      return false; // not started yet
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void report(List<Candidate> candidates) {
    System.out.printf(
        Locale.ROOT,
        "%-20s %9s %9s %9s %9s %12s%n",
        "start of",
        "p50 s",
        "min s",
        "max s",
        "CPU s",
        "resident MB");
    for (Candidate candidate : candidates) {
      String name = "start." + candidate.name() + ".";
      List<Double> seconds = findings.figure(name + "readySeconds");
      System.out.printf(
          Locale.ROOT,
          "%-20s %9.2f %9.2f %9.2f %9.2f %12.0f%n",
          candidate.name(),
          Statistics.median(seconds),
          seconds.stream().mapToDouble(s -> s).min().orElseThrow(),
          seconds.stream().mapToDouble(s -> s).max().orElseThrow(),
          Statistics.median(findings.figure(name + "cpuSeconds")),
          Statistics.median(findings.figure(name + "residentMegabytes")));
    }
  }
}
