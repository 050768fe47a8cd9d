package org.onthaal.bench.drive;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.onthaal.bench.rig.BenchPostgres;
import org.onthaal.bench.rig.ProcessCpu;

/// Drives every cell once per round, in an order that moves on each round, so that no cell always
/// follows the same one.
public final class Round {
  /// Cells that lost this much of the machine to strangers say so.
  private static final double STRANGER_SHARE_WARNED = 0.25;

  private final BenchPostgres postgres;
  private final List<Cell> cells;
  private final List<Target> targets;

  /// @param targets where the cells store; each must hold exactly what was acknowledged, at the end
  public Round(BenchPostgres postgres, List<Cell> cells, List<Target> targets) {
    this.postgres = postgres;
    this.cells = List.copyOf(cells);
    this.targets = List.copyOf(targets);
  }

  /// How long everything takes.
  ///
  /// @param measured per cell and round
  /// @param warmUp per cell, before the first round
  public record Times(int rounds, Duration measured, Duration warmUp) {}

  /// Warms every cell, then measures.
  ///
  /// @param base names the cell that a cell is compared with
  /// @throws IllegalStateException when a database does not hold exactly what was acknowledged:
  ///   then there are no figures
  public Results run(UnaryOperator<String> base, Times times) {
    for (Cell cell : cells) {
      System.err.printf("warm-up  %s%n", cell.name());
      cell.measure(times.warmUp());
    }
    Results results = new Results(base);
    for (int round = 0; round < times.rounds(); round++) {
      List<Cell> order = new ArrayList<>(cells);
      Collections.rotate(order, -round * Math.max(1, cells.size() / times.rounds()));
      for (Cell cell : order) {
        System.err.printf("round %d/%d  ", round + 1, times.rounds());
        results.add(cell.name(), measure(cell, times.measured()));
      }
    }
    targets.forEach(Target::checkExact);
    return results;
  }

  private Measurement measure(Cell cell, Duration duration) {
    postgres.checkpoint();
    long machineBefore = ProcessCpu.ofMachine();
    long start = System.nanoTime();
    Measurement measurement = cell.measure(duration);
    double seconds = (System.nanoTime() - start) / 1e9;
    int processors = Runtime.getRuntime().availableProcessors();
    double busy = (ProcessCpu.ofMachine() - machineBefore) / 1e6 / seconds / processors;
    double ours =
        (measurement.cost().serviceMicros() + measurement.cost().clientMicros())
            * measurement.perSecond()
            / 1e6
            / processors;
    String note =
        busy - ours > STRANGER_SHARE_WARNED
            ? String.format(
                Locale.ROOT, "  (%.0f %% of the machine went elsewhere)", (busy - ours) * 100)
            : "";
    System.err.printf(
        Locale.ROOT, "%-18s %,12.0f ratings/s%s%n", cell.name(), measurement.perSecond(), note);
    return measurement;
  }
}
