package org.onthaal.aggregation.alert;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.onthaal.aggregation.rule.Severity;

/// Which alerts to list, newest first.
///
/// @param states empty means those that are not over
/// @param after where the page before ended
/// @param limit 1 to {@value #LIMIT_MAX}
public record AlertQuery(
    Set<AlertState.Name> states, Where where, Optional<Cursor> after, int limit) {
  public static final int LIMIT_MAX = 1_000;
  public static final int LIMIT_DEFAULT = 100;

  /// What they are about; an empty list means all.
  ///
  /// @param services of rules that tell them apart, as `channels`
  public record Where(
      List<String> administrations,
      List<String> rules,
      List<Severity> severities,
      List<String> services,
      List<String> channels) {
    public static final Where ALL =
        new Where(List.of(), List.of(), List.of(), List.of(), List.of());

    public Where {
      administrations = List.copyOf(administrations);
      rules = List.copyOf(rules);
      severities = List.copyOf(severities);
      services = List.copyOf(services);
      channels = List.copyOf(channels);
    }

    /// All of some administrations.
    public static Where in(List<String> administrations) {
      return new Where(administrations, List.of(), List.of(), List.of(), List.of());
    }
  }

  /// The last alert of a page.
  public record Cursor(Instant pendingAt, UUID id) {}

  public AlertQuery {
    states =
        states.isEmpty()
            ? Set.of(AlertState.Name.PENDING, AlertState.Name.FIRING, AlertState.Name.RECOVERING)
            : Set.copyOf(states);
    if (limit < 1 || limit > LIMIT_MAX) {
      throw new IllegalArgumentException("limit: " + limit + " (expected: 1.." + LIMIT_MAX + ")");
    }
  }
}
