package org.onthaal.bench.alerts;

import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.onthaal.bench.rig.Findings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// What drop alerts promise, tried on synthetic streams.
@Command(
    name = "alerts",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:every promise was kept",
      "1:more false alarms than promised, or a drop of 10 points took more than 1.1 times as long as in the study, by more than chance"
    },
    description = {
      "Watches synthetic streams (10 opening hours a day; 20, 200 and 5000 ratings a day; 80 %% satisfied) with drop alerts, a fixed threshold, a"
          + " Wilson bound, and the alert that a maker of terminals suggests: false alarms while nothing drops, and days until a drop is seen.",
      "Then a fleet of 500 streams with one budget, alerts that are resolved, and the cost of judging 5000 streams.",
      "  S0   nothing ever changes, what is usual is known     S1   what is usual is learnt from 28 days",
      "  S2   and weekdays and hours differ                    S3   and each day is a little better or worse",
      ""
    })
public final class AlertsBench implements Callable<Integer> {
  /// The day this was first measured.
  private static final long SEED = 20261126;

  private static final int STREAMS = 2000;
  private static final int STREAMS_QUICK = 200;
  private static final int DAYS = 365;

  @Option(
      names = "--seed",
      paramLabel = "N|fresh",
      description =
          "Where chance begins (default: always the same figures); fresh takes a new one.")
  private String seed = String.valueOf(SEED);

  @Option(
      names = "--streams",
      paramLabel = "N",
      defaultValue = "0",
      description = "Streams of each cell (default: 2000; with --quick 200).")
  private int streams;

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "0",
      description = "Days that each is watched while nothing drops (default: 365).")
  private int days;

  @Option(
      names = "--quick",
      description =
          "Half a minute instead of several: fewer streams. Its figures are not to be quoted.")
  private boolean quick;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      defaultValue = "results/bench.json",
      description = "File for the figures (default: ${DEFAULT-VALUE}).")
  private Path out = Path.of("results/bench.json");

  @Spec private CommandSpec spec = CommandSpec.create();

  private final Findings findings = new Findings();
  private final Verdict verdict = new Verdict();

  public AlertsBench() {}

  @Override
  public Integer call() throws IOException {
    measure(plan());
    findings.write(out);
    return verdict.broken().isEmpty() ? 0 : 1;
  }

  private Plan plan() {
    if (streams < 0 || days < 0) {
      throw new ParameterException(spec.commandLine(), "--streams and --days must be above 0");
    }
    return new Plan(
        seed(), streams > 0 ? streams : quick ? STREAMS_QUICK : STREAMS, days > 0 ? days : DAYS);
  }

  private long seed() {
    if (seed.equals("fresh")) {
      return new SplittableRandom().nextInt(Integer.MAX_VALUE);
    }
    try {
      return Long.parseLong(seed);
    } catch (NumberFormatException e) {
      throw new ParameterException(
          spec.commandLine(), "--seed: " + seed + " (expected: a number or fresh)", e);
    }
  }

  /// Measures with the usual seed, and prints the tables.
  public Findings measure(boolean inQuick) {
    measure(new Plan(SEED, inQuick ? STREAMS_QUICK : STREAMS, DAYS));
    return findings;
  }

  private void measure(Plan plan) {
    System.out.printf(
        "seed %d, %d streams per cell, %d days%n", plan.seed(), plan.streams(), plan.days());
    Verdict falseAlarms = new FalseAlarms(plan, findings).measure();
    Verdict delays = new Delays(plan, findings).measure();
    Verdict fleet = new Fleet(plan, findings).measure();
    Verdict recoveries = new Recoveries(plan, findings).measure();
    findings.add("alerts.false-alarms.worst", falseAlarms.worst());
    findings.add("alerts.delay.worst", delays.worst());
    findings.add("alerts.fleet.worst", fleet.worst());
    findings.add("alerts.recovery.worst", recoveries.worst());
    verdict.addAll(falseAlarms);
    verdict.addAll(delays);
    verdict.addAll(fleet);
    verdict.addAll(recoveries);
    new EvaluationCost(plan, findings).measure();
    System.out.println();
    verdict.broken().forEach(line -> System.out.println("BROKEN " + line));
    System.out.printf(
        "%d of %d promises kept%n", verdict.checked() - verdict.broken().size(), verdict.checked());
  }
}
