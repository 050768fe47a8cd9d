package org.onthaal.aggregation.heartbeat;

import java.time.Duration;

/// Beyond which no heartbeat is sent.
///
/// @param evaluationBehindMax `heartbeat.evaluation-behind-max`: what should have been judged so
///   long ago and was not
/// @param outboxWaitingMax `heartbeat.outbox-waiting-max`: a notification of the receiver that was
///   due so long ago
public record HeartbeatLimits(Duration evaluationBehindMax, Duration outboxWaitingMax) {
  public static final HeartbeatLimits DEFAULT =
      new HeartbeatLimits(Duration.ofMinutes(2), Duration.ofMinutes(5));
}
