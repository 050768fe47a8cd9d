package org.onthaal.aggregation.rule;

import java.util.List;
import java.util.Map;
import org.onthaal.aggregation.measure.Dimension;

/// What every rule says: its name, whom it is about and how it is held.
///
/// @param name unique in its file
/// @param by what tells streams apart, in the order of the file
/// @param where only these ratings
public record Watch(
    String name, Severity severity, List<Dimension> by, Selection where, Hold hold) {
  public Watch {
    by = List.copyOf(by);
  }

  /// The same with the administration among what tells streams apart: a live stream lies inside one
  /// administration, because only one administration's answers arrive in one order.
  public List<Dimension> liveBy() {
    if (by.contains(Dimension.ADMINISTRATION)) {
      return by;
    }
    return java.util.stream.Stream.concat(
            java.util.stream.Stream.of(Dimension.ADMINISTRATION), by.stream())
        .toList();
  }

  /// Which ratings a rule is about: per dimension the values or patterns of which one must match.
  ///
  /// In a pattern `*` stands for any characters, also none. A dimension without patterns is not
  /// restricted.
  public record Selection(Map<Dimension, List<String>> patterns) {
    public static final Selection ALL = new Selection(Map.of());

    public Selection {
      patterns = Map.copyOf(patterns);
    }

    /// Whether the value of one dimension is among those asked for.
    public boolean accepts(Dimension dimension, String value) {
      List<String> wanted = patterns.getOrDefault(dimension, List.of());
      return wanted.isEmpty()
          || wanted.stream().anyMatch(pattern -> Wildcard.matches(pattern, value));
    }

    /// Whether nothing of a stream is against it; of a dimension that the stream does not tell
    /// apart nobody can say.
    public boolean accepts(Stream stream) {
      return stream.values().entrySet().stream()
          .allMatch(value -> accepts(value.getKey(), value.getValue()));
    }

    /// Values without `*`, which a store can look up; empty when any pattern has one.
    public List<String> exact(Dimension dimension) {
      List<String> wanted = patterns.getOrDefault(dimension, List.of());
      return wanted.stream().anyMatch(Wildcard::isPattern) ? List.of() : wanted;
    }

    /// Whether values of this dimension must be seen to decide.
    public boolean needsMatching(Dimension dimension) {
      return patterns.getOrDefault(dimension, List.of()).stream().anyMatch(Wildcard::isPattern);
    }
  }
}
