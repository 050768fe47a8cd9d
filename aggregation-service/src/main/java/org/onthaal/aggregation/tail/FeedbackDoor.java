package org.onthaal.aggregation.tail;

/// The gRPC door of feedback-service.
///
/// @param target `host:port`
/// @param serviceKey a secret by which that service knows this one on another machine; empty: none
public record FeedbackDoor(String target, String serviceKey) {
  /// Keeps the secret out of logs.
  @Override
  public String toString() {
    return "FeedbackDoor[" + target + (serviceKey.isEmpty() ? "]" : ", SECRET]");
  }
}
