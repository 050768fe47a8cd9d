package org.onthaal.feedback;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.StatusProto;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.onthaal.feedback.administer.Protos;
import org.onthaal.feedback.store.Migrations;
import org.onthaal.feedback.store.PostgresRatingLog;
import org.onthaal.feedback.store.PostgresRatings;
import org.onthaal.feedback.survey.PostgresSurveyCatalog;
import org.onthaal.feedback.survey.SurveyCatalog;
import org.onthaal.testkit.TestPostgres;
import org.onthaal.v1.FeedbackServiceGrpc;
import org.onthaal.v1.Problem;
import org.onthaal.v1.RatingLogServiceGrpc;
import org.onthaal.v1.RatingServiceGrpc;
import org.postgresql.ds.PGSimpleDataSource;

/// Real servers on one real database with the example catalogue, for tests of whole calls.
public final class TestFeedback implements AutoCloseable {
  private final String url;
  private final Path keys;
  private final List<Runnable> open = new ArrayList<>();

  /// A new database for a test class.
  public TestFeedback(Class<?> owner, Path keys) {
    url = TestPostgres.database(owner);
    this.keys = keys;
    Migrations.migrate(settings(Map.of()).database());
    applyExample();
  }

  public String url() {
    return url;
  }

  public FeedbackSettings settings(Map<String, String> overrides) {
    Map<String, String> all = new HashMap<>();
    all.put("http.port", "0");
    all.put("http.bind", "127.0.0.1");
    all.put("grpc.port", "0");
    all.put("management.port", "0");
    all.put("database.url", url);
    all.put("database.user", "postgres");
    all.put("keys.folder", keys.toString());
    all.putAll(overrides);
    return FeedbackSettings.load(Optional.empty(), all);
  }

  public FeedbackServer start(InstantSource clock, Map<String, String> overrides) {
    FeedbackServer server = FeedbackServer.start(settings(overrides), clock);
    open.add(server::stop);
    return server;
  }

  public ManagedChannel channel(FeedbackServer server) {
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", server.grpcPort()).usePlaintext().build();
    open.add(channel::shutdownNow);
    return channel;
  }

  public FeedbackServiceGrpc.FeedbackServiceBlockingStub feedback(FeedbackServer server) {
    return FeedbackServiceGrpc.newBlockingStub(channel(server));
  }

  public RatingLogServiceGrpc.RatingLogServiceBlockingStub log(FeedbackServer server) {
    return RatingLogServiceGrpc.newBlockingStub(channel(server));
  }

  public RatingServiceGrpc.RatingServiceBlockingStub ratings(FeedbackServer server) {
    return RatingServiceGrpc.newBlockingStub(channel(server));
  }

  /// The only value of a query that gives one row.
  public long count(String sql) {
    try (var connection = dataSource().getConnection();
        var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(sql + " failed", e);
    }
  }

  /// What a refused call says.
  public static Problem problem(StatusRuntimeException e) {
    try {
      for (Any detail : Objects.requireNonNull(StatusProto.fromThrowable(e)).getDetailsList()) {
        if (detail.is(Problem.class)) {
          return detail.unpack(Problem.class);
        }
      }
    } catch (InvalidProtocolBufferException broken) {
      throw new IllegalStateException(broken);
    }
    throw new AssertionError("no problem in " + e.getStatus());
  }

  @Override
  public void close() {
    open.reversed().forEach(Runnable::run);
  }

  private void applyExample() {
    try (ScheduledExecutorService refresher = Executors.newSingleThreadScheduledExecutor()) {
      PostgresSurveyCatalog.open(
              dataSource(),
              new Downstream(),
              refresher,
              new PostgresSurveyCatalog.Looks(Duration.ofHours(1), Duration.ofSeconds(10)),
              settings(Map.of()).zone())
          .applyExampleIfEmpty();
      refresher.shutdownNow();
    }
  }

  private PGSimpleDataSource dataSource() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url);
    return source;
  }

  private static final class Downstream implements PostgresSurveyCatalog.Downstream {
    @Override
    public String append(
        java.sql.Connection connection, SurveyCatalog catalog, String administration)
        throws java.sql.SQLException {
      return PostgresRatingLog.appendCatalogueChange(
              connection, administration, Protos.changed(catalog, administration))
          .toString();
    }

    @Override
    public boolean hasRatings(java.sql.Connection connection, int administrationId)
        throws java.sql.SQLException {
      return PostgresRatings.hasRatings(connection, administrationId);
    }
  }
}
