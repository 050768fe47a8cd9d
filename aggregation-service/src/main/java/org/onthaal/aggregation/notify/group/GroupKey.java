package org.onthaal.aggregation.notify.group;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.onthaal.aggregation.alert.Alert;
import org.onthaal.aggregation.measure.Dimension;
import org.onthaal.aggregation.notify.Json;
import org.onthaal.aggregation.rule.Stream;

/// What alerts of one group have in common.
///
/// The administration is always among it, because only one administration's alerts come in one
/// order.
///
/// @param text unique among the groups of a receiver
/// @param labels the same as a JSON object
record GroupKey(String text, String labels) {
  /// The key of an alert.
  ///
  /// @param by empty for a group of its own
  static GroupKey of(Alert alert, List<Dimension> by) {
    Stream stream = alert.subject().stream();
    Set<Dimension> dimensions = by.isEmpty() ? EnumSet.noneOf(Dimension.class) : EnumSet.copyOf(by);
    dimensions.add(Dimension.ADMINISTRATION);
    Map<String, String> labels = new LinkedHashMap<>();
    List<Dimension> known = new ArrayList<>();
    for (Dimension dimension : dimensions) {
      stream
          .value(dimension)
          .ifPresent(value -> {
            labels.put(dimension.word(), value);
            known.add(dimension);
          });
    }
    String common = stream.narrowedTo(known).key();
    return by.isEmpty()
        ? new GroupKey("alert=" + alert.id(), Json.object(labels))
        : new GroupKey("group:" + common, Json.object(labels));
  }
}
