package org.onthaal.aggregation.notify.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.onthaal.aggregation.notify.Credential;
import org.onthaal.aggregation.notify.Destination;
import org.onthaal.aggregation.notify.Language;
import org.onthaal.aggregation.notify.Outcome;
import org.onthaal.aggregation.notify.Receiver.Message;
import org.onthaal.aggregation.notify.ReceiverSpec;

class BoundedReceiverIT {
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
  private static final ReceiverLimits LIMITS =
      new ReceiverLimits(Duration.ofMillis(20), 100, Duration.ofSeconds(1));

  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch release = new CountDownLatch(1);

  @AfterEach
  void close() {
    release.countDown();
    executor.shutdownNow();
  }

  @Test
  void triesThatIgnoreTheirEndDoNotPileUp() {
    BoundedReceiver receiver = receiver((_, _) -> deaf());
    for (int i = 0; i < BoundedReceiver.UNDER_WAY_MAX; i++) {
      assertThat(detail(receiver)).contains("no answer within");
    }

    assertThat(detail(receiver)).contains("tries are still under way");
  }

  @Test
  void mistakeOfASenderIsAFailedTry() {
    BoundedReceiver receiver =
        receiver((_, _) -> {
          throw new IllegalStateException("a mistake");
        });

    assertThat(detail(receiver)).contains("a mistake");
  }

  private Outcome deaf() {
    boolean waits = true;
    while (waits) {
      try {
        release.await();
        waits = false;
      } catch (InterruptedException e) {
        waits = true; // as a library would that does not know interruption
      }
    }
    return new Outcome.Delivered(200);
  }

  private static String detail(BoundedReceiver receiver) {
    Outcome outcome = receiver.deliver(new Message(new UUID(1, 2), "{}"), NOW);
    assertThat(outcome).isInstanceOf(Outcome.Retryable.class);
    return ((Outcome.Retryable) outcome).detail();
  }

  private BoundedReceiver receiver(Sender sender) {
    Destination to =
        new Destination.PagerDuty(URI.create("https://events.example.org/"), new Credential("x"));
    return new BoundedReceiver(new ReceiverSpec("team", Language.EN, to), sender, LIMITS, executor);
  }
}
