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
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.onthaal.bench.rig.ServerProcess;
import org.onthaal.v1.FeedbackServiceGrpc;
import org.onthaal.v1.FeedbackServiceGrpc.FeedbackServiceFutureStub;
import org.onthaal.v1.SubmitRatingRequest;
import org.onthaal.v1.SubmitRatingsRequest;
import org.onthaal.v1.SubmitRatingsResponse;
import org.onthaal.v1.SubmitResult;

/// Ratings through a gRPC door, one by one or in batches.
public final class GrpcCell implements Cell {
  private static final int CHANNELS = 8;
  private static final Duration CALL_MAX = Duration.ofSeconds(30);

  private final String name;
  private final LongSupplier stored;
  private final Clocks clocks;
  private final ServerProcess server;
  private final List<ManagedChannel> channels = new ArrayList<>();
  private final AtomicInteger turn = new AtomicInteger();
  private final AtomicLong acknowledged = new AtomicLong();
  private final Traffic traffic;
  private final ClosedLoop loop;

  /// @param load how many calls are in flight, and how many ratings each carries
  public GrpcCell(
      String name,
      Load load,
      Traffic traffic,
      ServerProcess server,
      Clocks clocks,
      LongSupplier stored) {
    this.name = name;
    this.stored = stored;
    this.clocks = clocks;
    this.server = server;
    this.traffic = traffic;
    for (int i = 0; i < CHANNELS; i++) {
      channels.add(
          NettyChannelBuilder.forAddress("127.0.0.1", server.port())
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

  /// Shape of the traffic of a cell.
  public record Load(int callers, int ratingsPerCall) {}

  private void submitOne(ClosedLoop.Answered answered) {
    var request = SubmitRatingRequest.newBuilder().setRating(traffic.next()).build();
    whenDone(stub().submitRating(request), response -> 1, answered);
  }

  private void submitBatch(int size, ClosedLoop.Answered answered) {
    var request = SubmitRatingsRequest.newBuilder();
    for (int i = 0; i < size; i++) {
      request.addRatings(traffic.next());
    }
    whenDone(stub().submitRatings(request.build()), GrpcCell::receipts, answered);
  }

  private static int receipts(SubmitRatingsResponse response) {
    return (int) response.getResultsList().stream().filter(SubmitResult::hasReceipt).count();
  }

  private <T> void whenDone(
      ListenableFuture<T> call,
      java.util.function.ToIntFunction<T> ratings,
      ClosedLoop.Answered answered) {
    Consumer<Boolean> over = answered::answered;
    Futures.addCallback(
        call,
        new FutureCallback<T>() {
          @Override
          public void onSuccess(T response) {
            acknowledged.addAndGet(ratings.applyAsInt(response));
            over.accept(true);
          }

          @Override
          public void onFailure(Throwable cause) {
            over.accept(false);
          }
        },
        MoreExecutors.directExecutor());
  }

  private FeedbackServiceFutureStub stub() {
    ManagedChannel channel = channels.get(Math.floorMod(turn.getAndIncrement(), CHANNELS));
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
  public long acknowledged() {
    return acknowledged.get();
  }

  @Override
  public long stored() {
    return stored.getAsLong();
  }

  @Override
  public void close() {
    channels.forEach(ManagedChannel::shutdownNow);
    server.close();
  }
}
