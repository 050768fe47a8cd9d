package org.onthaal.bench.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.onthaal.bench.drive.Cell;
import org.onthaal.bench.drive.Clocks;
import org.onthaal.bench.drive.Measurement;
import org.onthaal.bench.drive.Target;
import org.onthaal.bench.rig.BenchPostgres;
import org.onthaal.bench.rig.Statistics;

/// PostgreSQL's own `pgbench`: one prepared insert per transaction from many connections, without
/// Java. The floor.
final class PgbenchCell implements Cell {
  private static final String SCRIPT =
      """
      \\set administration random(0, 31)
      \\set service random(0, 5)
      \\set score random(1, 5)
      INSERT INTO peer_rating (id, touchpoint, channel, score, language, rated_at, received_at, comment)
      VALUES (uuidv7(), 'bench-' || :administration || '-' || :service || '-0', 1, :score, 'fr', now(), now(),
        CASE WHEN :score * 10 + :service < 15 THEN repeat('Waited for an hour. ', 5) END)
      ON CONFLICT DO NOTHING;
      """;

  private final int clients;
  private final Path program;
  private final BenchPostgres postgres;
  private final String database;
  private final Target target;
  private final Clocks clocks;
  private final Path folder;

  private PgbenchCell(
      int clients, Path program, BenchPostgres postgres, String database, Target target)
      throws IOException {
    this.clients = clients;
    this.program = program;
    this.postgres = postgres;
    this.database = database;
    this.target = target;
    this.clocks = new Clocks(postgres);
    folder = Files.createTempDirectory(postgres.folder(), "pgbench");
    Files.writeString(folder.resolve("insert.sql"), SCRIPT);
  }

  /// Empty where `pgbench` is not installed.
  ///
  /// @param database with the peer's table
  static Optional<Cell> find(int clients, BenchPostgres postgres, String database, Target target)
      throws IOException {
    Optional<Path> program =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
            .map(place -> Path.of(place, "pgbench"))
            .filter(Files::isExecutable)
            .findFirst();
    return program.isEmpty()
        ? Optional.empty()
        : Optional.of(new PgbenchCell(clients, program.get(), postgres, database, target));
  }

  @Override
  public String name() {
    return "pgbench-" + clients;
  }

  @Override
  public Measurement measure(Duration duration) {
    try {
      Clocks.Reading before = clocks.read();
      run(duration);
      Clocks.Reading after = clocks.read();
      List<Double> millis = latencies();
      target.acknowledged(millis.size());
      return new Measurement(
          millis.size() / (double) duration.toSeconds(),
          Statistics.percentile(millis, 50),
          Statistics.percentile(millis, 99),
          0,
          before.per(millis.size(), after));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while pgbench ran", e);
    }
  }

  private void run(Duration duration) throws IOException, InterruptedException {
    Path log = folder.resolve("output");
    Process process =
        new ProcessBuilder(
                program.toString(),
                "--no-vacuum",
                "--protocol=prepared",
                "--client=" + clients,
                "--jobs=" + Math.min(clients, Runtime.getRuntime().availableProcessors()),
                "--time=" + duration.toSeconds(),
                "--file=" + folder.resolve("insert.sql"),
                "--log",
                "--log-prefix=" + folder.resolve("transactions"),
                "--host=127.0.0.1",
                "--port=" + postgres.port(),
                "--username=postgres",
                database)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (process.waitFor() != 0) {
      throw new IOException("pgbench failed: " + Files.readString(log));
    }
  }

  /// Milliseconds of every transaction, from the files that pgbench leaves, one per thread.
  private List<Double> latencies() throws IOException {
    List<Double> millis = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file :
          files
              .filter(f -> f.getFileName().toString().startsWith("transactions"))
              .sorted(Comparator.naturalOrder())
              .toList()) {
        for (String line : Files.readAllLines(file, StandardCharsets.US_ASCII)) {
          // Client, number, microseconds, and more. Source: pgbench(1), per-transaction logging.
          millis.add(Double.parseDouble(line.split(" ", 4)[2]) / 1000);
        }
        Files.delete(file);
      }
    }
    return millis;
  }

  @Override
  public void close() {
    // its files lie in the folder of the run
  }
}
