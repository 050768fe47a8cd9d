package org.onthaal.aggregation.tail;

import java.time.Duration;

/// Limits of a reader.
///
/// @param batchesHeldMax log rows that a reader holds before it grants no more credit; bounds
///   memory
/// @param silenceMax time without any message, in which the server says at least once a second that
///   it is idle, before the connection counts as lost; finds half-open connections
/// @param reconnectFirst bound of the first wait after a failure; doubles each time
/// @param reconnectLongest longest bound of a wait
/// @param messageBytesMax largest log row accepted; must be at least what feedback-service stores
public record TailSettings(
    int batchesHeldMax,
    Duration silenceMax,
    Duration reconnectFirst,
    Duration reconnectLongest,
    int messageBytesMax) {
  public TailSettings {
    if (batchesHeldMax < 1) {
      throw new IllegalArgumentException(
          "batches-held-max: " + batchesHeldMax + " (expected: 1 or more)");
    }
    if (messageBytesMax < 1024) {
      throw new IllegalArgumentException(
          "message-bytes-max: " + messageBytesMax + " (expected: 1024 or more)");
    }
    if (reconnectFirst.toMillis() < 1 || reconnectLongest.compareTo(reconnectFirst) < 0) {
      throw new IllegalArgumentException(
          "reconnect: "
              + reconnectFirst
              + " to "
              + reconnectLongest
              + " (expected: 1 ms or more, in order)");
    }
    if (silenceMax.toMillis() < 2000) {
      throw new IllegalArgumentException("silence-max: " + silenceMax + " (expected: 2 s or more)");
    }
  }
}
