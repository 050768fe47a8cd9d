package org.onthaal.aggregation.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.onthaal.aggregation.alert.Evidence;
import org.onthaal.aggregation.alert.Evidence.Previous;
import org.onthaal.aggregation.fold.TallyQuery;
import org.onthaal.aggregation.fold.WindowTally;
import org.onthaal.aggregation.measure.Dimension;
import org.onthaal.aggregation.measure.Metric;
import org.onthaal.aggregation.measure.Tally;
import org.onthaal.aggregation.rule.RuleFile;
import org.onthaal.aggregation.rule.RuleSet;
import org.onthaal.testkit.ReferenceData;

/** The rows that two separately written programs found in real ratings, no more and no fewer. */
@EnabledIf("org.onthaal.testkit.ReferenceData#isPresent")
class BacktestReferenceTest {
  @ParameterizedTest
  @CsvSource({
    "sfo_2014,America/Los_Angeles,day,service,2014-09-01,2014-10-01",
    "sfo_2015,America/Los_Angeles,day,service,2015-05-01,2015-06-01",
    "sfo_2017,America/Los_Angeles,day,service,2017-05-01,2017-06-15",
    "gp_fft,Europe/London,month,administration,2023-07-01,2024-05-01"
  })
  void rowsAreExactlyTheExpectedOnes(
      String dataset, String zone, String every, String by, String from, String to)
      throws IOException {
    List<Rated> ratings = ratings(dataset);
    Backtest backtest =
        new Backtest(query -> counted(ratings, query), Optional::empty, _ -> Map.of());
    ZoneId in = ZoneId.of(zone);

    var result =
        backtest.run(
            rules(every, by), new Backtest.Range(midnight(from, in), midnight(to, in), in));
    List<String> rows =
        ((Backtest.Result.Found) result)
            .rows().stream().map(row -> line(dataset, zone, every, by, row)).toList();

    List<String> expected =
        Files.readAllLines(ReferenceData.path("data/expected/backtest.csv")).stream()
            .filter(line -> line.startsWith(dataset + ","))
            .map(BacktestReferenceTest::rounded)
            .toList();
    assertThat(rows).isNotEmpty().containsExactlyInAnyOrderElementsOf(expected);
  }

  private static RuleSet rules(String every, String by) {
    String common = "window: {calendar: %s}, by: [%s], minimum-n: 30".formatted(every, by);
    String yaml =
        """
        rules:
          - {name: below-70, kind: threshold, below: 70, %1$s}
          - {name: drop-10, kind: decline, points: 10, %1$s}
          - {name: drop-z-1.645, kind: decline, z: 1.645, %1$s}
        """
            .formatted(common);
    return ((RuleFile.Valid) RuleFile.parse(yaml)).rules();
  }

  private static String line(
      String dataset, String zone, String every, String by, Backtest.Row row) {
    Evidence evidence = row.evaluation().evidence();
    Optional<Previous> previous =
        row.rule().name().equals("below-70") ? Optional.empty() : evidence.previous();
    String group = row.stream().value(Dimension.valueOf(by.toUpperCase(Locale.ROOT))).orElseThrow();
    LocalDate start = evidence.window().start().atZone(evidence.window().zone()).toLocalDate();
    return String.join(
        ",",
        List.of(
            dataset,
            zone,
            every,
            by,
            row.rule().name(),
            group,
            start.toString(),
            Long.toString(evidence.n()),
            fixed(evidence.figure().map(Evidence.Figures::value)),
            previous.map(before -> Long.toString(before.n())).orElse(""),
            fixed(previous.flatMap(Previous::value)),
            fixed(previous.flatMap(Previous::points)),
            fixed(previous.flatMap(Previous::z))));
  }

  /// The expected file leaves out trailing zeros.
  private static String rounded(String line) {
    String[] cells = line.split(",", -1);
    for (int i : new int[] {8, 10, 11, 12}) {
      cells[i] = fixed(Optional.of(cells[i]).filter(cell -> !cell.isEmpty()).map(Double::valueOf));
    }
    return String.join(",", cells);
  }

  private static String fixed(Optional<Double> value) {
    return value.map(number -> String.format(Locale.ROOT, "%.4f", number)).orElse("");
  }

  private static Instant midnight(String day, ZoneId zone) {
    return LocalDate.parse(day).atStartOfDay(zone).toInstant();
  }

  private record Rated(Instant at, Map<Dimension, String> keys, int score) {}

  private static List<Rated> ratings(String dataset) throws IOException {
    List<Rated> ratings = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(
                    Files.newInputStream(ReferenceData.path("data/" + dataset + ".csv.gz"))),
                StandardCharsets.UTF_8))) {
      reader.readLine();
      // Comments come last and may hold commas and line ends; a record begins with its empty id and
      // a year.
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String[] cells = line.split(",", 9);
        if (cells.length == 9 && line.matches(",20\\d\\d-.*") && !cells[7].isEmpty()) {
          ratings.add(
              new Rated(
                  OffsetDateTime.parse(cells[1]).toInstant(),
                  Map.of(
                      Dimension.ADMINISTRATION, cells[2],
                      Dimension.SERVICE, cells[3],
                      Dimension.CHANNEL, cells[5]),
                  Integer.parseInt(cells[7])));
        }
      }
    }
    return ratings;
  }

  /** What the tallies would answer, counted without them. */
  private static List<WindowTally> counted(List<Rated> ratings, TallyQuery query) {
    List<Instant> bounds = query.windows().boundaries();
    Map<Map<Dimension, String>, Map<Integer, Tally>> counts = new HashMap<>();
    for (Rated rated : ratings) {
      int window = -1;
      while (window + 1 < bounds.size() && !bounds.get(window + 1).isAfter(rated.at())) {
        window++;
      }
      if (window >= 0 && window < bounds.size() - 1) {
        Map<Dimension, String> group = new HashMap<>(rated.keys());
        group.keySet().retainAll(query.by());
        long[] one = new long[5];
        one[rated.score() - 1] = 1;
        counts
            .computeIfAbsent(group, _ -> new HashMap<>())
            .merge(window, Tally.of(Metric.CSAT, one), Tally::plus);
      }
    }
    List<WindowTally> rows = new ArrayList<>();
    counts.forEach((group, windows) ->
        windows.forEach((window, tally) ->
            rows.add(
                new WindowTally(
                    window,
                    bounds.get(window),
                    bounds.get(window + 1),
                    group,
                    Metric.CSAT,
                    tally,
                    true))));
    return rows;
  }
}
