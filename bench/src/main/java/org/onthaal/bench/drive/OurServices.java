package org.onthaal.bench.drive;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.onthaal.aggregation.AggregationServer;
import org.onthaal.aggregation.AggregationSettings;
import org.onthaal.bench.rig.BenchPostgres;
import org.onthaal.bench.rig.ServerProcess;
import org.onthaal.feedback.FeedbackServer;
import org.onthaal.feedback.FeedbackSettings;
import org.onthaal.v1.ApplyCatalogRequest;
import org.onthaal.v1.CatalogServiceGrpc;

/// The services as they are installed, with their settings as they ship, each on a database of its
/// own.
public final class OurServices {
  public static final String FEEDBACK = "feedback-service";
  public static final String AGGREGATION = "aggregation-service";

  /// A door that nobody opens: the port is reserved. Source: RFC 6335, 6.
  private static final String NO_LOG = "127.0.0.1:0";

  private OurServices() {}

  /// Starts feedback-service in a process of its own, with a catalogue.
  public static ServerProcess startFeedback(BenchPostgres postgres, String url, Shape shape)
      throws IOException {
    ServerProcess server = ServerProcess.start(FEEDBACK, url, keys(postgres));
    prepare(server.ports().grpc(), shape);
    return server;
  }

  /// Starts aggregation-service in a process of its own.
  public static ServerProcess startAggregation(String url, ServerProcess feedback)
      throws IOException {
    return ServerProcess.start(AGGREGATION, url, "127.0.0.1:" + feedback.ports().grpc());
  }

  /// The same without a log to follow: it answers from what its database holds.
  public static ServerProcess startAggregation(String url) throws IOException {
    return ServerProcess.start(AGGREGATION, url, NO_LOG);
  }

  /// The folder of the keys of every feedback-service of a run: each on its own database, none
  /// checks another's.
  public static String keys(BenchPostgres postgres) throws IOException {
    return Files.createTempDirectory(postgres.folder(), "keys").toString();
  }

  /// feedback-service in this process.
  public static FeedbackServer openFeedback(String url, String keys) {
    migrateFeedback(url, keys);
    return FeedbackServer.start(feedbackSettings(url, keys), InstantSource.system());
  }

  public static FeedbackSettings feedbackSettings(String url, String keys) {
    Map<String, String> overrides = doors(url);
    overrides.put("keys.folder", keys);
    return FeedbackSettings.load(Optional.<Path>empty(), overrides);
  }

  /// aggregation-service in this process.
  public static AggregationServer openAggregation(String url, String logTarget) {
    migrateAggregation(url);
    Map<String, String> overrides = doors(url);
    overrides.put("log.target", logTarget);
    AggregationSettings settings = AggregationSettings.load(Optional.<Path>empty(), overrides);
    return AggregationServer.start(settings, InstantSource.system());
  }

  /// Makes the tables of aggregation-service.
  public static void migrateAggregation(String url) {
    org.onthaal.aggregation.fold.Migrations.migrate(
        AggregationSettings.load(Optional.<Path>empty(), doors(url)).database());
  }

  /// Makes the tables of feedback-service.
  public static void migrateFeedback(String url, String keys) {
    org.onthaal.feedback.store.Migrations.migrate(feedbackSettings(url, keys).database());
  }

  private static Map<String, String> doors(String url) {
    Map<String, String> overrides = new HashMap<>();
    overrides.put("http.port", "0");
    overrides.put("grpc.port", "0");
    overrides.put("management.port", "0");
    overrides.put("database.url", url);
    overrides.put("database.user", "postgres");
    return overrides;
  }

  /// Adds the touchpoints that the traffic rates.
  private static void prepare(int port, Shape shape) {
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    try {
      var stub = CatalogServiceGrpc.newBlockingStub(channel);
      for (int i = 0; i < shape.administrations(); i++) {
        var _ =
            stub.applyCatalog(
                ApplyCatalogRequest.newBuilder().setDocument(shape.document(i)).build());
      }
    } finally {
      channel.shutdownNow();
    }
  }
}
