package org.onthaal.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.onthaal.feedback.FeedbackServer;
import org.onthaal.feedback.FeedbackSettings;
import org.onthaal.feedback.store.Migrations;
import org.onthaal.testkit.DrivenDatabaseClock;
import org.onthaal.testkit.FaultyPostgres;
import org.onthaal.testkit.PostgresProxy;
import org.onthaal.v1.ApplyCatalogRequest;
import org.onthaal.v1.CatalogServiceGrpc;
import org.onthaal.v1.FeedbackServiceGrpc;
import org.onthaal.v1.Rating;
import org.onthaal.v1.SubmitRatingsRequest;
import org.onthaal.v1.SubmitResult;

/// One feedback service in this process, whose time and whose log's time a test drives, and
/// replicas of aggregation-service that may die, each a process of its own. What rules go by is the
/// time of the log; receivers are told by the time of the machine.
final class DrivenCluster implements AutoCloseable {
  private static final Duration START_MAX = Duration.ofMinutes(5);

  private final Path folder;
  private final FaultyPostgres postgres;
  private final String aggregationUrl;
  private final DrivenDatabaseClock clock;
  private final FeedbackServer feedback;
  private final ManagedChannel channel;
  private final List<Replica> aggregation = new ArrayList<>();

  /// What to start.
  ///
  /// @param start where the clock stands first
  /// @param settings further ones of aggregation-service
  record Layout(
      Instant start,
      int replicas,
      String catalogue,
      String rules,
      String routes,
      String settings) {}

  private DrivenCluster(Path folder, FaultyPostgres postgres, Instant start) {
    this.folder = folder;
    this.postgres = postgres;
    String feedbackUrl = postgres.database("feedback");
    aggregationUrl = postgres.database("aggregation");
    FeedbackSettings settings =
        FeedbackSettings.load(
            Optional.empty(),
            Map.ofEntries(
                Map.entry("database.url", feedbackUrl),
                Map.entry("database.user", "postgres"),
                Map.entry("keys.folder", folder.resolve("keys").toString()),
                Map.entry("http.port", "0"),
                Map.entry("http.bind", "127.0.0.1"),
                Map.entry("grpc.port", "0"),
                Map.entry("management.port", "0"),
                // A test waits for each step.
                Map.entry("tail.poll", "20ms"),
                Map.entry("tail.hint-every", "5ms")));
    Migrations.migrate(settings.database());
    clock = DrivenDatabaseClock.install(feedbackUrl, start);
    feedback = FeedbackServer.start(settings, clock);
    channel =
        NettyChannelBuilder.forAddress("127.0.0.1", feedback.grpcPort()).usePlaintext().build();
  }

  /// Starts everything and waits until it is ready.
  static DrivenCluster start(Path folder, Layout layout) throws IOException {
    DrivenCluster cluster =
        new DrivenCluster(folder, FaultyPostgres.start(folder.resolve("pg")), layout.start());
    try {
      cluster.open(layout);
    } catch (IOException | RuntimeException e) {
      cluster.close();
      throw e;
    }
    return cluster;
  }

  private void open(Layout layout) throws IOException {
    CatalogServiceGrpc.newBlockingStub(channel)
        .applyCatalog(ApplyCatalogRequest.newBuilder().setDocument(layout.catalogue()).build());
    Files.writeString(folder.resolve("rules.yaml"), layout.rules());
    Files.writeString(folder.resolve("routes.yaml"), layout.routes());
    for (int number = 0; number < layout.replicas(); number++) {
      PostgresProxy proxy = PostgresProxy.before(postgres.port());
      Replica replica = new Replica(folder, "aggregation-service", number, proxy);
      aggregation.add(replica);
      replica.configure(
          """
          database: {url: "%s", user: postgres}
          log: {target: "127.0.0.1:%d"}
          rules: {file: "%s"}
          routes: {file: "%s"}
          tail: {silence-max: 1h}
          %s
          """
              .formatted(
                  // The services set their own limits.
                  proxy.through(aggregationUrl).replaceFirst("\\?.*", ""),
                  feedback.grpcPort(),
                  folder.resolve("rules.yaml"),
                  folder.resolve("routes.yaml"),
                  layout.settings()));
    }
    aggregation.getFirst().migrate();
    aggregation.forEach(Replica::start);
    aggregation.forEach(replica -> replica.awaitReady(START_MAX));
  }

  /// The time of the log, and of the service that writes it.
  DrivenDatabaseClock clock() {
    return clock;
  }

  List<Replica> aggregation() {
    return List.copyOf(aggregation);
  }

  Cluster.Sql aggregationSql() {
    return new Cluster.Sql(aggregationUrl);
  }

  /// Sends ratings through the gRPC door, in one batch; all of them are stored.
  void submit(List<Rating> ratings) {
    if (ratings.isEmpty()) {
      return;
    }
    List<SubmitResult> results =
        FeedbackServiceGrpc.newBlockingStub(channel)
            .submitRatings(SubmitRatingsRequest.newBuilder().addAllRatings(ratings).build())
            .getResultsList();
    assertThat(results).hasSameSizeAs(ratings).allMatch(SubmitResult::hasReceipt);
  }

  @Override
  public void close() {
    aggregation.forEach(Replica::close);
    channel.shutdownNow();
    feedback.close();
    clock.close();
    postgres.close();
  }
}
