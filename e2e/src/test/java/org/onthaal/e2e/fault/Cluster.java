package org.onthaal.e2e.fault;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.onthaal.testkit.FaultyPostgres;
import org.onthaal.testkit.PostgresProxy;
import org.onthaal.v1.ApplyCatalogRequest;
import org.onthaal.v1.CatalogServiceGrpc;

/// Any number of replicas of both services, each a process of its own, on one PostgreSQL that can
/// be killed, and a team's receiver. The Brussels example is the catalogue.
public final class Cluster implements AutoCloseable {
  private static final Duration START_MAX = Duration.ofMinutes(2);

  private final List<Replica> feedback = new ArrayList<>();
  private final List<Replica> aggregation = new ArrayList<>();
  private final Path folder;
  private final FaultyPostgres postgres;
  private final Receiver receiver;
  private final String feedbackUrl;
  private final String aggregationUrl;

  private Cluster(Path folder, FaultyPostgres postgres, Receiver receiver) {
    this.folder = folder;
    this.postgres = postgres;
    this.receiver = receiver;
    this.feedbackUrl = postgres.database("feedback");
    this.aggregationUrl = postgres.database("aggregation");
  }

  /// Starts everything and waits until it is ready.
  public static Cluster start(Path folder, int feedbackReplicas, int aggregationReplicas)
      throws IOException {
    return start(folder, feedbackReplicas, aggregationReplicas, "");
  }

  /// As above, with further settings of feedback-service.
  static Cluster start(
      Path folder, int feedbackReplicas, int aggregationReplicas, String feedbackSettings)
      throws IOException {
    Cluster cluster =
        new Cluster(folder, FaultyPostgres.start(folder.resolve("pg")), Receiver.start());
    try {
      cluster.open(feedbackReplicas, aggregationReplicas, feedbackSettings);
    } catch (IOException | RuntimeException e) {
      cluster.close();
      throw e;
    }
    return cluster;
  }

  private void open(int feedbackReplicas, int aggregationReplicas, String feedbackSettings)
      throws IOException {
    writeRules();
    for (int i = 0; i < feedbackReplicas; i++) {
      Replica replica = replica("feedback-service", i);
      feedback.add(replica);
      replica.configure(
          """
          database: {url: "%s", user: postgres}
          keys: {folder: "%s"}
          drain: {announce: 2s}
          %s
          """
              .formatted(through(replica, feedbackUrl), folder.resolve("keys"), feedbackSettings));
    }
    for (int i = 0; i < aggregationReplicas; i++) {
      Replica replica = replica("aggregation-service", i);
      aggregation.add(replica);
      replica.configure(
          """
          database: {url: "%s", user: postgres}
          log: {target: "127.0.0.1:%d"}
          rules: {file: "%s"}
          routes: {file: "%s"}
          evaluate: {interval: 500ms}
          notify: {allow-loopback: true, timeout: 2s, lease: 4s, retry-longest: 2s}
          """
              .formatted(
                  through(replica, aggregationUrl),
                  feedback.get(i % feedbackReplicas).grpcPort(),
                  folder.resolve("rules.yaml"),
                  folder.resolve("routes.yaml")));
    }
    feedback.getFirst().migrate();
    aggregation.stream().findFirst().ifPresent(Replica::migrate);
    all().forEach(Replica::start);
    feedback.forEach(replica -> replica.awaitReady(START_MAX));
    applyExample();
    aggregation.forEach(replica -> replica.awaitReady(START_MAX));
  }

  private Replica replica(String command, int number) {
    return new Replica(folder, command, number, PostgresProxy.before(postgres.port()));
  }

  private static String through(Replica replica, String url) {
    // The services set their own limits.
    return replica.database().through(url).replaceFirst("\\?.*", "");
  }

  /// One rule whose streams tests make at will: each language is one.
  private void writeRules() throws IOException {
    Files.writeString(
        folder.resolve("rules.yaml"),
        """
        rules:
          - name: unhappy
            kind: threshold
            measure: csat
            below: 50
            resolve-at: 60
            window: {sliding: 30m}
            minimum-n: 20
            by: [service, language]
            severity: critical
        """);
    Files.writeString(
        folder.resolve("routes.yaml"),
        """
        meta-receiver: team
        receivers:
          - name: team
            webhook:
              url: %s
              secret: whsec_b250aGFhbC1hLXNlY3JldC1mb3ItdGVzdHM=
        routes:
          - receiver: team
            group-wait: 0s
        """
            .formatted(receiver.uri()));
  }

  private void applyExample() throws IOException {
    try (InputStream example = Cluster.class.getResourceAsStream("/catalog/brussels.yaml")) {
      if (example == null) {
        throw new IOException("the example catalogue is not on the class path");
      }
      CatalogServiceGrpc.newBlockingStub(feedback.getFirst().channel())
          .applyCatalog(
              ApplyCatalogRequest.newBuilder()
                  .setDocument(new String(example.readAllBytes(), StandardCharsets.UTF_8))
                  .build());
    }
  }

  public List<Replica> feedback() {
    return List.copyOf(feedback);
  }

  List<Replica> aggregation() {
    return List.copyOf(aggregation);
  }

  List<Replica> all() {
    return Stream.concat(feedback.stream(), aggregation.stream()).toList();
  }

  FaultyPostgres postgres() {
    return postgres;
  }

  Receiver receiver() {
    return receiver;
  }

  public Sql feedbackSql() {
    return new Sql(feedbackUrl);
  }

  Sql aggregationSql() {
    return new Sql(aggregationUrl);
  }

  /// Waits until every replica is green; says how long that took.
  Duration awaitGreen() {
    long from = System.nanoTime();
    await("everything to be green again")
        .atMost(Sizes.GREEN_MAX)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> all().stream().allMatch(Replica::isReady));
    return Duration.ofNanos(System.nanoTime() - from);
  }

  @Override
  public void close() {
    all().forEach(Replica::close);
    receiver.close();
    postgres.close();
  }

  /// One of the two databases, asked directly and not through a proxy.
  public record Sql(String url) {
    /// Reads a row.
    public interface Row<T> {
      T read(ResultSet row) throws SQLException;
    }

    public <T> List<T> rows(String sql, Row<T> reader) {
      try (var connection = DriverManager.getConnection(url);
          var statement = connection.createStatement();
          var row = statement.executeQuery(sql)) {
        List<T> rows = new ArrayList<>();
        while (row.next()) {
          rows.add(reader.read(row));
        }
        return rows;
      } catch (SQLException e) {
        throw new IllegalStateException(sql + " failed", e);
      }
    }

    long number(String sql) {
      return rows(sql, row -> row.getLong(1)).getFirst();
    }
  }
}
