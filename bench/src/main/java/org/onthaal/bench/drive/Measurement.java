package org.onthaal.bench.drive;

/// What was seen of one cell in one round.
///
/// @param perSecond ratings acknowledged per second
/// @param p50Millis median time of a call, from its start to its acknowledgement
/// @param p99Millis 99th percentile of the same
/// @param errors calls that failed
/// @param databaseMicros CPU of all PostgreSQL processes per rating
/// @param serverMicros CPU of the server process per rating; 0 where the client talks to the
///   database itself
/// @param clientMicros CPU of this process per rating
public record Measurement(
    double perSecond,
    double p50Millis,
    double p99Millis,
    long errors,
    double databaseMicros,
    double serverMicros,
    double clientMicros) {
  /// CPU per rating of everything but the client.
  public double serviceMicros() {
    return databaseMicros + serverMicros;
  }
}
