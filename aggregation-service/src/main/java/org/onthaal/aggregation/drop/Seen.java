package org.onthaal.aggregation.drop;

/// What is seen of a stream after a slot.
public sealed interface Seen {
  /// Nothing to speak of.
  record Inactive(double evidenceDays) implements Seen {}

  /// Worth a look, not worth an alarm.
  record Unusual(Drop drop) implements Seen {}

  /// With this slot the evidence reached the threshold.
  record Fired(Drop drop) implements Seen {}

  /// The drop lasts.
  record Firing(Drop drop, double recoveryDays) implements Seen {}

  /// It looks as if the drop were over, not yet surely enough.
  record Recovering(Drop drop, double recoveryDays) implements Seen {}

  /// With this slot it is sure enough that the drop is over.
  record Resolved(Drop drop, double recoveryDays) implements Seen {}
}
