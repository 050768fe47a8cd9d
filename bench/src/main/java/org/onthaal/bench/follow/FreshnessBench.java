package org.onthaal.bench.follow;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.onthaal.bench.drive.Clocks;
import org.onthaal.bench.drive.GrpcCell;
import org.onthaal.bench.drive.OpenLoop;
import org.onthaal.bench.drive.OurServices;
import org.onthaal.bench.drive.Shape;
import org.onthaal.bench.drive.Target;
import org.onthaal.bench.drive.Traffic;
import org.onthaal.bench.rig.BenchPostgres;
import org.onthaal.bench.rig.Effort;
import org.onthaal.bench.rig.Findings;
import org.onthaal.bench.rig.Machine;
import org.onthaal.bench.rig.ServerProcess;
import org.onthaal.bench.rig.Statistics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// How soon a rating that was acknowledged is in the scores.
@Command(
    name = "freshness",
    mixinStandardHelpOptions = true,
    description = {
      "Measures how long after its acknowledgement a rating is counted: both services run, a rating is sent every 100 ms.",
      "  idle     nothing else is sent",
      "  load     ratings come in at half of what was taken in at most, by the clock",
      "'scores' is until GetScores answers with the rating's position, 'fold' until the counts are committed. A reader that only asked every"
          + " 200 ms, as the service does when it misses a hint, would take 100 ms at the median and 198 ms at the 99th percentile.",
      ""
    })
public final class FreshnessBench implements Callable<Integer> {
  private static final Duration EVERY = Duration.ofMillis(100);
  private static final GrpcCell.Load CAPACITY = new GrpcCell.Load(512, 1);
  private static final double SHARE_OF_CAPACITY = 0.5;

  @Mixin private Effort effort = new Effort();
  private final Findings findings = new Findings();

  @Override
  public Integer call() throws IOException, SQLException, InterruptedException {
    try (BenchPostgres postgres = BenchPostgres.start()) {
      measure(postgres, effort);
      findings.machine(Machine.facts(postgres));
      findings.write(effort.out());
    }
    return 0;
  }

  /// Measures, and prints the table.
  public Findings measure(BenchPostgres postgres, Effort wanted)
      throws IOException, SQLException, InterruptedException {
    String ratings = postgres.createDatabase("freshness_ratings");
    String tallies = postgres.createDatabase("freshness_tallies");
    Traffic traffic = new Traffic(Shape.NARROW);
    Target target = new Target("freshness", () -> BenchPostgres.count(ratings, "rating"));
    Duration duration = Duration.ofSeconds(wanted.either(30, 8));
    try (ServerProcess feedback = OurServices.startFeedback(postgres, ratings, Shape.NARROW);
        ServerProcess aggregation = OurServices.startAggregation(tallies, feedback);
        Probe probe = new Probe(feedback, aggregation, tallies, traffic, target);
        GrpcCell cell =
            new GrpcCell(
                "unary-512",
                CAPACITY,
                traffic,
                feedback.ports().grpc(),
                target,
                new Clocks(postgres, feedback, aggregation))) {
      cell.measure(duration.dividedBy(2)); // warm-up
      double capacity = cell.measure(duration.dividedBy(2)).perSecond();
      probe.run(EVERY, duration.dividedBy(4)); // warm-up, and what is left to fold is folded
      System.out.printf(
          Locale.ROOT,
          "%-8s %12s %12s %12s %12s %12s%n",
          "",
          "ratings/s",
          "scores p50",
          "scores p99",
          "fold p50",
          "fold p99");
      for (int round = 0; round < wanted.rounds(3, 1); round++) {
        report("idle", 1e3 / EVERY.toMillis(), probe.run(EVERY, duration));
        underLoad(cell, capacity * SHARE_OF_CAPACITY, probe, duration);
      }
      target.checkExact();
    }
    return findings;
  }

  private void underLoad(GrpcCell cell, double perSecond, Probe probe, Duration duration)
      throws SQLException, InterruptedException {
    try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
      Future<OpenLoop.Outcome> load =
          threads.submit(() -> new OpenLoop(cell.one()).run(perSecond, duration.plusSeconds(1)));
      report("load", perSecond, probe.run(EVERY, duration));
      OpenLoop.Outcome outcome = load.get();
      findings.add("freshness.load.acknowledgedP50Millis", outcome.p50Millis());
      findings.add("freshness.load.acknowledgedP99Millis", outcome.p99Millis());
      System.out.printf(
          Locale.ROOT,
          "         acknowledged %d, failed %d, from when they were due p50 %.1f ms, p99 %.1f ms%n",
          outcome.good(),
          outcome.bad(),
          outcome.p50Millis(),
          outcome.p99Millis());
    } catch (ExecutionException e) {
      throw new IllegalStateException("the load could not be sent", e);
    }
  }

  private void report(String name, double perSecond, Probe.Times times) {
    String figure = "freshness." + name + ".";
    findings.add(figure + "perSecond", perSecond);
    add(figure + "scores", times.scores());
    add(figure + "fold", times.fold());
    System.out.printf(
        Locale.ROOT,
        "%-8s %12.0f %12.1f %12.1f %12.1f %12.1f%n",
        name,
        perSecond,
        Statistics.percentile(times.scores(), 50),
        Statistics.percentile(times.scores(), 99),
        Statistics.percentile(times.fold(), 50),
        Statistics.percentile(times.fold(), 99));
  }

  private void add(String figure, List<Double> millis) {
    findings.add(figure + "P50Millis", Statistics.percentile(millis, 50));
    findings.add(figure + "P99Millis", Statistics.percentile(millis, 99));
  }
}
