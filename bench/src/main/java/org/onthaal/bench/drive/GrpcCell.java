package org.onthaal.bench.drive;

import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntFunction;
import org.onthaal.v1.FeedbackServiceGrpc;
import org.onthaal.v1.FeedbackServiceGrpc.FeedbackServiceFutureStub;
import org.onthaal.v1.SubmitRatingRequest;
import org.onthaal.v1.SubmitRatingsRequest;
import org.onthaal.v1.SubmitRatingsResponse;
import org.onthaal.v1.SubmitResult;

/// Ratings through a gRPC door, one by one or in batches.
public final class GrpcCell implements Cell {
  /// Connections of a client with few calls in flight; with more there are as many as keep each at
  /// 64 calls, below what the door allows on one.
  private static final int CHANNELS_MIN = 8;

  private static final int CALLS_PER_CHANNEL = 64;
  private static final Duration CALL_MAX = Duration.ofSeconds(30);

  private final String name;
  private final Target target;
  private final Clocks clocks;
  private final List<ManagedChannel> channels = new ArrayList<>();
  private final AtomicInteger turn = new AtomicInteger();
  private final Traffic traffic;
  private final ClosedLoop loop;

  /// Shape of the traffic of a cell.
  ///
  /// @param callers calls in flight
  public record Load(int callers, int ratingsPerCall) {}

  /// @param port of the door
  /// @param target where that door stores
  public GrpcCell(String name, Load load, Traffic traffic, int port, Target target, Clocks clocks) {
    this.name = name;
    this.target = target;
    this.clocks = clocks;
    this.traffic = traffic;
    int wanted = Math.max(CHANNELS_MIN, load.callers() / CALLS_PER_CHANNEL);
    for (int i = 0; i < Math.min(wanted, load.callers()); i++) {
      channels.add(
          NettyChannelBuilder.forAddress("127.0.0.1", port)
              .usePlaintext()
              .directExecutor()
              .build());
    }
    loop =
        new ClosedLoop(
            load.callers(),
            load.ratingsPerCall(),
            load.ratingsPerCall() == 1
                ? this::submitOne
                : answered -> submitBatch(load.ratingsPerCall(), answered));
  }

  /// One rating per call, for whoever drives the calls otherwise.
  public ClosedLoop.Call one() {
    return this::submitOne;
  }

  private void submitOne(ClosedLoop.Answered answered) {
    var request = SubmitRatingRequest.newBuilder().setRating(traffic.next()).build();
    whenDone(stub().submitRating(request), 1, response -> 1, answered);
  }

  private void submitBatch(int size, ClosedLoop.Answered answered) {
    var request = SubmitRatingsRequest.newBuilder();
    for (int i = 0; i < size; i++) {
      request.addRatings(traffic.next());
    }
    whenDone(stub().submitRatings(request.build()), size, GrpcCell::receipts, answered);
  }

  private static int receipts(SubmitRatingsResponse response) {
    return (int) response.getResultsList().stream().filter(SubmitResult::hasReceipt).count();
  }

  private <T> void whenDone(
      ListenableFuture<T> call, int sent, ToIntFunction<T> receipts, ClosedLoop.Answered answered) {
    Futures.addCallback(
        call,
        new FutureCallback<T>() {
          @Override
          public void onSuccess(T response) {
            int stored = receipts.applyAsInt(response);
            target.acknowledged(stored);
            target.unanswered(sent - stored);
            answered.answered(stored == sent);
          }

          @Override
          public void onFailure(Throwable cause) {
            target.unanswered(sent);
            answered.answered(false);
          }
        },
        MoreExecutors.directExecutor());
  }

  private FeedbackServiceFutureStub stub() {
    ManagedChannel channel = channels.get(Math.floorMod(turn.getAndIncrement(), channels.size()));
    return FeedbackServiceGrpc.newFutureStub(channel)
        .withDeadlineAfter(CALL_MAX.toSeconds(), TimeUnit.SECONDS);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Measurement measure(Duration duration) {
    return clocks.measure(loop, duration);
  }

  @Override
  public void close() {
    channels.forEach(ManagedChannel::shutdownNow);
  }
}
