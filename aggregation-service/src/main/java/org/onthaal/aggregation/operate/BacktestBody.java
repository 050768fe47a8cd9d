package org.onthaal.aggregation.operate;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.onthaal.v1.BacktestRequest;
import org.onthaal.v1.Problem;
import org.onthaal.v1.Reason;

/// The JSON body of a back-test, or what is wrong with it.
final class BacktestBody {
  private BacktestBody() {}

  /// Reads it whole.
  ///
  /// @param mediaType as the caller named it; absent counts as JSON
  static Answer<BacktestRequest> read(Optional<String> mediaType, byte[] body) {
    if (mediaType.isPresent() && !mediaType.get().equals("application/json")) {
      return refused(Reason.MEDIA_TYPE_UNSUPPORTED, "the body must be application/json");
    }
    BacktestRequest.Builder message = BacktestRequest.newBuilder();
    try {
      String json = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
      JsonFormat.parser().merge(json, message);
      return new Answer.Given<>(message.build());
    } catch (CharacterCodingException e) {
      return refused(Reason.MALFORMED, "the body is not UTF-8");
    } catch (InvalidProtocolBufferException e) {
      String detail = String.valueOf(e.getMessage());
      boolean isUnknown = detail.startsWith("Cannot find field");
      return refused(isUnknown ? Reason.UNKNOWN_FIELD : Reason.MALFORMED, detail);
    }
  }

  private static Answer<BacktestRequest> refused(Reason reason, String detail) {
    return new Answer.Refused<>(Problem.newBuilder().setReason(reason).setDetail(detail).build());
  }
}
