package org.onthaal.aggregation.alert;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Which alerts to list, newest first.
///
/// @param states empty means those that are not over
/// @param administrations empty means all
/// @param rules empty means all
/// @param after where the page before ended
/// @param limit 1 to {@value #LIMIT_MAX}
public record AlertQuery(
    Set<AlertState.Name> states,
    List<String> administrations,
    List<String> rules,
    Optional<Cursor> after,
    int limit) {
  public static final int LIMIT_MAX = 1_000;
  public static final int LIMIT_DEFAULT = 100;

  /// The last alert of a page.
  public record Cursor(Instant pendingAt, UUID id) {}

  public AlertQuery {
    states =
        states.isEmpty()
            ? Set.of(AlertState.Name.PENDING, AlertState.Name.FIRING, AlertState.Name.RECOVERING)
            : Set.copyOf(states);
    administrations = List.copyOf(administrations);
    rules = List.copyOf(rules);
    if (limit < 1 || limit > LIMIT_MAX) {
      throw new IllegalArgumentException("limit: " + limit + " (expected: 1.." + LIMIT_MAX + ")");
    }
  }
}
