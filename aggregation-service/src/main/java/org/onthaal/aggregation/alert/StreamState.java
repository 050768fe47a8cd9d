package org.onthaal.aggregation.alert;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.onthaal.aggregation.rule.Stream;

/// What is remembered of one rule and stream between evaluations.
///
/// @param partition of the log in which the stream's ratings arrive; below 0 what no log tells of
/// @param alert the alert that is not over
/// @param sequence transitions so far
/// @param lastRatedAt newest time of a rating that a live absence rule saw
public record StreamState(
    Key key,
    int partition,
    AlertState state,
    Optional<UUID> alert,
    long sequence,
    Optional<Instant> lastRatedAt) {
  /// One rule for one stream.
  public record Key(String rule, Stream stream) {}

  public static StreamState unknown(Key key, int partition) {
    return new StreamState(
        key, partition, AlertState.inactive(), Optional.empty(), 0, Optional.empty());
  }

  /// The same in another partition: a rule of the same name was judged elsewhere before.
  public StreamState in(int other) {
    return new StreamState(key, other, state, alert, sequence, lastRatedAt);
  }

  /// The same after a rating; times never go back.
  public StreamState ratedAt(Instant at) {
    Instant newest = lastRatedAt.filter(known -> known.isAfter(at)).orElse(at);
    return new StreamState(key, partition, state, alert, sequence, Optional.of(newest));
  }
}
