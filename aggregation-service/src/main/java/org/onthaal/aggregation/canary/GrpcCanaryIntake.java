package org.onthaal.aggregation.canary;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.onthaal.aggregation.tail.FeedbackDoor;
import org.onthaal.aggregation.tail.GrpcServiceKey;
import org.onthaal.v1.Answer;
import org.onthaal.v1.FeedbackServiceGrpc;
import org.onthaal.v1.Metric;
import org.onthaal.v1.Problem;
import org.onthaal.v1.Rating;
import org.onthaal.v1.SubmitRatingsRequest;
import org.onthaal.v1.SubmitResult;

/// The public gRPC door of feedback-service, as any sender uses it.
final class GrpcCanaryIntake implements CanaryIntake, AutoCloseable {
  /// A door that takes longer has not taken it; the same ids are given again.
  private static final long ANSWER_SECONDS_MAX = 30;

  private final ManagedChannel channel;

  private GrpcCanaryIntake(ManagedChannel channel) {
    this.channel = channel;
  }

  /// A channel to a server; connects when it is first needed.
  static GrpcCanaryIntake connect(FeedbackDoor door) {
    return new GrpcCanaryIntake(
        NettyChannelBuilder.forTarget(door.target())
            .usePlaintext()
            .intercept(new GrpcServiceKey(door.serviceKey()))
            .build());
  }

  @Override
  public Optional<String> give(String touchpoint, List<CanaryScript.Rating> ratings) {
    SubmitRatingsRequest.Builder request = SubmitRatingsRequest.newBuilder();
    ratings.forEach(rating -> request.addRatings(message(touchpoint, rating)));
    try {
      return FeedbackServiceGrpc.newBlockingStub(channel)
          .withDeadlineAfter(ANSWER_SECONDS_MAX, TimeUnit.SECONDS)
          .submitRatings(request.build())
          .getResultsList()
          .stream()
          .filter(SubmitResult::hasProblem)
          .findFirst()
          .map(refused -> sentence(refused.getProblem()));
    } catch (StatusRuntimeException e) {
      // The channel's own backoff must not add to the caller's.
      channel.resetConnectBackoff();
      return Optional.of(sentence(e.getStatus()));
    }
  }

  private static Rating message(String touchpoint, CanaryScript.Rating rating) {
    return Rating.newBuilder()
        .setId(rating.id().toString())
        .setTouchpoint(touchpoint)
        .addAnswers(Answer.newBuilder().setMetric(Metric.CSAT).setScore(rating.score()))
        .build();
  }

  private static String sentence(Problem problem) {
    String fields =
        problem.getViolationsList().stream()
            .findFirst()
            .map(first -> " (%s: %s)".formatted(first.getField(), first.getReason()))
            .orElse("");
    return "the intake refused a rating: "
        + problem.getReason()
        + ": "
        + problem.getDetail()
        + fields;
  }

  private static String sentence(Status status) {
    return "the intake did not take the ratings: "
        + status.getCode()
        + Optional.ofNullable(status.getDescription()).map(text -> ": " + text).orElse("");
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
