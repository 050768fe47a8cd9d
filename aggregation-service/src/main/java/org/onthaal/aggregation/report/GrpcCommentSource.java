package org.onthaal.aggregation.report;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.onthaal.aggregation.door.GrpcProblems;
import org.onthaal.aggregation.door.Problems;
import org.onthaal.aggregation.tail.FeedbackDoor;
import org.onthaal.aggregation.tail.GrpcServiceKey;
import org.onthaal.v1.CommentServiceGrpc;
import org.onthaal.v1.ListCommentsRequest;
import org.onthaal.v1.ListCommentsResponse;
import org.onthaal.v1.Problem;
import org.onthaal.v1.Reason;

/// Comments of feedback-service over gRPC. Safe for any thread; blocks.
public final class GrpcCommentSource implements CommentSource {
  private static final System.Logger LOG =
      System.getLogger(GrpcCommentSource.class.getPackageName());

  /// Somebody waits before a page; a look at comments is bounded to far less.
  private static final long ANSWER_SECONDS_MAX = 5;

  private final ManagedChannel channel;

  private GrpcCommentSource(ManagedChannel channel) {
    this.channel = channel;
  }

  /// A channel to a server; connects when it is first needed.
  public static GrpcCommentSource connect(FeedbackDoor door) {
    return new GrpcCommentSource(
        NettyChannelBuilder.forTarget(door.target())
            .usePlaintext()
            .intercept(new GrpcServiceKey(door.serviceKey()))
            .build());
  }

  @Override
  public ListCommentsResponse list(ListCommentsRequest request) throws RefusedException {
    try {
      return CommentServiceGrpc.newBlockingStub(channel)
          .withDeadlineAfter(ANSWER_SECONDS_MAX, TimeUnit.SECONDS)
          .listComments(request);
    } catch (StatusRuntimeException e) {
      // The channel's own backoff must not add to the caller's.
      channel.resetConnectBackoff();
      throw new RefusedException(problem(e));
    }
  }

  /// What it says is wrong with the request; anything else is no fault of who asks.
  private static Problem problem(StatusRuntimeException e) {
    if (e.getStatus().getCode() == Status.Code.INVALID_ARGUMENT) {
      Optional<Problem> told = GrpcProblems.told(e);
      if (told.isPresent()) {
        return told.get();
      }
    }
    LOG.log(System.Logger.Level.WARNING, "comments are not told: {0}", e.getStatus());
    return e.getStatus().getCode() == Status.Code.RESOURCE_EXHAUSTED
        ? Problems.overloaded()
        : Problems.of(
            Reason.UNAVAILABLE, "feedback-service, which keeps the comments, does not answer");
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
