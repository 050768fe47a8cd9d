package org.onthaal.standalone.ratingfile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Which column stands where in one file, as its header says.
public final class Columns {
  private final List<String> titles;
  private final Map<Column, Integer> places;

  private Columns(List<String> titles, Map<Column, Integer> places) {
    this.titles = titles;
    this.places = places;
  }

  /// Reads a header.
  ///
  /// @throws FormatException with everything that is wrong with the header
  public static Columns of(List<String> titles) {
    Map<Column, Integer> places = new EnumMap<>(Column.class);
    List<String> problems = new ArrayList<>();
    for (int i = 0; i < titles.size(); i++) {
      place(titles.get(i), i, places, problems);
    }
    List<String> missing =
        Arrays.stream(Column.values())
            .filter(column -> column.isRequired() && !places.containsKey(column))
            .map(Column::title)
            .toList();
    if (!missing.isEmpty()) {
      problems.add("it lacks " + String.join(", ", missing));
    }
    if (!problems.isEmpty()) {
      throw new FormatException(
          "the header is not that of a rating file: "
              + String.join("; ", problems)
              + " (columns: "
              + Arrays.stream(Column.values()).map(Column::title).collect(Collectors.joining(", "))
              + "; separated by commas)");
    }
    return new Columns(List.copyOf(titles), places);
  }

  private static void place(
      String title, int position, Map<Column, Integer> places, List<String> problems) {
    var column = Column.titled(title);
    if (column.isPresent()) {
      if (places.putIfAbsent(column.get(), position) != null) {
        problems.add("'" + column.get().title() + "' stands there twice");
      }
    } else {
      problems.add("'" + title.strip() + "' is not a column");
    }
  }

  /// How many fields each record must have.
  int width() {
    return titles.size();
  }

  List<String> titles() {
    return titles;
  }

  boolean has(Column column) {
    return places.containsKey(column);
  }

  int place(Column column) {
    return places.getOrDefault(column, -1);
  }
}
