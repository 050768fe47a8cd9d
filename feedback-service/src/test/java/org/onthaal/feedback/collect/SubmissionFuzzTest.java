package org.onthaal.feedback.collect;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.onthaal.feedback.survey.ExampleCatalog;
import org.onthaal.feedback.validate.RatingRules;
import org.onthaal.feedback.validate.RatingValidator;
import org.onthaal.feedback.validate.Verdict;
import org.onthaal.v1.FeedbackServiceGrpc;
import org.onthaal.v1.FeedbackServiceGrpc.FeedbackServiceImplBase;
import org.onthaal.v1.SubmitRatingRequest;

/// Any bytes at the gRPC door are a message or none, and any message is a valid rating or a list of
/// what is wrong with it.
class SubmissionFuzzTest {
  private static final Instant NOW = Instant.parse("2026-03-05T12:00:00Z");
  private static final RatingValidator VALIDATOR =
      new RatingValidator(ExampleCatalog.read(), RatingRules.standard());
  private static final MethodDescriptor<?, ?> SUBMIT = submit();

  @FuzzTest
  void bytesAreJudged(byte[] bytes) throws IOException {
    Optional<SubmitRatingRequest> expected = message(bytes);

    assertThat(throughTheDoor(SUBMIT, bytes)).isEqualTo(expected);
    expected.ifPresent(request -> judge(Protos.submission(request.getRating())));
  }

  private static void judge(Submission submission) {
    switch (VALIDATOR.validate(submission.draft(), NOW)) {
      case Verdict.Valid(var rating) -> {
        assertThat(rating.answers()).isNotEmpty();
        assertThat(rating.stamp().ratedAt())
            .isBetween(RatingRules.EARLIEST, NOW.plus(RatingRules.standard().aheadMax()));
        assertThat(rating.comment()).doesNotContain("\0");
      }
      case Verdict.Invalid(var violations) ->
          assertThat(violations)
              .isNotEmpty()
              .noneMatch(v -> v.field().isEmpty() || v.expected().isEmpty());
    }
  }

  private static Optional<SubmitRatingRequest> message(byte[] bytes) {
    try {
      return Optional.of(SubmitRatingRequest.parseFrom(bytes));
    } catch (InvalidProtocolBufferException _) {
      return Optional.empty();
    }
  }

  /// The door's own type is not to be seen from here: what was read is written again.
  private static <Q> Optional<SubmitRatingRequest> throughTheDoor(
      MethodDescriptor<Q, ?> method, byte[] bytes) throws IOException {
    Q incoming = method.parseRequest(new ByteArrayInputStream(bytes));
    try (InputStream written = method.streamRequest(incoming)) {
      return Optional.of(SubmitRatingRequest.parseFrom(written));
    } catch (NoSuchElementException _) {
      return Optional.empty();
    }
  }

  private static MethodDescriptor<?, ?> submit() {
    ServerServiceDefinition strict =
        GrpcStrictMessages.of(
            new FeedbackServiceImplBase() {}.bindService(), _ -> Integer.MAX_VALUE);
    return List.copyOf(strict.getMethods()).stream()
        .map(method -> method.getMethodDescriptor())
        .filter(method ->
            method
                .getFullMethodName()
                .equals(FeedbackServiceGrpc.getSubmitRatingMethod().getFullMethodName()))
        .findFirst()
        .orElseThrow();
  }
}
