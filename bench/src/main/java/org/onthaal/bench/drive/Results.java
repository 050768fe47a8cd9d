package org.onthaal.bench.drive;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// Measurements of all cells over all rounds; a cell's ratios are to the base cell of the same
/// round.
public final class Results {
  private final String base;
  private final Map<String, List<Measurement>> rounds = new LinkedHashMap<>();

  public Results(String base) {
    this.base = base;
  }

  public void add(String cell, Measurement measurement) {
    rounds.computeIfAbsent(cell, name -> new ArrayList<>()).add(measurement);
  }

  /// Median ratio of a cell's rate to the base cell's rate of the same round.
  public double ratio(String cell) {
    return median(ratios(cell));
  }

  /// A table for people, one line per cell.
  public String table() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%-16s %12s %22s %9s %9s %10s %10s %10s %7s%n",
            "cell",
            "ratings/s",
            "x " + base + " [min-max]",
            "p50 ms",
            "p99 ms",
            "PG us",
            "server us",
            "client us",
            "errors"));
    for (String cell : rounds.keySet()) {
      List<Double> ratios = ratios(cell);
      text.append(
          String.format(
              Locale.ROOT,
              "%-16s %12.0f %8.2f [%5.2f-%6.2f] %9.2f %9.2f %10.1f %10.1f %10.1f %7d%n",
              cell,
              median(cell, Measurement::perSecond),
              median(ratios),
              ratios.stream().mapToDouble(r -> r).min().orElseThrow(),
              ratios.stream().mapToDouble(r -> r).max().orElseThrow(),
              median(cell, Measurement::p50Millis),
              median(cell, Measurement::p99Millis),
              median(cell, Measurement::databaseMicros),
              median(cell, Measurement::serverMicros),
              median(cell, Measurement::clientMicros),
              rounds.get(cell).stream().mapToLong(Measurement::errors).sum()));
    }
    return text.toString();
  }

  /// The same for programs: medians, ratios, and every round.
  public String json(Map<String, String> machine) {
    List<String> cells = new ArrayList<>();
    for (String cell : rounds.keySet()) {
      List<String> all = rounds.get(cell).stream().map(Results::json).toList();
      cells.add(
          String.format(
              Locale.ROOT,
              "    \"%s\": {\"ratio\": %.3f, \"rounds\": [%s]}",
              cell,
              ratio(cell),
              String.join(", ", all)));
    }
    List<String> facts =
        machine.entrySet().stream()
            .map(fact ->
                "    \"" + fact.getKey() + "\": \"" + fact.getValue().replace("\"", "'") + "\"")
            .toList();
    return "{\n  \"machine\": {\n"
        + String.join(",\n", facts)
        + "\n  },\n  \"base\": \""
        + base
        + "\",\n  \"cells\": {\n"
        + String.join(",\n", cells)
        + "\n  }\n}\n";
  }

  private static String json(Measurement m) {
    return String.format(
        Locale.ROOT,
        "{\"ratingsPerSecond\": %.1f, \"p50Millis\": %.3f, \"p99Millis\": %.3f, \"errors\": %d, \"databaseMicros\": %.2f, \"serverMicros\": %.2f, \"clientMicros\": %.2f}",
        m.perSecond(),
        m.p50Millis(),
        m.p99Millis(),
        m.errors(),
        m.databaseMicros(),
        m.serverMicros(),
        m.clientMicros());
  }

  private List<Double> ratios(String cell) {
    List<Double> ratios = new ArrayList<>();
    List<Measurement> own = rounds.getOrDefault(cell, List.of());
    List<Measurement> bases = rounds.getOrDefault(base, List.of());
    for (int i = 0; i < Math.min(own.size(), bases.size()); i++) {
      ratios.add(own.get(i).perSecond() / bases.get(i).perSecond());
    }
    return ratios;
  }

  private double median(String cell, ToDoubleFunction<Measurement> figure) {
    return median(
        rounds.getOrDefault(cell, List.of()).stream().map(figure::applyAsDouble).toList());
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
