package org.onthaal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.onthaal.testkit.ReferenceData;
import org.onthaal.v1.GetScoresResponse;
import org.onthaal.v1.ScoreRow;

/// A file of figures that must come out, and the question to the API that it answers.
enum ExpectedFigures {
  SFO_2014_SERVICE("by=service", "2014"),
  SFO_2014_ORG_SERVICE("by=administration,service", "2014"),
  SFO_2014_CHANNEL_SERVICE("by=channel,service", "2014"),
  SFO_2014_SERVICE_DAY("by=service&every=day", "2014"),
  SFO_2015_SERVICE("by=service", "2015"),
  SFO_2015_ORG_SERVICE("by=administration,service", "2015"),
  SFO_2015_CHANNEL_SERVICE("by=channel,service", "2015"),
  SFO_2015_SERVICE_DAY("by=service&every=day", "2015"),
  SFO_2017_SERVICE("by=service", "2017"),
  SFO_2017_ORG_SERVICE("by=administration,service", "2017"),
  SFO_2017_CHANNEL_SERVICE("by=channel,service", "2017"),
  SFO_2017_SERVICE_DAY("by=service&every=day", "2017"),
  GP_FFT_ORG("by=administration", "2023-2024"),
  GP_FFT_ORG_MONTH("by=administration&every=month", "2023-2024"),
  GP_FFT_ORG_DAY("by=administration&every=day", "2023-2024");

  private final String question;
  private final String years;

  ExpectedFigures(String question, String years) {
    this.question = question;
    this.years = years;
  }

  /// The query of `GET /v1/scores`.
  String query() {
    String zone = name().startsWith("SFO") ? "America/Los_Angeles" : "Europe/London";
    return question + "&" + range() + "&zone=" + zone;
  }

  /// Of whole years.
  String range() {
    String first = years.substring(0, 4);
    int afterLast = Integer.parseInt(years.substring(years.length() - 4)) + 1;
    return "from=" + first + "-01-01&to=" + afterLast + "-01-01";
  }

  /// What the dashboard says in English of each service, by administration.
  Map<String, Map<String, String>> shownByService() throws IOException {
    Map<String, Map<String, String>> shown = new TreeMap<>();
    for (String line : Files.readAllLines(file()).stream().skip(1).toList()) {
      String[] cells = line.split(",", -1);
      int satisfied = Integer.parseInt(cells[5]) + Integer.parseInt(cells[6]);
      int n = Integer.parseInt(cells[7]);
      shown
          .computeIfAbsent(cells[0], _ -> new TreeMap<>())
          .put(
              cells[1],
              String.format(Locale.ENGLISH, "%.1f %%, n = %,d", 100.0 * satisfied / n, n));
    }
    return shown;
  }

  /// Compares every figure of every row, no row more and none fewer.
  void expectedOf(GetScoresResponse answer) throws IOException {
    List<String> lines = Files.readAllLines(file());
    List<String> columns = Arrays.asList(lines.getFirst().split(","));
    List<String> actual =
        new ArrayList<>(answer.getRowsList().stream().map(row -> line(columns, row)).toList());
    List<String> expected =
        new ArrayList<>(
            lines.subList(1, lines.size()).stream().map(ExpectedFigures::normalized).toList());

    assertThat(actual).containsExactlyInAnyOrderElementsOf(expected);
  }

  private Path file() {
    return ReferenceData.path("data/expected/" + name().toLowerCase(Locale.ROOT) + ".csv");
  }

  private static String line(List<String> columns, ScoreRow row) {
    return String.join(",", columns.stream().map(column -> value(column, row)).toList());
  }

  private static String value(String column, ScoreRow row) {
    List<Integer> counts = row.getCountsList();
    return switch (column) {
      case "administration" -> row.getAdministration();
      case "service" -> row.getService();
      case "channel" -> row.getChannel().name();
      case "day", "date" -> row.getStart().substring(0, 10);
      case "month" -> row.getStart().substring(0, 7);
      case "n" -> String.valueOf(row.getN());
      case "n1", "n2", "n3", "n4", "n5" -> String.valueOf(counts.get(column.charAt(1) - '1'));
      case "csat" -> rounded(row.getCsat(), 2);
      case "dsat" -> rounded(100.0 * (counts.get(0) + counts.get(1)) / row.getN(), 2);
      case "mean" -> rounded(row.getMean(), 4);
      default -> throw new IllegalArgumentException("unknown column " + column);
    };
  }

  private static String normalized(String line) {
    String[] cells = line.split(",");
    for (int i = 0; i < cells.length; i++) {
      if (cells[i].matches("-?\\d+\\.\\d+")) {
        cells[i] = new BigDecimal(cells[i]).stripTrailingZeros().toPlainString();
      }
    }
    return String.join(",", cells);
  }

  private static String rounded(double value, int decimals) {
    return new BigDecimal(value)
        .setScale(decimals, RoundingMode.HALF_EVEN)
        .stripTrailingZeros()
        .toPlainString();
  }
}
