package org.onthaal.bench.sdk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.onthaal.bench.rig.Effort;
import org.onthaal.bench.rig.Findings;
import org.onthaal.bench.rig.Machine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What our SDK loses and costs beside others that keep unsent items on the disk.
@Command(
    name = "sdk",
    mixinStandardHelpOptions = true,
    description = {
      "Plays one script of faults to each sender, in a process of its own: refusals, a black hole, connections that break before the"
          + " answer, kill -9 in each of them. Then the cost of a submission while the server is a black hole, and durable ratings per"
          + " second beside raw forces of the same disk.",
      "  onthaal, submitDurable   ours, each rating forced to the disk before the call returns",
      "  onthaal, submit          ours, in memory first",
      "  sentry                   Sentry's SDK for Java with its cache on the disk",
      "  opentelemetry, batch     OpenTelemetry's log records with disk buffering, a batch at a time, as its README says",
      "  opentelemetry, simple    the same, each record written before the call returns",
      "All servers are this process, on the loopback interface. No database.",
      ""
    })
public final class SdkBench implements Callable<Integer> {
  private static final Duration RAW = Duration.ofSeconds(1);
  private static final int COST_PER_SECOND = 200;
  private static final int WARM_UP_SECONDS = 3;
  private static final List<Callers> CALLERS =
      List.of(
          new Callers(1, false),
          new Callers(8, false),
          new Callers(64, false),
          new Callers(512, false),
          new Callers(512, true));

  /// What can be measured alone.
  enum Part {
    FAULTS,
    COST,
    DURABLE
  }

  @Option(names = "--only", description = "One part: ${COMPLETION-CANDIDATES} (default: all).")
  private @Nullable Part only;

  @Mixin private Effort effort = new Effort();
  private final Findings findings = new Findings();

  public SdkBench() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    measure(effort);
    findings.machine(Machine.facts());
    findings.write(effort.out());
    return 0;
  }

  /// Measures, and prints the tables.
  public Findings measure(Effort wanted) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("onthaal-bench-sdk");
    try {
      if (wants(Part.FAULTS)) {
        FaultScript script =
            FaultScript.standard(wanted.either(Duration.ofSeconds(4), Duration.ofSeconds(2)));
        SdkTables.outcomes(script, playAll(script, folder));
      }
      if (wants(Part.COST)) {
        measureCost(folder, wanted);
      }
      if (wants(Part.DURABLE)) {
        measureDurable(folder, wanted);
      }
    } finally {
      delete(folder);
    }
    return findings;
  }

  private boolean wants(Part part) {
    return only == null || only == part;
  }

  /// All at the same time: each submits little, and waits most of the time.
  private Map<SenderKind, Outcome> playAll(FaultScript script, Path folder)
      throws IOException, InterruptedException {
    Map<SenderKind, Future<Outcome>> runs = new EnumMap<>(SenderKind.class);
    Map<SenderKind, Outcome> outcomes = new EnumMap<>(SenderKind.class);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (SenderKind kind : SenderKind.values()) {
        runs.put(kind, threads.submit(() -> new FaultRun(kind, script, folder).play()));
      }
      for (SenderKind kind : SenderKind.values()) {
        Outcome outcome = Objects.requireNonNull(runs.get(kind)).get();
        outcomes.put(kind, outcome);
        findings.add(kind.figure() + ".submitted", (double) outcome.submitted());
        findings.add(kind.figure() + ".delivered", (double) outcome.delivered());
        findings.add(kind.figure() + ".lost", (double) outcome.lost());
        findings.add(kind.figure() + ".twice", (double) outcome.twice());
      }
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
    return outcomes;
  }

  private void measureCost(Path folder, Effort wanted) throws IOException, InterruptedException {
    int seconds = wanted.either(10, 4);
    for (int round = 0; round < wanted.rounds(3, 1); round++) {
      for (SenderKind kind : SenderKind.values()) {
        try (Faults faults = new Faults();
            Door door = kind.door(faults)) {
          faults.wire().connect(door.port());
          Path own = folder.resolve("cost-" + kind.name() + round);
          try (SenderProcess sender = SenderProcess.start(kind, own, faults.wire().port())) {
            var _ = sender.cost(COST_PER_SECOND, WARM_UP_SECONDS);
            faults.become(Fault.BLACK_HOLE);
            SubmitCost cost = sender.cost(COST_PER_SECOND, seconds);
            findings.add(kind.figure() + ".p50Micros", cost.p50());
            findings.add(kind.figure() + ".p99Millis", cost.p99() / 1e3);
            findings.add(kind.figure() + ".maxMillis", cost.max() / 1e3);
            findings.add(kind.figure() + ".costRefused", (double) cost.refused());
          }
        }
      }
    }
    SdkTables.costs(findings);
  }

  /// The disk alone before each cell, so that both see the same disk.
  private void measureDurable(Path folder, Effort wanted) throws IOException, InterruptedException {
    int seconds = wanted.either(3, 2);
    for (int round = 0; round < wanted.rounds(3, 1); round++) {
      for (Callers callers : CALLERS) {
        findings.add(callers.figure() + ".rawPerSecond", RawForce.perSecond(folder, RAW));
        try (Faults faults = new Faults();
            Door door = SenderKind.ONTHAAL_DURABLE.door(faults)) {
          faults.wire().connect(door.port());
          faults.become(Fault.BLACK_HOLE);
          Path own = folder.resolve(callers.figure() + "-" + round);
          try (SenderProcess sender =
              SenderProcess.start(SenderKind.ONTHAAL_DURABLE, own, faults.wire().port())) {
            Callers.Rate rate = sender.durable(callers, seconds);
            findings.add(callers.figure() + ".perSecond", rate.perSecond());
            findings.add(callers.figure() + ".refused", (double) rate.refused());
            sender.kill();
          }
          delete(own);
        }
      }
    }
    SdkTables.durable(findings, CALLERS);
  }

  private static void delete(Path folder) throws IOException {
    List<Path> all = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(all::add);
    }
    for (Path file : all) {
      Files.delete(file);
    }
  }
}
