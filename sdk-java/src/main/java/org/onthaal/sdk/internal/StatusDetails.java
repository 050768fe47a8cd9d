package org.onthaal.sdk.internal;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The messages that come with a failed call: {@code google.rpc.Status}, read by its field numbers,
 * so that its classes are not needed.
 */
public final class StatusDetails {
  private static final Metadata.Key<byte[]> TRAILER =
      Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

  private static final int STATUS_DETAILS = 3;
  private static final int ANY_TYPE = 1;
  private static final int ANY_VALUE = 2;

  private StatusDetails() {}

  /**
   * The encoded message of a type, {@code google.rpc.RetryInfo} for example; empty where there is
   * none that can be read.
   */
  public static Optional<ByteString> find(StatusRuntimeException failure, String type) {
    Metadata trailers = failure.getTrailers();
    byte[] status = trailers == null ? null : trailers.get(TRAILER);
    return status == null ? Optional.empty() : find(status, type);
  }

  /** The encoded message of a type in an encoded status. */
  public static Optional<ByteString> find(byte[] status, String type) {
    ByteString suffix = ByteString.copyFrom("/" + type, StandardCharsets.US_ASCII);
    try {
      for (ByteString detail : fields(ByteString.copyFrom(status), STATUS_DETAILS)) {
        if (first(detail, ANY_TYPE).endsWith(suffix)) {
          return Optional.of(first(detail, ANY_VALUE));
        }
      }
      return Optional.empty();
    } catch (InvalidProtocolBufferException e) {
      return Optional.empty(); // the status itself says enough
    }
  }

  private static List<ByteString> fields(ByteString message, int number)
      throws InvalidProtocolBufferException {
    return UnknownFieldSet.parseFrom(message).getField(number).getLengthDelimitedList();
  }

  private static ByteString first(ByteString message, int number)
      throws InvalidProtocolBufferException {
    return fields(message, number).stream().findFirst().orElse(ByteString.EMPTY);
  }
}
