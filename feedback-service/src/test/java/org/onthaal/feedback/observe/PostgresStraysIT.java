package org.onthaal.feedback.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onthaal.feedback.FeedbackServer;
import org.onthaal.feedback.TestFeedback;
import org.onthaal.testkit.TestPostgres;
import org.postgresql.ds.PGSimpleDataSource;

class PostgresStraysIT {
  private static final String METRIC = "onthaal_store_default_partition_ratings ";
  // The time part of the id is that of 1970, for which no month is made.
  private static final String STRAY =
      """
      INSERT INTO rating (administration_id, id, fingerprint)
      VALUES (1, '00000000-0000-7000-8000-000000000000', decode(repeat('00', 16), 'hex'))
      """;

  private static final Duration HANG = Duration.ofSeconds(60);

  @TempDir private Path keys;
  private TestFeedback feedback;

  @BeforeEach
  void prepare() {
    feedback = new TestFeedback(PostgresStraysIT.class, keys);
  }

  @AfterEach
  void stop() {
    feedback.close();
  }

  @Test
  void ratingInTheDefaultPartitionShowsInTheMetrics() throws Exception {
    FeedbackServer server = feedback.start(InstantSource.system(), Map.of());
    Awaitility.await().atMost(HANG).until(() -> metrics(server).contains(METRIC + "0.0"));

    TestPostgres.execute(feedback.url(), STRAY);

    Awaitility.await().atMost(HANG).until(() -> metrics(server).contains(METRIC + "1.0"));
  }

  @Test
  void ratingInTheDefaultPartitionIsALineInTheLog() {
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setUrl(feedback.url());
    PostgresStrays strays = new PostgresStrays(database);
    Logger logger = Logger.getLogger("org.onthaal.feedback.observe");
    Lines lines = new Lines();
    logger.addHandler(lines);

    strays.run();
    TestPostgres.execute(feedback.url(), STRAY);
    strays.run();
    logger.removeHandler(lines);

    assertThat(lines.seen).extracting(LogRecord::getLevel).containsExactly(Level.WARNING);
    assertThat(lines.seen.getFirst().getMessage()).startsWith("1 ratings lie");
  }

  private static String metrics(FeedbackServer server) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + server.managementPort() + "/metrics");
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
    }
  }

  /// Lines of the JDK's own logging, which is what a System.Logger writes to here.
  private static final class Lines extends Handler {
    private final List<LogRecord> seen = new ArrayList<>();

    @Override
    public void publish(LogRecord line) {
      seen.add(line);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
