package org.onthaal.aggregation.notify;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.onthaal.aggregation.alert.Alert;
import org.onthaal.aggregation.rule.Watch.Selection;
import org.onthaal.aggregation.rule.Wildcard;

/// Which alerts go to one receiver.
///
/// @param where over the stream; a dimension that the stream does not tell apart matches only `*`
/// @param rules names or patterns; empty means all
/// @param severities in lower case; empty means all
/// @param groupWait the first notification waits this long
/// @param grouping how alerts are told together and when; each by itself and at once when empty
/// @param deadLetterTo who hears that the receiver cannot be told; the meta receiver when empty
public record Route(
    String receiver,
    Selection where,
    List<String> rules,
    List<String> severities,
    Duration groupWait,
    Optional<GroupPolicy> grouping,
    Optional<String> deadLetterTo) {
  public Route {
    rules = List.copyOf(rules);
    severities = List.copyOf(severities);
  }

  public boolean matches(Alert.Subject subject) {
    return matchesStream(subject)
        && (rules.isEmpty()
            || rules.stream().anyMatch(rule -> Wildcard.matches(rule, subject.rule())))
        && (severities.isEmpty()
            || severities.contains(subject.severity().name().toLowerCase(Locale.ROOT)));
  }

  private boolean matchesStream(Alert.Subject subject) {
    return where.patterns().keySet().stream()
        .allMatch(
            dimension -> where.accepts(dimension, subject.stream().value(dimension).orElse("")));
  }
}
