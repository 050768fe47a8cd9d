package org.onthaal.aggregation.alert;

import java.time.Instant;
import java.util.UUID;
import org.onthaal.aggregation.rule.Stream;

/// Something that happened to an alert.
///
/// The id is a function of rule, stream and sequence: whoever computes the same step again computes
/// the same id and meets the unique key.
///
/// @param sequence counts the transitions of one rule and stream from 1
public record Transition(
    UUID alert, String rule, Stream stream, long sequence, Kind kind, Instant at) {
  /// What happened.
  public enum Kind {
    /// The condition began to hold.
    PENDING,
    /// It was over before it had held for long enough; nobody was told.
    DROPPED,
    /// It has held for long enough.
    FIRED,
    /// The condition no longer holds, but the alert keeps firing for a while.
    RECOVERING,
    /// The condition holds again while the alert was kept firing.
    RELAPSED,
    /// A raised `for` made a firing alert pending.
    DEMOTED,
    /// The alert is over.
    RESOLVED,
    /// A person ended the alert.
    CLOSED
  }

  public UUID id() {
    return StableId.of("transition", rule, stream.key(), Long.toString(sequence));
  }
}
