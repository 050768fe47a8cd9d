package org.onthaal.aggregation.report;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.onthaal.aggregation.fold.WindowTally;
import org.onthaal.aggregation.measure.Dimension;
import org.onthaal.aggregation.measure.Metric;
import org.onthaal.aggregation.measure.Suppression;
import org.onthaal.aggregation.measure.Tally;
import org.onthaal.v1.ScoreRow;

/// The rows of one answer, each beside the same group one period earlier.
final class AnswerRows {
  private final List<WindowTally> windows;
  private final boolean isPreviousKnown;
  private final Map<Key, WindowTally> previous = new HashMap<>();
  private final HiddenRows hidden;
  private final boolean isNewsForAll;

  private record Key(int window, Map<Dimension, String> group, Metric metric) {
    static Key of(WindowTally window) {
      return new Key(window.window(), window.group(), window.metric());
    }
  }

  /// @param previous the periods before; absent where they cannot be answered
  AnswerRows(
      List<WindowTally> windows, Optional<List<WindowTally>> previous, Suppression suppression) {
    this.windows = windows;
    List<WindowTally> earlier = previous.orElseGet(List::of);
    isPreviousKnown = previous.isPresent();
    earlier.forEach(row -> this.previous.put(Key.of(row), row));
    hidden = HiddenRows.of(suppression, List.of(windows, earlier));
    // What becomes of one row may hide another, or show it again.
    isNewsForAll =
        suppression.isOn()
            && (windows.stream().anyMatch(WindowTally::changed)
                || earlier.stream().anyMatch(WindowTally::changed));
  }

  /// All rows of an answer; those that are news where it goes on from an earlier one.
  List<ScoreRow> told(ZoneId zone, boolean goesOn) {
    return windows.stream()
        .filter(window -> isNews(window, goesOn))
        .map(window -> row(window, zone))
        .toList();
  }

  /// A row also says what the period before was, and so changes with it.
  private boolean isNews(WindowTally window, boolean goesOn) {
    if (window.tally().n() > 0) {
      return isNewsForAll
          || window.changed()
          || before(window).filter(WindowTally::changed).isPresent();
    }
    // A live answer takes back a row whose last rating was erased; a plain one never has it.
    return window.changed() && goesOn;
  }

  private ScoreRow row(WindowTally window, ZoneId zone) {
    if (hidden.contains(window)) {
      return Protos.suppressed(window, zone);
    }
    Optional<WindowTally> before = before(window);
    boolean isTold = isPreviousKnown && before.filter(hidden::contains).isEmpty();
    return Protos.row(
        window,
        zone,
        isTold
            ? Optional.of(before.map(WindowTally::tally).orElse(Tally.EMPTY))
            : Optional.empty());
  }

  private Optional<WindowTally> before(WindowTally window) {
    return Optional.ofNullable(previous.get(Key.of(window)));
  }
}
