package org.onthaal.standalone;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/// Text in aligned columns; those whose title begins with `>` are aligned to the right.
final class Table {
  private static final String GAP = "  ";

  private final List<Boolean> right;
  private final List<List<String>> rows = new ArrayList<>();

  Table(List<String> titles) {
    right = titles.stream().map(title -> title.startsWith(">")).toList();
    rows.add(titles.stream().map(title -> title.replaceFirst("^>", "")).toList());
  }

  void add(List<String> cells) {
    if (cells.size() != right.size()) {
      throw new IllegalArgumentException(cells.size() + " cells (expected: " + right.size() + ")");
    }
    rows.add(List.copyOf(cells));
  }

  void print(PrintWriter out) {
    List<Integer> widths = new ArrayList<>();
    for (int column = 0; column < right.size(); column++) {
      int at = column;
      widths.add(rows.stream().mapToInt(row -> width(row.get(at))).max().orElse(0));
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        String blanks = " ".repeat(widths.get(column) - width(row.get(column)));
        line.append(right.get(column) ? blanks + row.get(column) : row.get(column) + blanks);
        line.append(GAP);
      }
      out.println(line.toString().stripTrailing());
    }
    out.flush();
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }
}
