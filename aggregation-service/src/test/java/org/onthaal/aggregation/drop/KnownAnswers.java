package org.onthaal.aggregation.drop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.onthaal.aggregation.measure.Metric;
import org.onthaal.aggregation.measure.Tally;
import org.onthaal.testkit.ReferenceData;

/// Rows of the known answers.
final class KnownAnswers {
  /// Midnight at the start of a Monday.
  static final Instant DAY_0 = Instant.parse("2026-01-05T00:00:00Z");

  private KnownAnswers() {}

  /// One line of a file.
  record Row(Map<String, String> cells) {
    String text(String column) {
      String text = cells.get(column);
      if (text == null) {
        throw new IllegalArgumentException("column: " + column + " (expected: one of " + cells);
      }
      return text;
    }

    double number(String column) {
      return Double.parseDouble(text(column));
    }

    int whole(String column) {
      return Integer.parseInt(text(column));
    }

    /// The columns k1 to k5.
    Tally tally() {
      long[] counts = new long[5];
      for (int i = 0; i < counts.length; i++) {
        counts[i] = whole("k" + (i + 1));
      }
      return Tally.of(Metric.CSAT, counts);
    }
  }

  static List<Row> rows(String file) throws IOException {
    Path path = ReferenceData.path("kat/" + file);
    try (InputStream bytes = Files.newInputStream(path);
        InputStream plain = file.endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
      List<String> header = List.of(reader.readLine().split(","));
      return reader.lines().map(line -> row(header, line)).toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /// A text with commas stands last in these files, and no test looks into it.
  private static Row row(List<String> header, String line) {
    String[] values = line.split(",", -1);
    Map<String, String> cells = new HashMap<>();
    for (int i = 0; i < header.size(); i++) {
      cells.put(header.get(i), values[i]);
    }
    return new Row(cells);
  }

  static Tally histogram(String counts) {
    return Tally.of(
        Metric.CSAT, Arrays.stream(counts.split(";")).mapToLong(Long::parseLong).toArray());
  }

  static Points points(String metric) {
    return switch (metric) {
      case "csat" -> Points.SATISFIED;
      case "score", "mean" -> Points.SCORE;
      default -> throw new IllegalArgumentException("metric: " + metric);
    };
  }

  /// An hour of a service that is open for ten hours a day.
  static Slot hour(int day, int hour, Tally tally) {
    return new Slot(DAY_0.plusSeconds((day * 24L + hour) * 3600), 0.1, tally);
  }
}
