package org.onthaal.aggregation.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.assertj.core.data.Offset;
import org.onthaal.testkit.ReferenceData;

/// Answers that others found: rows of a file, with its columns by name.
final class KnownAnswers {
  private static final Pattern CELL = Pattern.compile("(?:^|,)(?:\"((?:[^\"]|\"\")*)\"|([^,]*))");

  private KnownAnswers() {}

  /// @param rowsMin how many the file has had; fewer mean that an answer was lost
  static List<Row> of(String file, int rowsMin) throws IOException {
    List<String> lines = Files.readAllLines(ReferenceData.path("kat/" + file));
    List<String> columns = cells(lines.getFirst());
    List<Row> rows = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      List<String> cells = cells(line);
      assertThat(cells).as(line).hasSameSizeAs(columns);
      Map<String, String> byColumn = new HashMap<>();
      for (int i = 0; i < cells.size(); i++) {
        byColumn.put(columns.get(i), cells.get(i));
      }
      rows.add(new Row(line, byColumn));
    }
    assertThat(rows).as(file).hasSizeGreaterThanOrEqualTo(rowsMin);
    return rows;
  }

  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    Matcher matcher = CELL.matcher(line);
    while (matcher.find()) {
      cells.add(
          Optional.ofNullable(matcher.group(1))
              .map(quoted -> quoted.replace("\"\"", "\""))
              .orElseGet(() -> matcher.group(2)));
    }
    return cells;
  }

  /// An empty cell is an absent value.
  record Row(String line, Map<String, String> cells) {
    String text(String column) {
      return Optional.ofNullable(cells.get(column))
          .orElseThrow(() -> new AssertionError("no column " + column));
    }

    long count(String column) {
      return Long.parseLong(text(column));
    }

    double number(String column) {
      return Double.parseDouble(text(column));
    }

    /// Counts of the columns `prefix` and a number from `first` to `last`.
    long[] counts(String prefix, int first, int last) {
      return LongStream.rangeClosed(first, last).map(i -> count(prefix + i)).toArray();
    }

    Offset<Double> tolerance() {
      return within(cells.containsKey("tol") ? number("tol") : 1e-9);
    }

    void agrees(String column, double actual) {
      assertThat(actual).as(column + " of " + line).isCloseTo(number(column), tolerance());
    }

    void agrees(String column, OptionalDouble actual) {
      if (text(column).isEmpty()) {
        assertThat(actual).as(column + " of " + line).isEmpty();
      } else {
        agrees(column, actual.orElseThrow());
      }
    }

    void agrees(String low, String high, Estimate actual) {
      agrees(low, actual.low());
      agrees(high, actual.high());
    }
  }
}
