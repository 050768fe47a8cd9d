package org.onthaal.sdk.internal.delivery;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Finds how long to wait in the details of a status: {@code google.rpc.RetryInfo}, read by its
 * field numbers, so that its classes are not needed.
 */
final class RetryDetail {
  private static final int STATUS_DETAILS = 3;
  private static final int ANY_TYPE = 1;
  private static final int ANY_VALUE = 2;
  private static final int RETRY_DELAY = 1;
  private static final int SECONDS = 1;
  private static final int NANOS = 2;

  /** As the contract of RetryInfo has it; a longer one is nonsense. */
  private static final long SECONDS_MAX = Duration.ofDays(1).toSeconds();

  private RetryDetail() {}

  /**
   * The delay in an encoded {@code google.rpc.Status}; empty where there is none that can be read.
   */
  static Optional<Duration> delay(byte[] status) {
    try {
      for (ByteString detail : fields(ByteString.copyFrom(status), STATUS_DETAILS)) {
        if (first(detail, ANY_TYPE).endsWith(ascii("/google.rpc.RetryInfo"))) {
          ByteString delay = first(first(detail, ANY_VALUE), RETRY_DELAY);
          return time(number(delay, SECONDS), number(delay, NANOS));
        }
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

  private static List<ByteString> fields(ByteString message, int number)
      throws InvalidProtocolBufferException {
    return UnknownFieldSet.parseFrom(message).getField(number).getLengthDelimitedList();
  }

  private static ByteString first(ByteString message, int number)
      throws InvalidProtocolBufferException {
    return fields(message, number).stream().findFirst().orElse(ByteString.EMPTY);
  }

  private static long number(ByteString message, int number) throws InvalidProtocolBufferException {
    return UnknownFieldSet.parseFrom(message).getField(number).getVarintList().stream()
        .findFirst()
        .orElse(0L);
  }

  private static ByteString ascii(String text) {
    return ByteString.copyFrom(text, StandardCharsets.US_ASCII);
  }
}
