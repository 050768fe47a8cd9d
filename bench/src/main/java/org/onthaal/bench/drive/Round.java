package org.onthaal.bench.drive;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.onthaal.bench.rig.BenchPostgres;
import org.onthaal.bench.rig.ProcessCpu;

/// Drives every cell once per round, in an order that moves on each round, so that no cell always
/// follows the same one.
public final class Round {
  /// Cells that lost this much of the machine to strangers say so.
  private static final double STRANGER_SHARE_WARNED = 0.25;

  private final BenchPostgres postgres;
  private final List<Cell> cells;
  private final Duration duration;

  public Round(BenchPostgres postgres, List<Cell> cells, Duration duration) {
    this.postgres = postgres;
    this.cells = cells;
    this.duration = duration;
  }

  /// Warms every cell, then measures.
  public Results run(String base, int rounds, Duration warmUp) {
    for (Cell cell : cells) {
      System.err.printf("warm-up  %s%n", cell.name());
      cell.measure(warmUp);
    }
    Results results = new Results(base);
    for (int round = 0; round < rounds; round++) {
      List<Cell> order = new ArrayList<>(cells);
      Collections.rotate(order, -round);
      for (Cell cell : order) {
        results.add(cell.name(), measure(round + 1, rounds, cell));
      }
    }
    cells.forEach(Round::checkExact);
    return results;
  }

  private Measurement measure(int round, int rounds, Cell cell) {
    postgres.checkpoint();
    long machineBefore = ProcessCpu.ofMachine();
    long start = System.nanoTime();
    Measurement measurement = cell.measure(duration);
    double seconds = (System.nanoTime() - start) / 1e9;
    double busy =
        (ProcessCpu.ofMachine() - machineBefore)
            / 1e6
            / seconds
            / Runtime.getRuntime().availableProcessors();
    double ours =
        (measurement.serviceMicros() + measurement.clientMicros())
            * measurement.perSecond()
            / 1e6
            / Runtime.getRuntime().availableProcessors();
    String note =
        busy - ours > STRANGER_SHARE_WARNED
            ? String.format("  (%.0f %% of the machine went elsewhere)", (busy - ours) * 100)
            : "";
    System.err.printf(
        "round %d/%d  %-16s %,12.0f ratings/s%s%n",
        round, rounds, cell.name(), measurement.perSecond(), note);
    return measurement;
  }

  /// A cell whose database does not hold exactly what was acknowledged has no figure.
  private static void checkExact(Cell cell) {
    long stored = cell.stored();
    if (stored < cell.acknowledged()) {
      throw new IllegalStateException(
          cell.name() + " acknowledged " + cell.acknowledged() + " ratings and stored " + stored);
    }
  }
}
