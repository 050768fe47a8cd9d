package org.onthaal.aggregation.silence;

import java.util.List;
import org.onthaal.aggregation.alert.Alert;
import org.onthaal.aggregation.rule.Severity;
import org.onthaal.aggregation.rule.Watch.Selection;
import org.onthaal.aggregation.rule.Wildcard;

/// Which alerts a silence is about: everything that is given must match.
///
/// @param rules names or patterns; empty means all
/// @param severities empty means all
/// @param where over the stream; a dimension that the stream does not tell apart matches only `*`
public record Matchers(List<String> rules, List<Severity> severities, Selection where) {
  public Matchers {
    rules = List.copyOf(rules);
    severities = List.copyOf(severities);
  }

  public boolean matches(Alert.Subject subject) {
    return matchesStream(subject)
        && (rules.isEmpty()
            || rules.stream().anyMatch(rule -> Wildcard.matches(rule, subject.rule())))
        && (severities.isEmpty() || severities.contains(subject.severity()));
  }

  private boolean matchesStream(Alert.Subject subject) {
    return where.patterns().keySet().stream()
        .allMatch(
            dimension -> where.accepts(dimension, subject.stream().value(dimension).orElse("")));
  }
}
