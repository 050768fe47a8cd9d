package org.onthaal.aggregation.notify;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.onthaal.aggregation.alert.Alert;
import org.onthaal.aggregation.alert.AlertTransaction;

/// Where alerts of routes that group wait to be told together. What joins commits with its
/// transition.
public interface Grouping {
  /// An alert began to fire.
  ///
  /// @param policy of the route
  void began(AlertTransaction transaction, Route route, GroupPolicy policy, Happening happening);

  /// An alert is over; returns the receivers whose groups it is in.
  Set<String> ended(AlertTransaction transaction, Happening happening);

  /// Groups in which receivers were told that this alert fires: their keys by receiver.
  Map<String, String> toldOf(AlertTransaction transaction, UUID alert);

  /// A transition and how it is told alone.
  ///
  /// @param body the message; receiver and group are put in when the group is told
  /// @param at now
  record Happening(Alert alert, UUID transition, String body, Instant at) {}
}
