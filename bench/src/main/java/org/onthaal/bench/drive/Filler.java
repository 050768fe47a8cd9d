package org.onthaal.bench.drive;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.onthaal.v1.FeedbackServiceGrpc;
import org.onthaal.v1.SubmitRatingsRequest;
import org.onthaal.v1.SubmitResult;

/// Stores many ratings through the batch door, so that a measurement meets a full table.
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
  public void fill(long ratings) {
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    var stub = FeedbackServiceGrpc.newBlockingStub(channel);
    Semaphore free = new Semaphore(IN_FLIGHT);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (long sent = 0; sent < ratings; sent += BATCH) {
        int size = (int) Math.min(BATCH, ratings - sent);
        free.acquireUninterruptibly();
        threads.execute(() -> {
          try {
            submit(stub, size);
          } finally {
            free.release();
          }
        });
      }
    } finally {
      channel.shutdownNow();
    }
  }

  private void submit(FeedbackServiceGrpc.FeedbackServiceBlockingStub stub, int size) {
    SubmitRatingsRequest.Builder request = SubmitRatingsRequest.newBuilder();
    for (int i = 0; i < size; i++) {
      request.addRatings(traffic.next());
    }
    var response = stub.submitRatings(request.build());
    if (!response.getResultsList().stream().allMatch(SubmitResult::hasReceipt)) {
      throw new IllegalStateException("not every rating was stored: " + response.getResults(0));
    }
  }
}
