package org.onthaal.bench.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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

  private static final Duration WARM_UP = Duration.ofSeconds(1);

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

  /// The first second is not measured, as in the other cells; it also opens the connections.
  @Override
  public Measurement measure(Duration duration) {
    try {
      Clocks.Reading before = clocks.read();
      long start = System.currentTimeMillis();
      run(duration.plus(WARM_UP));
      Clocks.Reading after = clocks.read();
      List<Transaction> all = transactions();
      target.acknowledged(all.size());
      List<Double> millis =
          all.stream()
              .filter(transaction -> transaction.endedAt() >= start + WARM_UP.toMillis())
              .map(Transaction::millis)
              .toList();
      if (millis.isEmpty()) {
        throw new IllegalStateException("pgbench stored nothing in " + duration);
      }
      return new Measurement(
          millis.size() / (double) duration.toSeconds(),
          Statistics.percentile(millis, 50),
          Statistics.percentile(millis, 99),
          0,
          before.per(all.size(), after));
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

  /// One line of pgbench's log.
  ///
  /// @param endedAt milliseconds since 1970
  private record Transaction(double millis, long endedAt) {
    /// Client, number, microseconds, script, seconds since 1970, microseconds of that second.
    /// Source: pgbench(1), per-transaction logging.
    static Transaction parse(String line) {
      String[] words = line.split(" ", -1);
      return new Transaction(
          Double.parseDouble(words[2]) / 1000,
          Long.parseLong(words[4]) * 1000 + Long.parseLong(words[5]) / 1000);
    }
  }

  /// From the files that pgbench leaves, one per thread.
  private List<Transaction> transactions() throws IOException {
    List<Transaction> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file :
          files.filter(f -> f.getFileName().toString().startsWith("transactions")).toList()) {
        Files.readAllLines(file, StandardCharsets.US_ASCII).stream()
            .map(Transaction::parse)
            .forEach(all::add);
        Files.delete(file);
      }
    }
    return all;
  }

  @Override
  public void close() {
    // its files lie in the folder of the run
  }
}
