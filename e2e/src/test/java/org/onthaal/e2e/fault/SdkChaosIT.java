package org.onthaal.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onthaal.sdk.CloseReport;
import org.onthaal.sdk.FeedbackClient;
import org.onthaal.sdk.FeedbackOptions;
import org.onthaal.sdk.Rating;
import org.onthaal.sdk.Submission;
import org.onthaal.testkit.FaultProxy;
import org.onthaal.testkit.FaultProxy.Weather;

/// An application submits through the SDK while its way to the service is cut before and after
/// ratings are stored, the service is killed, and the application starts anew: what was promised is
/// stored, once.
class SdkChaosIT {
  private static final int BLOCK = 50;
  private static final int ANSWERED_BYTES = 3_000;
  private static final Duration SENT_MAX = Duration.ofMinutes(2);
  // Long enough for some of a block to be under way when the trouble ends.
  private static final Duration TROUBLE = Duration.ofMillis(300);

  @TempDir Path folder;
  private final Random random = new Random(Sizes.SEED);
  private final Map<Trouble, Integer> met = new EnumMap<>(Trouble.class);
  private final Map<String, Integer> promised = new HashMap<>();

  private enum Trouble {
    NONE,
    CUT_BEFORE,
    DEAF,
    CUT_AFTER_STORING,
    SERVER_KILLED,
    STARTED_ANEW
  }

  @Test
  void everyRatingThatWasPromisedIsStoredOnce() throws Exception {
    try (Cluster cluster = Cluster.start(folder, 1, 1);
        FaultProxy proxy = FaultProxy.before(cluster.feedback().getFirst().grpcPort())) {
      FeedbackClient client = connect(proxy);
      Trouble trouble = Trouble.NONE;
      while (promised.size() < Sizes.SDK_RATINGS) {
        begin(trouble, proxy, cluster);
        submit(client);
        Thread.sleep(TROUBLE);
        client = end(trouble, client, proxy, cluster);
        met.merge(trouble, 1, Integer::sum);
        trouble = Trouble.values()[random.nextInt(Trouble.values().length)];
      }

      assertThat(client.flush(SENT_MAX)).as("%s", client.health()).isTrue();
      CloseReport report = client.close(SENT_MAX);
      System.out.printf(
          Locale.ROOT, "sdk chaos: seed %d, %d promised, %s%n", Sizes.SEED, promised.size(), met);
      assertThat(met).as("all kinds of trouble").containsOnlyKeys(Trouble.values());
      assertThat(report.dropped()).isZero();
      assertThat(report.spooled()).isZero();
      assertThat(stored(cluster)).isEqualTo(promised);
    }
  }

  private FeedbackClient connect(FaultProxy proxy) {
    return FeedbackClient.connect(
        FeedbackOptions.builder("http://127.0.0.1:" + proxy.port())
            .touchpoint("parking-permit")
            .spool(folder.resolve("spool"))
            .callTimeout(Duration.ofSeconds(1))
            .retries(Duration.ofMillis(20), Duration.ofMillis(500))
            .build());
  }

  private void submit(FeedbackClient client) {
    for (int i = 0; i < BLOCK; i++) {
      int score = 1 + random.nextInt(5);
      Submission submission = client.submitDurable(Rating.csat(score));
      assertThat(submission).isInstanceOf(Submission.Durable.class);
      assertThat(promised.put(submission.id().toString(), score)).as("one id for each").isNull();
    }
  }

  private static void begin(Trouble trouble, FaultProxy proxy, Cluster cluster) {
    switch (trouble) {
      case NONE, STARTED_ANEW -> {}
      case CUT_BEFORE -> {
        proxy.set(Weather.SHUT);
        proxy.cut();
      }
      case DEAF -> proxy.set(Weather.DEAF);
      // In the middle of the answer to some of them: they are stored, and nobody hears of it.
      case CUT_AFTER_STORING -> proxy.truncateAfter(ANSWERED_BYTES);
      case SERVER_KILLED -> cluster.feedback().getFirst().kill();
    }
  }

  private FeedbackClient end(
      Trouble trouble, FeedbackClient client, FaultProxy proxy, Cluster cluster) {
    switch (trouble) {
      case NONE, CUT_AFTER_STORING -> {}
      case CUT_BEFORE -> proxy.set(Weather.CALM);
      case DEAF -> {
        proxy.set(Weather.CALM);
        proxy.cut();
      }
      case SERVER_KILLED -> {
        cluster.feedback().getFirst().start();
        var _ = cluster.awaitGreen();
      }
      case STARTED_ANEW -> {
        assertThat(client.close(Duration.ZERO).dropped()).isZero();
        return connect(proxy);
      }
    }
    return client;
  }

  private static Map<String, Integer> stored(Cluster cluster) {
    Map<String, Integer> stored = new HashMap<>();
    cluster
        .feedbackSql()
        .rows(
            "SELECT id::text, score FROM rating", row -> Map.entry(row.getString(1), row.getInt(2)))
        .forEach(row -> assertThat(stored.put(row.getKey(), row.getValue())).isNull());
    return stored;
  }
}
