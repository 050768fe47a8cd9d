package org.onthaal.bench.drive;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.onthaal.v1.FeedbackServiceGrpc;
import org.onthaal.v1.FeedbackServiceGrpc.FeedbackServiceBlockingStub;
import org.onthaal.v1.SubmitRatingsRequest;
import org.onthaal.v1.SubmitResult;

/// Stores many ratings through the batch door.
public final class Filler {
  private static final int BATCH = 200;
  private static final int IN_FLIGHT = 32;

  private final int port;
  private final Traffic traffic;

  public Filler(int port, Traffic traffic) {
    this.port = port;
    this.traffic = traffic;
  }

  /// Returns once so many more ratings are stored.
  ///
  /// @throws IllegalStateException when not all of them were
  public void fill(long ratings) {
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    var stub = FeedbackServiceGrpc.newBlockingStub(channel);
    Semaphore free = new Semaphore(IN_FLIGHT);
    AtomicLong stored = new AtomicLong();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (long sent = 0; sent < ratings; sent += BATCH) {
        int size = (int) Math.min(BATCH, ratings - sent);
        free.acquireUninterruptibly();
        threads.execute(() -> {
          try {
            stored.addAndGet(submit(stub, size));
          } finally {
            free.release();
          }
        });
      }
    } finally {
      channel.shutdownNow();
    }
    if (stored.get() != ratings) {
      throw new IllegalStateException("stored " + stored + " of " + ratings + " ratings");
    }
  }

  private long submit(FeedbackServiceBlockingStub stub, int size) {
    SubmitRatingsRequest.Builder request = SubmitRatingsRequest.newBuilder();
    for (int i = 0; i < size; i++) {
      request.addRatings(traffic.next());
    }
    return stub.submitRatings(request.build()).getResultsList().stream()
        .filter(SubmitResult::hasReceipt)
        .count();
  }
}
