package org.onthaal.aggregation.heartbeat;

/// Why an alert might not reach a receiver now.
///
/// @param detail one sentence with the figures
public record Obstacle(Kind kind, String detail) {
  /// In the order in which they are looked for.
  public enum Kind {
    /// The database, where all of this is kept, does not answer.
    DATABASE_SILENT,
    /// Not every partition of the log has been heard of yet.
    EVALUATION_UNKNOWN,
    /// What should have been judged was not.
    EVALUATION_BEHIND,
    /// The receiver's endpoint answered 410.
    ENDPOINT_DISABLED,
    /// The receiver rests after many failures.
    ENDPOINT_RESTING,
    /// Something has waited for this receiver for too long.
    NEWS_WAITING
  }
}
