package org.onthaal.bench.intake;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.onthaal.bench.drive.Cell;
import org.onthaal.bench.drive.Results;
import org.onthaal.bench.drive.Round;
import org.onthaal.bench.rig.BenchPostgres;
import org.onthaal.bench.rig.Effort;
import org.onthaal.bench.rig.Findings;
import org.onthaal.bench.rig.Machine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// How fast ratings are taken in, durable and acknowledged, beside an insert per request and raw
/// COPY.
@Command(
    name = "intake",
    mixinStandardHelpOptions = true,
    description = {
      "Measures how fast ratings are taken in, durable and acknowledged, at several numbers of calls in flight (the number behind a cell's name):",
      "  unary, http       our doors, one rating per call: gRPC, and JSON over HTTP/1.1",
      "  batch-100         our gRPC door, 100 ratings per call",
      "  unary-one-admin   all ratings in one partition of the log",
      "  unary-followed    aggregation-service follows meanwhile",
      "  writer            the writing part alone, in this process, without a door",
      "  peer              what others do: an insert per request, behind the same gRPC server",
      "  insert            the same insert in this process, without a server",
      "  pgbench           PostgreSQL's own client, when it is installed: the floor",
      "  copy              raw COPY, the limit of the database",
      "  noop              the gRPC server alone, nothing stored: the limit of the transport",
      "",
      "Everything runs on one PostgreSQL of its own, in turns. Compare the ratios and the CPU per rating, not the rates: the client, the"
          + " servers and the database share this machine.",
      ""
    })
public final class IntakeBench implements Callable<Integer> {
  @Mixin private Effort effort = new Effort();

  @Option(
      names = "--seconds",
      defaultValue = "0",
      description = "Measured seconds per cell and round (default: 4, with --quick 2).")
  private int seconds;

  @Option(
      names = "--warm-up",
      defaultValue = "0",
      description = "Seconds each cell runs before the first round (default: 15, with --quick 2).")
  private int warmUp;

  @Option(
      names = "--callers",
      split = ",",
      description =
          "Calls in flight of the cells with one rating per call (default: 1,64,512,2048; with --quick 64,512).")
  private List<Integer> callers = List.of();

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "CELL",
      description =
          "Cells to drive, such as unary-512,noop-512, with the peer of each (default: all).")
  private Set<String> only = Set.of();

  @Option(
      names = "--filled",
      defaultValue = "0",
      description =
          "Ratings stored before anything is measured, to see whether the cost stays flat (default: ${DEFAULT-VALUE}).")
  private long filled;

  @Override
  public Integer call() throws IOException, SQLException {
    try (BenchPostgres postgres = BenchPostgres.start()) {
      Findings findings = measure(postgres, effort);
      findings.machine(Machine.facts(postgres));
      findings.write(effort.out());
    }
    return 0;
  }

  /// Measures, and prints the table.
  public Findings measure(BenchPostgres postgres, Effort wanted) throws IOException, SQLException {
    List<Integer> inFlight =
        callers.isEmpty() ? wanted.either(List.of(1, 64, 512, 2048), List.of(64, 512)) : callers;
    try (IntakeCells cells = IntakeCells.open(postgres, inFlight, filled)) {
      Round.Times times =
          new Round.Times(
              wanted.rounds(5, 2),
              Duration.ofSeconds(seconds > 0 ? seconds : wanted.either(4, 2)),
              Duration.ofSeconds(warmUp > 0 ? warmUp : wanted.either(15, 2)));
      Results results =
          new Round(postgres, chosen(cells.cells(), inFlight), cells.targets())
              .run(cell -> peer(cell, inFlight), times);
      System.out.print(results.table());
      return results.findings("intake");
    }
  }

  // Each with the cell that it is compared with.
  private List<Cell> chosen(List<Cell> all, List<Integer> inFlight) {
    List<String> names = all.stream().map(Cell::name).toList();
    if (!names.containsAll(only)) {
      throw new IllegalArgumentException("--only " + only + " (expected: some of " + names + ")");
    }
    Set<String> driven = new TreeSet<>(only.isEmpty() ? names : only);
    only.forEach(cell -> driven.add(peer(cell, inFlight)));
    return all.stream().filter(cell -> driven.contains(cell.name())).toList();
  }

  /// The insert per request with as many calls in flight; for cells without such a number the one
  /// with the most.
  static String peer(String cell, List<Integer> inFlight) {
    String number = cell.substring(cell.lastIndexOf('-') + 1);
    return "peer-"
        + inFlight.stream()
            .filter(callers -> String.valueOf(callers).equals(number))
            .findFirst()
            .orElse(IntakeCells.most(inFlight));
  }
}
