package org.onthaal.feedback.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.ClientCalls;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.onthaal.feedback.FeedbackServer;
import org.onthaal.feedback.TestFeedback;
import org.onthaal.testkit.TestClock;
import org.onthaal.v1.FeedbackServiceGrpc;
import org.onthaal.v1.Rating;
import org.onthaal.v1.Reason;
import org.onthaal.v1.SubmitRatingRequest;
import org.onthaal.v1.SubmitRatingsRequest;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputGrpcIT {
  private TestFeedback feedback;
  private FeedbackServer server;
  private FeedbackServiceGrpc.FeedbackServiceBlockingStub stub;

  @BeforeAll
  void start(@TempDir Path keys) {
    feedback = new TestFeedback(BadInputGrpcIT.class, keys);
    server = feedback.start(new TestClock(BadInputs.NOW), Map.of());
    stub = feedback.feedback(server);
  }

  @AfterAll
  void stop() {
    feedback.close();
  }

  static Stream<BadInputs.Row> rows() {
    return BadInputs.rows().stream().filter(BadInputs.Row::onGrpc);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void badInputIsNamedByFieldAndReason(BadInputs.Row row) throws Exception {
    StatusRuntimeException refusal = refusal(row.rating());

    boolean unknown = row.reason() == Reason.TOUCHPOINT_UNKNOWN;
    assertThat(refusal.getStatus().getCode())
        .isEqualTo(unknown ? Status.Code.NOT_FOUND : Status.Code.INVALID_ARGUMENT);
    assertThat(reason(refusal))
        .isEqualTo(unknown ? Reason.TOUCHPOINT_UNKNOWN.name() : Reason.VIOLATIONS.name());
    List<BadRequest.FieldViolation> violations =
        detail(refusal, BadRequest.class).getFieldViolationsList();
    assertThat(violations).hasSize(1);
    assertThat(violations.getFirst().getField()).isEqualTo(row.field());
    assertThat(violations.getFirst().getReason()).isEqualTo(row.reason().name());
    assertThat(violations.getFirst().getDescription()).isNotBlank();
  }

  @Test
  void everythingThatIsWrongIsToldAtOnce() throws Exception {
    Rating rating =
        Rating.newBuilder()
            .setId("x")
            .setLanguage("??")
            .setComment("\0")
            .setChannelValue(55)
            .build();

    List<BadRequest.FieldViolation> violations =
        detail(refusal(rating), BadRequest.class).getFieldViolationsList();

    assertThat(violations)
        .extracting(BadRequest.FieldViolation::getField)
        .containsExactlyInAnyOrder("channel", "id", "touchpoint", "language", "answers", "comment");
  }

  @Test
  void goodRatingIsTaken() {
    var request = SubmitRatingRequest.newBuilder().setRating(BadInputs.good()).build();

    assertThat(stub.submitRating(request).getReceipt().getId()).isNotEmpty();
  }

  @Test
  void garbageIsMalformed() throws Exception {
    StatusRuntimeException refusal =
        refusalOfBytes("not protobuf".getBytes(StandardCharsets.UTF_8));

    assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(reason(refusal)).isEqualTo("MALFORMED");
  }

  @Test
  void textThatIsNotUtf8IsMalformed() throws Exception {
    byte[] bytes =
        SubmitRatingRequest.newBuilder()
            .setRating(BadInputs.good().toBuilder().setComment("AAAA"))
            .build()
            .toByteArray();
    String latin =
        new String(bytes, StandardCharsets.ISO_8859_1).replace("AAAA", "\u00ff\u00fe\u00ff\u00fe");

    StatusRuntimeException refusal = refusalOfBytes(latin.getBytes(StandardCharsets.ISO_8859_1));

    assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(reason(refusal)).isEqualTo("MALFORMED");
  }

  @Test
  void oversizedMessageIsResourceExhausted() {
    StatusRuntimeException refusal =
        refusal(BadInputs.good().toBuilder().setComment("x".repeat(2 << 20)).build());

    assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
  }

  @Test
  void emptyAndOversizedBatchesAreRefused() throws Exception {
    SubmitRatingsRequest.Builder large = SubmitRatingsRequest.newBuilder();
    for (int i = 0; i < 1_001; i++) {
      large.addRatings(Rating.getDefaultInstance());
    }

    assertThat(reason(refusalOf(SubmitRatingsRequest.getDefaultInstance())))
        .isEqualTo("VIOLATIONS");
    assertThat(reason(refusalOf(large.build()))).isEqualTo("BATCH_TOO_LARGE");
  }

  private StatusRuntimeException refusalOf(SubmitRatingsRequest request) {
    return catchThrowableOfType(StatusRuntimeException.class, () -> stub.submitRatings(request));
  }

  private StatusRuntimeException refusal(Rating rating) {
    SubmitRatingRequest request = SubmitRatingRequest.newBuilder().setRating(rating).build();
    return catchThrowableOfType(StatusRuntimeException.class, () -> stub.submitRating(request));
  }

  private StatusRuntimeException refusalOfBytes(byte[] bytes) {
    var original = FeedbackServiceGrpc.getSubmitRatingMethod();
    var raw = original.toBuilder(new Bytes(), original.getResponseMarshaller()).build();
    return catchThrowableOfType(
        StatusRuntimeException.class,
        () ->
            ClientCalls.blockingUnaryCall(
                feedback.channel(server), raw, CallOptions.DEFAULT, bytes));
  }

  private static String reason(StatusRuntimeException refusal)
      throws InvalidProtocolBufferException {
    return detail(refusal, ErrorInfo.class).getReason();
  }

  private static <T extends com.google.protobuf.Message> T detail(
      StatusRuntimeException refusal, Class<T> type) throws InvalidProtocolBufferException {
    com.google.rpc.Status status =
        Objects.requireNonNull(StatusProto.fromThrowable(refusal), refusal::toString);
    for (Any any : status.getDetailsList()) {
      if (any.is(type)) {
        return any.unpack(type);
      }
    }
    throw new AssertionError("no " + type.getSimpleName() + " in " + status);
  }

  private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      throw new UnsupportedOperationException("requests are only sent");
    }
  }
}
