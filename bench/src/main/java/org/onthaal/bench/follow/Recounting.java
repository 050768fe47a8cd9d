package org.onthaal.bench.follow;

import com.google.protobuf.Timestamp;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import org.onthaal.v1.RatingLogServiceGrpc;
import org.onthaal.v1.RecountCell;
import org.onthaal.v1.RecountRequest;
import org.onthaal.v1.RecountResponse;

/// Asks feedback-service to count everything anew.
final class Recounting {
  /// As long as minutes are kept: what a verification asks for.
  private static final Duration MINUTES = Duration.ofDays(3);

  private Recounting() {}

  /// Ratings counted per second, all minutes included.
  ///
  /// @throws IllegalStateException when not all of them were counted
  static double perSecond(Backlog backlog) {
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", backlog.feedback().ports().grpc())
            .usePlaintext()
            .build();
    try {
      long start = System.nanoTime();
      Iterator<RecountResponse> answer =
          RatingLogServiceGrpc.newBlockingStub(channel)
              .recount(
                  RecountRequest.newBuilder()
                      .setMinutesFrom(
                          Timestamp.newBuilder()
                              .setSeconds(Instant.now().minus(MINUTES).getEpochSecond() / 60 * 60))
                      .build());
      long counted = 0;
      while (answer.hasNext()) {
        counted +=
            answer.next().getCells().getCellsList().stream()
                .filter(RecountCell::hasDay)
                .flatMap(cell -> cell.getCountsList().stream())
                .mapToLong(Long::longValue)
                .sum();
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      if (counted != backlog.ratings()) {
        throw new IllegalStateException(
            backlog.name() + ": recounted " + counted + " of " + backlog.ratings());
      }
      return counted / seconds;
    } finally {
      channel.shutdownNow();
    }
  }
}
