package org.onthaal.sdk.internal.delivery;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import java.time.Duration;
import java.util.Optional;

/** How long to wait, as {@code google.rpc.RetryInfo} says; read by its field numbers. */
final class RetryDetail {
  static final String TYPE = "google.rpc.RetryInfo";

  private static final int RETRY_DELAY = 1;
  private static final int SECONDS = 1;
  private static final int NANOS = 2;

  /** As the contract of RetryInfo has it; a longer one is nonsense. */
  private static final long SECONDS_MAX = Duration.ofDays(1).toSeconds();

  private RetryDetail() {}

  /** The delay in an encoded message; empty where there is none that can be read. */
  static Optional<Duration> delay(ByteString retryInfo) {
    try {
      for (ByteString delay :
          UnknownFieldSet.parseFrom(retryInfo).getField(RETRY_DELAY).getLengthDelimitedList()) {
        return time(number(delay, SECONDS), number(delay, NANOS));
      }
      return Optional.empty();
    } catch (InvalidProtocolBufferException e) {
      return Optional.empty(); // without it the schedule's own time holds
    }
  }

  private static Optional<Duration> time(long seconds, long nanos) {
    boolean sensible =
        seconds >= 0 && seconds <= SECONDS_MAX && nanos >= 0 && nanos < 1_000_000_000;
    return sensible ? Optional.of(Duration.ofSeconds(seconds, nanos)) : Optional.empty();
  }

  private static long number(ByteString message, int number) throws InvalidProtocolBufferException {
    return UnknownFieldSet.parseFrom(message).getField(number).getVarintList().stream()
        .findFirst()
        .orElse(0L);
  }
}
