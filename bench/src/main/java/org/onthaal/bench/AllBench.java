package org.onthaal.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.onthaal.bench.alerts.AlertsBench;
import org.onthaal.bench.alerts.SlotsBench;
import org.onthaal.bench.follow.FoldBench;
import org.onthaal.bench.follow.FreshnessBench;
import org.onthaal.bench.intake.IntakeBench;
import org.onthaal.bench.report.ReportBench;
import org.onthaal.bench.rig.BenchPostgres;
import org.onthaal.bench.rig.Effort;
import org.onthaal.bench.rig.Findings;
import org.onthaal.bench.rig.Machine;
import org.onthaal.bench.sdk.SdkBench;
import org.onthaal.bench.start.StartBench;
import org.onthaal.bench.widget.NotMeasurable;
import org.onthaal.bench.widget.WidgetBench;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Everything in one run, and what it says of the goals.
@Command(
    name = "all",
    mixinStandardHelpOptions = true,
    description = {
      "Runs every bench, one after the other, and prints one table: each goal, what must be, what"
          + " would be better, and what was measured.",
      "Nothing else should run on the machine meanwhile.",
      ""
    })
final class AllBench implements Callable<Integer> {
  @Mixin private Effort effort = new Effort();

  @Option(
      names = "--report-ratings",
      paramLabel = "N",
      defaultValue = "0",
      description = "Ratings of the report bench (default: its own).")
  private long reportRatings;

  @Option(
      names = "--compare",
      paramLabel = "FILE",
      description = "File of an earlier run: prints its ratios beside the new ones.")
  private @Nullable Path compare;

  @Override
  public Integer call() throws IOException, SQLException, InterruptedException {
    Findings before = compare == null ? new Findings() : Findings.read(compare);
    Findings findings = new Findings();
    try (BenchPostgres postgres = BenchPostgres.start()) {
      findings.machine(Machine.facts(postgres));
      findings.addAll(titled("intake", () -> new IntakeBench().measure(postgres, effort)));
      findings.addAll(titled("fold", () -> new FoldBench().measure(postgres, effort)));
      findings.addAll(titled("freshness", () -> new FreshnessBench().measure(postgres, effort)));
      findings.addAll(
          titled("report", () -> new ReportBench(reportRatings).measure(postgres, effort)));
      findings.addAll(titled("start", () -> new StartBench().measure(postgres, effort)));
      findings.addAll(titled("slots", () -> new SlotsBench().measure(postgres, effort)));
      findings.addAll(titled("alerts", () -> new AlertsBench().measure(effort.quick())));
      findings.addAll(titled("widget", this::measureWidget));
      findings.addAll(titled("sdk", () -> new SdkBench().measure(effort)));
    }
    List<Goal> goals = Goals.of(findings);
    goals.forEach(goal -> findings.ratio("goal: " + goal.words(), goal.measure().of(findings)));
    System.out.println();
    System.out.print(Goal.table(goals, findings));
    if (compare != null) {
      System.out.print(comparison(before.ratios(), findings.ratios()));
    }
    findings.write(effort.out());
    return 0;
  }

  /// Needs programs that the others do not; where one is missing, the goals say that they were not
  /// measured.
  private Findings measureWidget() throws IOException, InterruptedException {
    try {
      return new WidgetBench().measure(effort);
    } catch (NotMeasurable e) {
      System.out.println("not measured: " + e.getMessage());
      return new Findings();
    }
  }

  private interface Measuring {
    Findings measure() throws IOException, SQLException, InterruptedException;
  }

  private static Findings titled(String name, Measuring bench)
      throws IOException, SQLException, InterruptedException {
    System.out.printf("%n%s%n", name);
    return bench.measure();
  }

  /// Ratios that both runs have, beside each other. Rates and times of two runs are not compared:
  /// they tell of the machine and its load.
  static String comparison(Map<String, Double> before, Map<String, Double> now) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(Locale.ROOT, "%n%-76s %10s %10s %8s%n", "ratio", "before", "now", "change"));
    new TreeMap<>(before)
        .forEach((name, old) -> {
          Double value = now.get(name);
          if (value != null && Double.isFinite(value)) {
            text.append(
                String.format(
                    Locale.ROOT,
                    "%-76s %10.3f %10.3f %+7.0f%%%n",
                    name,
                    old,
                    value,
                    (value / old - 1) * 100));
          }
        });
    return text.toString();
  }
}
