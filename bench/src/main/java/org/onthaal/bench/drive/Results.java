package org.onthaal.bench.drive;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import org.onthaal.bench.rig.Findings;
import org.onthaal.bench.rig.Statistics;

/// Measurements of all cells over all rounds; a cell's ratios are to its base cell of the same
/// round.
public final class Results {
  private final UnaryOperator<String> base;
  private final Map<String, List<Measurement>> rounds = new LinkedHashMap<>();

  /// @param base names the cell that a cell is compared with
  public Results(UnaryOperator<String> base) {
    this.base = base;
  }

  public void add(String cell, Measurement measurement) {
    rounds.computeIfAbsent(cell, name -> new ArrayList<>()).add(measurement);
  }

  /// Median ratio of a cell's rate to its base cell's rate of the same round.
  public double ratio(String cell) {
    return Statistics.median(ratios(cell));
  }

  /// A table for people, one line per cell.
  public String table() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%-18s %11s %21s %-12s %9s %9s %8s %10s %10s %7s %7s%n",
            "cell",
            "ratings/s",
            "x [min-max]",
            "of",
            "p50 ms",
            "p99 ms",
            "PG us",
            "server us",
            "client us",
            "WAL B",
            "errors"));
    rounds.keySet().forEach(cell -> text.append(line(cell)));
    return text.toString();
  }

  private String line(String cell) {
    List<Double> ratios = ratios(cell);
    return String.format(
        Locale.ROOT,
        "%-18s %11.0f %7.2f [%5.2f-%6.2f] %-12s %9.2f %9.2f %8.1f %10.1f %10.1f %7.0f %7d%n",
        cell,
        median(cell, Measurement::perSecond),
        Statistics.median(ratios),
        ratios.stream().mapToDouble(r -> r).min().orElseThrow(),
        ratios.stream().mapToDouble(r -> r).max().orElseThrow(),
        base.apply(cell),
        median(cell, Measurement::p50Millis),
        median(cell, Measurement::p99Millis),
        median(cell, m -> m.cost().databaseMicros()),
        median(cell, m -> m.cost().serverMicros()),
        median(cell, m -> m.cost().clientMicros()),
        median(cell, m -> m.cost().walBytes()),
        rounds.getOrDefault(cell, List.of()).stream().mapToLong(Measurement::errors).sum());
  }

  /// The same for programs: every round of every cell, and the ratios.
  ///
  /// @param bench first part of every name
  public Findings findings(String bench) {
    Findings findings = new Findings();
    rounds.forEach((cell, measurements) -> {
      String name = bench + "." + cell + ".";
      for (Measurement m : measurements) {
        findings.add(name + "perSecond", m.perSecond());
        findings.add(name + "p50Millis", m.p50Millis());
        findings.add(name + "p99Millis", m.p99Millis());
        findings.add(name + "errors", (double) m.errors());
        findings.add(name + "databaseMicros", m.cost().databaseMicros());
        findings.add(name + "serverMicros", m.cost().serverMicros());
        findings.add(name + "clientMicros", m.cost().clientMicros());
        findings.add(name + "serviceMicros", m.cost().serviceMicros());
        findings.add(name + "walBytes", m.cost().walBytes());
      }
      findings.ratio(bench + "." + cell + " / " + base.apply(cell), ratio(cell));
    });
    return findings;
  }

  private List<Double> ratios(String cell) {
    return Statistics.ratios(all(cell), all(base.apply(cell)));
  }

  private List<Double> all(String cell) {
    return rounds.getOrDefault(cell, List.of()).stream().map(Measurement::perSecond).toList();
  }

  private double median(String cell, ToDoubleFunction<Measurement> figure) {
    return Statistics.median(
        rounds.getOrDefault(cell, List.of()).stream().map(figure::applyAsDouble).toList());
  }
}
