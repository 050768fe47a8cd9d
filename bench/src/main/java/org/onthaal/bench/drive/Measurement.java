package org.onthaal.bench.drive;

/// What was seen of one cell in one round.
///
/// @param perSecond ratings acknowledged per second
/// @param p50Millis median time of a call, from its start to its acknowledgement
/// @param p99Millis 99th percentile of the same
/// @param errors calls that failed
/// @param cost what a rating cost
public record Measurement(
    double perSecond, double p50Millis, double p99Millis, long errors, Cost cost) {
  /// What one rating cost.
  ///
  /// @param databaseMicros CPU of all PostgreSQL processes
  /// @param serverMicros CPU of the server processes; 0 where the client talks to the database
  ///   itself
  /// @param clientMicros CPU of this process
  /// @param walBytes write-ahead log of the database
  public record Cost(
      double databaseMicros, double serverMicros, double clientMicros, double walBytes) {
    /// CPU of everything but the client.
    public double serviceMicros() {
      return databaseMicros + serverMicros;
    }
  }
}
