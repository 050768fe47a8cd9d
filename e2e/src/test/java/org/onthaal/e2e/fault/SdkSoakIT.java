package org.onthaal.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onthaal.sdk.DropReason;
import org.onthaal.sdk.FeedbackClient;
import org.onthaal.sdk.FeedbackOptions;
import org.onthaal.sdk.FeedbackStats;
import org.onthaal.sdk.Rating;
import org.onthaal.testkit.FaultProxy;
import org.onthaal.testkit.FaultProxy.Weather;

/// An application submits steadily for a long time, through a network that is seldom well, with
/// less room than that takes. Every rating is stored, or lost and told; memory and disk do not
/// grow.
class SdkSoakIT {
  private static final long SPOOL_BYTES = FeedbackOptions.SPOOL_BYTES_MIN;
  // Two files that are open anew while the oldest are not gone yet, and what is small.
  private static final long DISK_BYTES_MAX = SPOOL_BYTES + 8 * 1024 * 1024;
  private static final long HEAP_GROWTH_MAX = 24L * 1024 * 1024;
  private static final Duration WEATHER = Duration.ofSeconds(4);
  private static final Duration SENT_MAX = Duration.ofMinutes(5);
  private static final int SAMPLES = 10;
  private static final int TICK_MILLIS = 20;
  // So long that the spool is full after ten seconds.
  private static final String COMMENT = "Trop long. ".repeat(100).strip();
  // The rules refuse it: nobody but the client ever sees it.
  private static final Rating REFUSED = Rating.csat(3).at("No such place");

  @TempDir Path folder;
  private final Random random = new Random(Sizes.SEED);
  private long submitted;
  private long heapFirst;
  private long heapLast;
  private long diskMost;

  @Test
  void everyRatingIsStoredOrLostAndToldAndNothingGrows() throws Exception {
    try (Cluster cluster = Cluster.start(folder, 1, 1);
        FaultProxy proxy = FaultProxy.before(cluster.feedback().getFirst().grpcPort());
        FeedbackClient client = connect(proxy)) {
      for (int sample = 0; sample < SAMPLES; sample++) {
        submitFor(Sizes.SOAK.dividedBy(SAMPLES), client, proxy);
        measure(sample);
      }
      proxy.set(Weather.CALM);
      assertThat(client.flush(SENT_MAX)).as("%s", client.health()).isTrue();

      FeedbackStats stats = client.stats();
      long stored = cluster.feedbackSql().number("SELECT count(*) FROM rating");
      System.out.printf(
          Locale.ROOT,
          "sdk soak: %s, %d submitted, %d stored, dropped %s, heap %+d KiB, disk at most %d KiB%n",
          Sizes.SOAK,
          submitted,
          stored,
          stats.dropped(),
          (heapLast - heapFirst) / 1024,
          diskMost / 1024);
      assertThat(stats.dropped()).containsKey(DropReason.REJECTED);
      assertThat(stored + stats.droppedInAll()).isEqualTo(submitted);
      assertThat(stats.delivered()).isEqualTo(stored);
      Awaitility.await().untilAsserted(() -> assertThat(told(cluster)).isEqualTo(names(stats)));
      assertThat(heapLast - heapFirst).isLessThan(HEAP_GROWTH_MAX);
      assertThat(diskMost).isLessThan(DISK_BYTES_MAX);
    }
  }

  private FeedbackClient connect(FaultProxy proxy) {
    return FeedbackClient.connect(
        FeedbackOptions.builder("http://127.0.0.1:" + proxy.port())
            .touchpoint("parking-permit")
            .spool(folder.resolve("spool"))
            .spoolBytes(SPOOL_BYTES)
            .callTimeout(Duration.ofSeconds(1))
            .retries(Duration.ofMillis(20), Duration.ofMillis(500))
            .build());
  }

  private void submitFor(Duration time, FeedbackClient client, FaultProxy proxy)
      throws InterruptedException {
    long begin = System.nanoTime();
    long before = submitted;
    long turn = begin;
    for (long now = begin; now - begin < time.toNanos(); now = System.nanoTime()) {
      if (now - turn >= 0) {
        turn += WEATHER.toNanos();
        change(proxy);
      }
      long due = before + Sizes.SOAK_RATE * (now - begin) / 1_000_000_000L;
      while (submitted < due) {
        submit(client);
      }
      Thread.sleep(TICK_MILLIS);
    }
  }

  private void submit(FeedbackClient client) {
    submitted++;
    boolean refused = random.nextInt(1_000) == 0;
    Rating rating = Rating.csat(1 + random.nextInt(5));
    if (random.nextBoolean()) {
      rating = rating.comment(COMMENT);
    }
    var _ = client.submit(refused ? REFUSED : rating);
  }

  private void change(FaultProxy proxy) {
    switch (random.nextInt(5)) {
      case 0 -> proxy.set(Weather.SHUT);
      case 1 -> proxy.set(Weather.DEAF);
      case 2 -> proxy.set(Weather.slow(Duration.ofMillis(50)));
      case 3 -> {
        proxy.set(Weather.CALM);
        proxy.truncateAfter(random.nextInt(20_000));
      }
      default -> proxy.set(Weather.CALM);
    }
    proxy.cut();
  }

  /// The first third is for whatever is built up once.
  private void measure(int sample) {
    System.gc();
    long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    heapFirst = sample == SAMPLES / 3 ? heap : heapFirst;
    heapLast = heap;
    diskMost = Math.max(diskMost, bytes(folder.resolve("spool").toFile()));
  }

  /// Files come and go meanwhile; one that went has no bytes.
  private static long bytes(File file) {
    File[] inside = file.listFiles();
    return inside == null ? file.length() : Arrays.stream(inside).mapToLong(SdkSoakIT::bytes).sum();
  }

  private static Map<String, Long> names(FeedbackStats stats) {
    return stats.dropped().entrySet().stream()
        .collect(Collectors.toMap(each -> each.getKey().name(), Map.Entry::getValue));
  }

  private static Map<String, Long> told(Cluster cluster) {
    return cluster
        .feedbackSql()
        .rows(
            "SELECT reason, sum(ratings)::bigint FROM loss GROUP BY reason",
            row -> Map.entry(row.getString(1), row.getLong(2)))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
