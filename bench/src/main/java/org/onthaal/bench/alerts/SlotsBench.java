package org.onthaal.bench.alerts;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.onthaal.bench.rig.BenchPostgres;
import org.onthaal.bench.rig.Effort;
import org.onthaal.bench.rig.Findings;
import org.onthaal.bench.rig.Machine;
import org.onthaal.bench.rig.ProcessCpu;
import org.onthaal.bench.rig.Statistics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What it costs to judge many streams with the database, beside the detector alone.
@Command(
    name = "slots",
    mixinStandardHelpOptions = true,
    description = {
      "Judges drop rules on many streams in slots of 5 minutes, through the real evaluation and a"
          + " real database: reading counts, judging, writing state and slots. Beside it, in the"
          + " same rounds, the detector alone. Figures are processor time of this process and of"
          + " the database.",
      ""
    })
public final class SlotsBench implements Callable<Integer> {
  private static final int SLOTS_PER_ROUND = 6;

  @Mixin private Effort effort = new Effort();

  @Option(
      names = "--streams",
      paramLabel = "N",
      defaultValue = "0",
      description = "Streams (default: 5000; with --quick 500).")
  private int streams;

  private final Findings findings = new Findings();

  public SlotsBench() {}

  @Override
  public Integer call() throws IOException, SQLException {
    try (BenchPostgres postgres = BenchPostgres.start()) {
      measure(postgres, effort);
      findings.machine(Machine.facts(postgres));
      findings.write(effort.out());
    }
    return 0;
  }

  /// Measures, and prints the table.
  public Findings measure(BenchPostgres postgres, Effort wanted) throws SQLException {
    int count = streams > 0 ? streams : wanted.either(5_000, 500);
    EvaluationCost pure = new EvaluationCost(new Plan(1, 1, 1), findings);
    try (WatchedFleet fleet = WatchedFleet.make(postgres.createDatabase("slots"), count)) {
      fleet.meet();
      // Each learns what is usual with its first slot; the code is compiled with the second.
      Cost learning = cost(postgres, count, fleet::judgeNextSlot);
      findings.add("slots.learning.serviceMicros", learning.serviceMicros());
      findings.add("slots.learning.databaseMicros", learning.databaseMicros());
      findings.add("slots.learning.longestTransactionMillis", millis(fleet.longest()));
      fleet.judgeNextSlot();
      for (int round = 0; round < wanted.rounds(5, 2); round++) {
        postgres.checkpoint();
        findings.add("slots.detector.micros", pure.microsPerSlot());
        Cost judging = cost(postgres, count * SLOTS_PER_ROUND, () -> judgeRound(fleet));
        findings.add("slots.judging.serviceMicros", judging.serviceMicros());
        findings.add("slots.judging.databaseMicros", judging.databaseMicros());
        findings.add("slots.judging.walBytes", judging.walBytes());
        findings.add("slots.judging.longestTransactionMillis", millis(fleet.longest()));
      }
      fleet.checkExact();
    }
    report(count);
    return findings;
  }

  private static void judgeRound(WatchedFleet fleet) {
    for (int slot = 0; slot < SLOTS_PER_ROUND; slot++) {
      fleet.judgeNextSlot();
    }
  }

  /// Of one stream and slot.
  private record Cost(double serviceMicros, double databaseMicros, double walBytes) {}

  private static Cost cost(BenchPostgres postgres, int units, Runnable work) {
    long own = ProcessCpu.ofProcess(ProcessHandle.current().pid());
    long database = ProcessCpu.ofFamily(postgres.pid());
    long wal = postgres.walBytes();
    work.run();
    return new Cost(
        (double) (ProcessCpu.ofProcess(ProcessHandle.current().pid()) - own) / units,
        (double) (ProcessCpu.ofFamily(postgres.pid()) - database) / units,
        (double) (postgres.walBytes() - wal) / units);
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / 1e6;
  }

  private void report(int count) {
    System.out.printf(
        Locale.ROOT,
        "%,d streams, slots of 5 minutes; per stream and slot%n%-28s %12s %12s %8s %16s%n",
        count,
        "",
        "service us",
        "PG us",
        "WAL B",
        "longest txn ms");
    System.out.printf(
        Locale.ROOT, "%-28s %12.2f%n", "the detector alone", median("slots.detector.micros"));
    row("judging a slot", "slots.judging", true);
    row("learning, and its slot", "slots.learning", false);
    findings.ratio(
        "slots: service and database / detector alone",
        Statistics.median(
                Statistics.ratios(
                    findings.figure("slots.judging.serviceMicros"),
                    findings.figure("slots.detector.micros")))
            + Statistics.median(
                Statistics.ratios(
                    findings.figure("slots.judging.databaseMicros"),
                    findings.figure("slots.detector.micros"))));
  }

  private void row(String words, String name, boolean hasWal) {
    System.out.printf(
        Locale.ROOT,
        "%-28s %12.1f %12.1f %8s %16.0f%n",
        words,
        median(name + ".serviceMicros"),
        median(name + ".databaseMicros"),
        hasWal ? String.format(Locale.ROOT, "%.0f", median(name + ".walBytes")) : "",
        median(name + ".longestTransactionMillis"));
  }

  private double median(String figure) {
    List<Double> values = findings.figure(figure);
    return Statistics.median(values);
  }
}
