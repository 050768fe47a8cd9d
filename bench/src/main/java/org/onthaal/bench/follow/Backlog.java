package org.onthaal.bench.follow;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.onthaal.bench.drive.Clocks;
import org.onthaal.bench.drive.Filler;
import org.onthaal.bench.drive.Measurement;
import org.onthaal.bench.drive.OurServices;
import org.onthaal.bench.drive.Shape;
import org.onthaal.bench.drive.Traffic;
import org.onthaal.bench.rig.BenchPostgres;
import org.onthaal.bench.rig.ProcessCpu;
import org.onthaal.bench.rig.ServerProcess;

/// Ratings that wait in the log of a feedback-service, to be folded from the start as often as
/// wanted.
final class Backlog implements AutoCloseable {
  private static final Duration DRAIN_MAX = Duration.ofMinutes(20);
  private static final long LOOK_EVERY_MILLIS = 10;

  /// Every rating has one answer, so the counts of a day table add up to the ratings.
  private static final String FOLDED =
      """
      SELECT coalesce(sum(n0 + n1 + n2 + n3 + n4 + n5 + n6 + n7 + n8 + n9 + n10), 0)
      FROM tally_day_channel
      """;

  private final BenchPostgres postgres;
  private final String name;
  private final ServerProcess feedback;
  private final long ratings;
  private final double filledPerSecond;
  private int drains;

  /// What one drain did.
  ///
  /// @param perSecond ratings folded per second, from the moment that the doors of the freshly
  ///   started service were open
  /// @param warmPerSecond the same for the second half of the backlog, when the code is compiled
  /// @param cost per rating; `serverMicros` is aggregation-service
  /// @param feedbackMicros CPU of feedback-service per rating
  record Drain(
      double perSecond, double warmPerSecond, Measurement.Cost cost, double feedbackMicros) {}

  private Backlog(
      BenchPostgres postgres,
      String name,
      ServerProcess feedback,
      long ratings,
      double filledPerSecond) {
    this.postgres = postgres;
    this.name = name;
    this.feedback = feedback;
    this.ratings = ratings;
    this.filledPerSecond = filledPerSecond;
  }

  /// Fills a log through the batch door.
  ///
  /// @param span ratings are given at any time within so long before now
  static Backlog fill(BenchPostgres postgres, String name, Shape shape, Duration span, long ratings)
      throws IOException {
    String url = postgres.createDatabase("fold_" + name.replace('-', '_'));
    ServerProcess feedback = OurServices.startFeedback(postgres, url, shape);
    System.err.printf("storing %,d ratings: %s%n", ratings, name);
    long start = System.nanoTime();
    new Filler(feedback.ports().grpc(), new Traffic(shape, span)).fill(ratings);
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Backlog(postgres, name, feedback, ratings, ratings / seconds);
  }

  String name() {
    return name;
  }

  double filledPerSecond() {
    return filledPerSecond;
  }

  ServerProcess feedback() {
    return feedback;
  }

  long ratings() {
    return ratings;
  }

  /// Folds all of it into an empty database.
  Drain drain() throws IOException, SQLException, InterruptedException {
    drains++;
    String url = postgres.createDatabase("fold_" + name.replace('-', '_') + "_tallies_" + drains);
    postgres.checkpoint();
    try (ServerProcess aggregation = OurServices.startAggregation(url, feedback);
        Connection connection = DriverManager.getConnection(url);
        PreparedStatement folded = connection.prepareStatement(FOLDED)) {
      Clocks clocks = new Clocks(postgres, aggregation);
      Clocks.Reading before = clocks.read();
      long feedbackBefore = ProcessCpu.ofProcess(feedback.pid());
      long first = count(folded);
      long start = System.nanoTime();
      long halfAt = start;
      long half = first;
      long now = first;
      while (now < ratings) {
        if (System.nanoTime() - start > DRAIN_MAX.toNanos()) {
          throw new IllegalStateException(name + ": folded " + now + " of " + ratings);
        }
        TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
        now = count(folded);
        if (half <= first && now >= first + (ratings - first) / 2) {
          half = now;
          halfAt = System.nanoTime();
        }
      }
      long end = System.nanoTime();
      if (now != ratings) {
        throw new IllegalStateException(name + ": counted " + now + " of " + ratings);
      }
      long since = Math.max(1, ratings - first);
      return new Drain(
          since / ((end - start) / 1e9),
          (ratings - half) / ((end - halfAt) / 1e9),
          before.per(since, clocks.read()),
          (ProcessCpu.ofProcess(feedback.pid()) - feedbackBefore) / (double) since);
    }
  }

  private static long count(PreparedStatement folded) throws SQLException {
    try (var rows = folded.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    }
  }

  @Override
  public void close() {
    feedback.close();
  }
}
