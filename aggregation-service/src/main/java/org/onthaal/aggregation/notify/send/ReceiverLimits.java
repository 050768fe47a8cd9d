package org.onthaal.aggregation.notify.send;

import java.time.Duration;

/// Bounds of a try and of a receiver's rest.
///
/// @param timeout of one try from name lookup to answer
/// @param breakerTries failures in a row after which the receiver rests
/// @param breakerRest how long it rests before one try
public record ReceiverLimits(Duration timeout, int breakerTries, Duration breakerRest) {
  public static final ReceiverLimits DEFAULT =
      new ReceiverLimits(Duration.ofSeconds(15), 10, Duration.ofSeconds(10));
}
