package org.onthaal.bench.rig;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a run found: each figure in every round, under a stable name such as
/// `intake.unary-512.perSecond`, and the ratios between them, which are what another run may be
/// compared with.
public final class Findings {
  private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

  private final Map<String, List<Double>> figures = new LinkedHashMap<>();
  private final Map<String, Double> ratios = new LinkedHashMap<>();
  private final Map<String, String> machine = new LinkedHashMap<>();

  /// The file of a run.
  private record Document(
      Map<String, String> machine, Map<String, Double> ratios, Map<String, List<Double>> figures) {}

  /// Adds the figure of one more round.
  public void add(String name, double value) {
    figures.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
  }

  public void ratio(String name, double value) {
    ratios.put(name, value);
  }

  public void machine(Map<String, String> facts) {
    machine.putAll(facts);
  }

  /// Takes over everything that another bench found.
  public void addAll(Findings other) {
    other.figures.forEach((name, values) -> values.forEach(value -> add(name, value)));
    ratios.putAll(other.ratios);
    machine.putAll(other.machine);
  }

  /// One value per round, in order; none where nothing was measured.
  public List<Double> figure(String name) {
    return List.copyOf(figures.getOrDefault(name, List.of()));
  }

  /// Median over the rounds of the ratio of two figures; NaN where one of them was not measured.
  public double ratioOf(String figure, String base) {
    List<Double> all = Statistics.ratios(figure(figure), figure(base));
    return all.isEmpty() ? Double.NaN : Statistics.median(all);
  }

  public Map<String, Double> ratios() {
    return Map.copyOf(ratios);
  }

  public String json() {
    return GSON.toJson(new Document(machine, finite(ratios), figures)) + "\n";
  }

  /// JSON knows no NaN; what was not measured is left out.
  private static Map<String, Double> finite(Map<String, Double> values) {
    Map<String, Double> kept = new LinkedHashMap<>();
    values.forEach((name, value) -> {
      if (Double.isFinite(value)) {
        kept.put(name, value);
      }
    });
    return kept;
  }

  public void write(Path file) throws IOException {
    Path folder = file.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Files.writeString(file, json());
    System.out.println("Written to " + file);
  }

  /// Reads the file of an earlier run.
  public static Findings read(Path file) throws IOException {
    try {
      Document document = GSON.fromJson(Files.readString(file), Document.class);
      Findings findings = new Findings();
      findings.machine.putAll(document.machine());
      findings.ratios.putAll(document.ratios());
      document
          .figures()
          .forEach((name, values) -> values.forEach(value -> findings.add(name, value)));
      return findings;
    } catch (JsonParseException | NullPointerException e) {
      throw new IOException(file + " is not the file of a bench", e);
    }
  }
}
