package org.onthaal.bench.follow;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.onthaal.bench.drive.Target;
import org.onthaal.bench.drive.Traffic;
import org.onthaal.bench.rig.ServerProcess;
import org.onthaal.v1.FeedbackServiceGrpc;
import org.onthaal.v1.GetScoresRequest;
import org.onthaal.v1.GetScoresResponse;
import org.onthaal.v1.ScoreQuery;
import org.onthaal.v1.ScoreServiceGrpc;
import org.onthaal.v1.SubmitRatingRequest;

/// Sends a rating, and looks for it: how long after its acknowledgement it is counted. One thread
/// at a time.
final class Probe implements AutoCloseable {
  private static final ZoneId ZONE = ZoneId.of("Europe/Brussels");
  private static final long CALL_SECONDS_MAX = 10;
  private static final long LOOK_EVERY_NANOS = 500_000;

  private final Traffic traffic;
  private final Target target;
  private final ManagedChannel feedback;
  private final ManagedChannel aggregation;
  private final Connection connection;
  private final PreparedStatement checkpoint;

  /// Milliseconds from the acknowledgement of each rating.
  ///
  /// @param scores until the answer of GetScores that names the rating's position
  /// @param fold until the counts are committed, as seen in the database
  record Times(List<Double> scores, List<Double> fold) {}

  /// @param tallies URL of aggregation-service's database
  Probe(
      ServerProcess feedback,
      ServerProcess aggregation,
      String tallies,
      Traffic traffic,
      Target target)
      throws SQLException {
    this.traffic = traffic;
    this.target = target;
    this.feedback = channel(feedback);
    this.aggregation = channel(aggregation);
    connection = DriverManager.getConnection(tallies);
    checkpoint =
        connection.prepareStatement("SELECT log_offset FROM checkpoint WHERE log_partition = ?");
  }

  private static ManagedChannel channel(ServerProcess server) {
    return NettyChannelBuilder.forAddress("127.0.0.1", server.ports().grpc())
        .usePlaintext()
        .build();
  }

  /// A rating every so often; every second one is looked for in the database.
  Times run(Duration every, Duration duration) throws SQLException, InterruptedException {
    Times times = new Times(new ArrayList<>(), new ArrayList<>());
    long start = System.nanoTime();
    for (int i = 0; System.nanoTime() - start < duration.toNanos(); i++) {
      long due = start + i * every.toNanos();
      TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
      if (i % 2 == 0) {
        times.scores().add(untilAnswered());
      } else {
        times.fold().add(untilCommitted());
      }
    }
    return times;
  }

  /// @return the position in the log that includes it
  private String send() {
    var stub =
        FeedbackServiceGrpc.newBlockingStub(feedback)
            .withDeadlineAfter(CALL_SECONDS_MAX, TimeUnit.SECONDS);
    var request = SubmitRatingRequest.newBuilder().setRating(traffic.next()).build();
    String position = stub.submitRating(request).getReceipt().getPosition();
    target.acknowledged(1);
    return position;
  }

  private double untilAnswered() {
    LocalDate today = LocalDate.now(ZONE);
    String position = send();
    long acknowledged = System.nanoTime();
    GetScoresResponse answer =
        ScoreServiceGrpc.newBlockingStub(aggregation)
            .withDeadlineAfter(CALL_SECONDS_MAX, TimeUnit.SECONDS)
            .getScores(
                GetScoresRequest.newBuilder()
                    .setQuery(
                        ScoreQuery.newBuilder()
                            .setFrom(today.minusDays(1).toString())
                            .setTo(today.plusDays(1).toString())
                            .setZone(ZONE.getId()))
                    .addAfter(position)
                    .build());
    double millis = (System.nanoTime() - acknowledged) / 1e6;
    if (answer.getRowsCount() == 0) {
      throw new IllegalStateException(position + " is said to be counted, and nothing is");
    }
    return millis;
  }

  private double untilCommitted() throws SQLException {
    String[] position = send().split(":", 2);
    long acknowledged = System.nanoTime();
    long until = acknowledged + TimeUnit.SECONDS.toNanos(CALL_SECONDS_MAX);
    checkpoint.setInt(1, Integer.parseInt(position[0]));
    long offset = Long.parseLong(position[1]);
    while (folded() < offset) {
      if (System.nanoTime() > until) {
        throw new IllegalStateException(String.join(":", position) + " is not folded");
      }
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
    }
    return (System.nanoTime() - acknowledged) / 1e6;
  }

  private long folded() throws SQLException {
    try (var rows = checkpoint.executeQuery()) {
      return rows.next() ? rows.getLong(1) : -1;
    }
  }

  @Override
  public void close() throws SQLException {
    feedback.shutdownNow();
    aggregation.shutdownNow();
    connection.close();
  }
}
