package org.onthaal.bench.intake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.onthaal.bench.drive.Cell;
import org.onthaal.bench.drive.Clocks;
import org.onthaal.bench.drive.Filler;
import org.onthaal.bench.drive.GrpcCell;
import org.onthaal.bench.drive.OurDoor;
import org.onthaal.bench.drive.Results;
import org.onthaal.bench.drive.Round;
import org.onthaal.bench.drive.Traffic;
import org.onthaal.bench.rig.BenchPostgres;
import org.onthaal.bench.rig.ServerProcess;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// How fast ratings are taken in, durable and acknowledged, beside an insert per request and raw
/// COPY.
@Command(
    name = "intake",
    mixinStandardHelpOptions = true,
    description = {
      "Measures how fast ratings are taken in, durable and acknowledged: our doors one by one and in batches of 100, beside an insert per"
          + " request behind the same gRPC server (what others do), the same without a server, and raw COPY as the limit.",
      "",
      "Everything runs on one PostgreSQL of its own, in turns. Compare the ratios and the CPU per rating, not the rates: the client, the"
          + " servers and the database share this machine."
    })
public final class IntakeBench implements Callable<Integer> {
  private static final String BASE = "peer";
  private static final int BATCH = 100;

  @Option(
      names = "--rounds",
      defaultValue = "5",
      description = "rounds per cell (default: ${DEFAULT-VALUE})")
  int rounds;

  @Option(
      names = "--seconds",
      defaultValue = "5",
      description = "measured seconds per cell and round (default: ${DEFAULT-VALUE})")
  int seconds;

  @Option(
      names = "--warm-up",
      defaultValue = "10",
      description = "seconds each cell runs before the first round (default: ${DEFAULT-VALUE})")
  int warmUp;

  @Option(
      names = "--callers",
      defaultValue = "256",
      description =
          "calls in flight in the cells that send one rating per call (default: ${DEFAULT-VALUE})")
  int callers;

  @Option(
      names = "--filled",
      defaultValue = "0",
      description =
          "ratings stored before anything is measured, to see whether the cost stays flat (default: ${DEFAULT-VALUE})")
  long filled;

  @Option(
      names = "--out",
      defaultValue = "results/intake.json",
      description = "file for the figures (default: ${DEFAULT-VALUE})")
  Path out = Path.of("results/intake.json");

  @Override
  public Integer call() throws IOException, SQLException {
    try (BenchPostgres postgres = BenchPostgres.start()) {
      List<Cell> cells = new ArrayList<>();
      try {
        open(postgres, cells);
        Results results =
            new Round(postgres, cells, Duration.ofSeconds(seconds))
                .run(BASE, rounds, Duration.ofSeconds(warmUp));
        System.out.print(results.table());
        write(results.json(machine(postgres)));
      } finally {
        cells.forEach(Cell::close);
      }
    }
    return 0;
  }

  private void open(BenchPostgres postgres, List<Cell> cells) throws IOException, SQLException {
    Traffic spread = new Traffic(Traffic.ADMINISTRATIONS);
    Clocks direct = new Clocks(postgres.pid(), 0);
    cells.add(new InsertCell(postgres.createDatabase("bench_insert"), callers, spread, direct));
    cells.add(peer(postgres, spread));
    cells.add(ours(postgres, "unary", new GrpcCell.Load(callers, 1), spread));
    cells.add(ours(postgres, "unary-one-admin", new GrpcCell.Load(callers, 1), new Traffic(1)));
    cells.add(ours(postgres, "batch-100", new GrpcCell.Load(32, BATCH), spread));
    cells.add(new CopyCell(postgres.createDatabase("bench_copy"), spread, direct));
  }

  private Cell peer(BenchPostgres postgres, Traffic traffic) throws IOException {
    String url = postgres.createDatabase("bench_peer");
    PeerService.createTable(url);
    ServerProcess server = ServerProcess.start("peer", url);
    return new GrpcCell(
        BASE,
        new GrpcCell.Load(callers, 1),
        traffic,
        server,
        new Clocks(postgres.pid(), server.pid()),
        () -> BenchPostgres.count(url, "peer_rating"));
  }

  private Cell ours(BenchPostgres postgres, String name, GrpcCell.Load load, Traffic traffic)
      throws IOException {
    String url = postgres.createDatabase("bench_" + name.replace('-', '_'));
    ServerProcess server = ServerProcess.start("feedback-service", url);
    OurDoor.prepare(server.port());
    if (filled > 0) {
      fill(server, traffic);
    }
    return new GrpcCell(
        name,
        load,
        traffic,
        server,
        new Clocks(postgres.pid(), server.pid()),
        () -> BenchPostgres.count(url, "rating"));
  }

  private void fill(ServerProcess server, Traffic traffic) {
    System.err.printf("storing %,d ratings first%n", filled);
    new Filler(server.port(), traffic).fill(filled);
  }

  private Map<String, String> machine(BenchPostgres postgres) throws IOException {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("date", ZonedDateTime.now(ZoneId.systemDefault()).toString());
    facts.put(
        "processor",
        Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
            .filter(line -> line.startsWith("model name"))
            .map(line -> line.substring(line.indexOf(':') + 1).trim())
            .findFirst()
            .orElse("unknown"));
    facts.put("processors", String.valueOf(Runtime.getRuntime().availableProcessors()));
    facts.put("java", Runtime.version().toString());
    facts.put("postgresql", postgres.version());
    facts.put("callers", String.valueOf(callers));
    facts.put("filled", String.valueOf(filled));
    return facts;
  }

  private void write(String json) throws IOException {
    if (out.getParent() != null) {
      Files.createDirectories(out.getParent());
    }
    Files.writeString(out, json);
    System.out.println("Written to " + out);
  }
}
