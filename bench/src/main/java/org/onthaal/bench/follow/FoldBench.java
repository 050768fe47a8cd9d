package org.onthaal.bench.follow;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.onthaal.bench.drive.Cell;
import org.onthaal.bench.drive.Clocks;
import org.onthaal.bench.drive.GrpcCell;
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
import picocli.CommandLine.Option;

/// How fast a backlog is folded, beside how fast it can come in.
@Command(
    name = "fold",
    mixinStandardHelpOptions = true,
    description = {
      "Fills a log through the door, then starts aggregation-service on it and measures until every rating is counted; beside it, in the same"
          + " rounds, how fast ratings are taken in (unary, batches of 100), and how fast feedback-service recounts the stored ratings.",
      "  narrow      192 touchpoints, two languages, ratings given as they are sent",
      "  wide        200 services on 3 channels in 4 languages at 2 touchpoints each, given as they are sent",
      "  wide-hour   the same, given at any time within the last hour: many small windows",
      ""
    })
public final class FoldBench implements Callable<Integer> {
  private static final GrpcCell.Load UNARY = new GrpcCell.Load(512, 1);
  private static final GrpcCell.Load BATCHES = new GrpcCell.Load(32, 100);

  @Mixin private Effort effort = new Effort();

  @Option(
      names = "--ratings",
      defaultValue = "0",
      description = "Ratings of each backlog (default: 1,000,000; with --quick 200,000).")
  private long ratings;

  private final Findings findings = new Findings();
  private final StringBuilder table = new StringBuilder();

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
    long each = ratings > 0 ? ratings : wanted.either(1_000_000L, 200_000L);
    List<Backlog> backlogs = new ArrayList<>();
    String url = postgres.createDatabase("fold_intake");
    try (ServerProcess door = OurServices.startFeedback(postgres, url, Shape.NARROW)) {
      backlogs.add(Backlog.fill(postgres, "narrow", Shape.NARROW, Duration.ZERO, each));
      backlogs.add(Backlog.fill(postgres, "wide", Shape.WIDE, Duration.ZERO, each));
      backlogs.add(Backlog.fill(postgres, "wide-hour", Shape.WIDE, Duration.ofHours(1), each));
      Target target = new Target("door", () -> BenchPostgres.count(url, "rating"));
      Duration measured = Duration.ofSeconds(wanted.either(4, 2));
      try (Cell unary = cell("unary-512", UNARY, postgres, door, target);
          Cell batches = cell("batch-100", BATCHES, postgres, door, target)) {
        for (Cell cell : List.of(unary, batches)) {
          cell.measure(measured); // warm-up
        }
        for (int round = 0; round < wanted.rounds(3, 1); round++) {
          for (Cell cell : List.of(unary, batches)) {
            postgres.checkpoint();
            findings.add("fold." + cell.name() + ".perSecond", cell.measure(measured).perSecond());
          }
          for (Backlog backlog : backlogs) {
            measure(backlog);
          }
        }
      }
      target.checkExact();
      report(backlogs);
    } finally {
      backlogs.forEach(Backlog::close);
    }
    return findings;
  }

  private static Cell cell(
      String name, GrpcCell.Load load, BenchPostgres postgres, ServerProcess door, Target target) {
    return new GrpcCell(
        name,
        load,
        new Traffic(Shape.NARROW),
        door.ports().grpc(),
        target,
        new Clocks(postgres, door));
  }

  private void measure(Backlog backlog) throws IOException, SQLException, InterruptedException {
    Backlog.Drain drain = backlog.drain();
    String name = "fold." + backlog.name() + ".";
    findings.add(name + "perSecond", drain.perSecond());
    findings.add(name + "warmPerSecond", drain.warmPerSecond());
    findings.add(name + "aggregationMicros", drain.cost().serverMicros());
    findings.add(name + "databaseMicros", drain.cost().databaseMicros());
    findings.add(name + "feedbackMicros", drain.feedbackMicros());
    findings.add(name + "walBytes", drain.cost().walBytes());
    findings.add(name + "recountPerSecond", Recounting.perSecond(backlog));
    System.err.printf(
        Locale.ROOT, "%-10s %,12.0f ratings/s folded%n", backlog.name(), drain.perSecond());
  }

  private void report(List<Backlog> backlogs) {
    table.append(
        String.format(
            Locale.ROOT,
            "%-10s %12s %12s %9s %9s %8s %8s %8s %7s %12s%n",
            "backlog",
            "folded/s",
            "2nd half/s",
            "x unary",
            "x batch",
            "aggr us",
            "PG us",
            "feed us",
            "WAL B",
            "recounted/s"));
    for (Backlog backlog : backlogs) {
      String name = "fold." + backlog.name() + ".";
      double unary = findings.ratioOf(name + "perSecond", "fold.unary-512.perSecond");
      double batch = findings.ratioOf(name + "perSecond", "fold.batch-100.perSecond");
      findings.add(name + "filledPerSecond", backlog.filledPerSecond());
      findings.ratio("fold." + backlog.name() + " / unary-512", unary);
      findings.ratio("fold." + backlog.name() + " / batch-100", batch);
      table.append(
          String.format(
              Locale.ROOT,
              "%-10s %12.0f %12.0f %9.2f %9.2f %8.1f %8.1f %8.1f %7.0f %12.0f%n",
              backlog.name(),
              median(name + "perSecond"),
              median(name + "warmPerSecond"),
              unary,
              batch,
              median(name + "aggregationMicros"),
              median(name + "databaseMicros"),
              median(name + "feedbackMicros"),
              median(name + "walBytes"),
              median(name + "recountPerSecond")));
    }
    table.append(
        String.format(
            Locale.ROOT,
            "taken in meanwhile: unary %.0f/s, batches of 100 %.0f/s%n",
            median("fold.unary-512.perSecond"),
            median("fold.batch-100.perSecond")));
    System.out.print(table);
  }

  private double median(String figure) {
    return Statistics.median(findings.figure(figure));
  }
}
