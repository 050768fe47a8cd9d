package org.onthaal.feedback.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.onthaal.feedback.rating.Fingerprint;
import org.onthaal.feedback.rating.Rating;
import org.onthaal.feedback.store.Appended;
import org.onthaal.feedback.store.Offset;
import org.onthaal.feedback.store.RatingLog;

class HeadWatchTest {
  @Test
  void lookThatFailsDoesNotEndTheWatch() {
    HeadWatch watch =
        new HeadWatch(
            new FailingOnce(),
            InstantSource.system(),
            new TailLimits(
                1,
                Duration.ofMillis(10),
                Duration.ZERO,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                1,
                1));
    Thread.ofVirtual().start(watch);

    Awaitility.await("a later look")
        .atMost(Duration.ofSeconds(10))
        .until(() -> watch.await(0).look() > 0);

    assertThat(watch.isClosed()).isFalse();
    watch.close();
  }

  @Test
  void hintsOfOneIntervalAreOneLook() throws InterruptedException {
    FailingOnce log = new FailingOnce();
    HeadWatch watch =
        new HeadWatch(
            log,
            InstantSource.system(),
            new TailLimits(
                1,
                Duration.ofMillis(1),
                Duration.ofHours(1),
                Duration.ZERO,
                Duration.ofSeconds(1),
                1,
                1));
    Thread thread = Thread.ofVirtual().start(watch);
    Awaitility.await("the first look").until(() -> log.looks.get() > 0);

    for (int i = 0; i < 100; i++) {
      watch.hint();
      watch.await(0);
    }

    assertThat(log.looks).hasValue(1);
    watch.close();
    thread.join();
  }

  private static final class FailingOnce implements RatingLog {
    private final AtomicInteger looks = new AtomicInteger();

    @Override
    public CompletableFuture<Appended> append(
        Rating rating, Fingerprint fingerprint, Optional<String> device) {
      return CompletableFuture.completedFuture(new Appended.Overloaded());
    }

    @Override
    public List<LogRow> read(Offset after, int rowsMax) {
      return List.of();
    }

    @Override
    public List<Offset> heads() {
      if (looks.getAndIncrement() == 0) {
        throw new IllegalStateException("broken on purpose");
      }
      return List.of(new Offset(0, 0));
    }
  }
}
