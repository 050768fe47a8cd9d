package org.onthaal.bench.intake;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;
import javax.sql.DataSource;
import org.onthaal.bench.rig.BenchPostgres;
import org.onthaal.v1.FeedbackServiceGrpc;
import org.onthaal.v1.Rating;
import org.onthaal.v1.Receipt;
import org.onthaal.v1.SubmitRatingRequest;
import org.onthaal.v1.SubmitRatingResponse;

/// What others do: one INSERT per request, through a pool, behind the same gRPC server. It
/// validates nothing and keeps no log, so it does strictly less than our door.
public final class PeerService extends FeedbackServiceGrpc.FeedbackServiceImplBase {
  /// The pool size that did best beside two cores. Source: measured, 8 and 16.
  public static final int CONNECTIONS = 16;

  private static final String INSERT =
      """
      INSERT INTO peer_rating (id, touchpoint, channel, score, language, rated_at, received_at, comment)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT DO NOTHING
      """;

  private final DataSource pool;

  public PeerService(String url) {
    this.pool = pool(url);
  }

  public static void createTable(String url) {
    BenchPostgres.execute(
        url,
        """
        CREATE TABLE peer_rating (
          id uuid PRIMARY KEY,
          touchpoint text NOT NULL,
          channel smallint NOT NULL,
          score smallint NOT NULL CHECK (score BETWEEN 1 AND 5),
          language text NOT NULL,
          rated_at timestamptz NOT NULL,
          received_at timestamptz NOT NULL,
          comment text
        )
        """);
  }

  public static HikariDataSource pool(String url) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(CONNECTIONS);
    return new HikariDataSource(config);
  }

  public static void insert(DataSource pool, Rating rating, Instant receivedAt)
      throws SQLException {
    try (Connection connection = pool.getConnection();
        PreparedStatement statement = connection.prepareStatement(INSERT)) {
      statement.setObject(1, UUID.fromString(rating.getId()));
      statement.setString(2, rating.getTouchpoint());
      statement.setInt(3, rating.getChannelValue());
      statement.setInt(4, rating.getAnswers(0).getScore());
      statement.setString(5, rating.getLanguage());
      statement.setTimestamp(
          6,
          Timestamp.from(
              Instant.ofEpochSecond(
                  rating.getRatedAt().getSeconds(), rating.getRatedAt().getNanos())));
      statement.setTimestamp(7, Timestamp.from(receivedAt));
      statement.setString(8, rating.getComment().isEmpty() ? null : rating.getComment());
      statement.executeUpdate();
    }
  }

  @Override
  public void submitRating(
      SubmitRatingRequest request, StreamObserver<SubmitRatingResponse> response) {
    try {
      insert(pool, request.getRating(), Instant.now());
      response.onNext(
          SubmitRatingResponse.newBuilder()
              .setReceipt(Receipt.newBuilder().setId(request.getRating().getId()))
              .build());
      response.onCompleted();
    } catch (SQLException e) {
      response.onError(Status.UNAVAILABLE.withCause(e).asRuntimeException());
    }
  }
}
