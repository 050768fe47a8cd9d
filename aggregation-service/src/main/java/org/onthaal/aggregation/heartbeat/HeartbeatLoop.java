package org.onthaal.aggregation.heartbeat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps one heartbeat going. Each process sends its own: a watcher that hears two in an interval
/// hears that two would tell.
public final class HeartbeatLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HeartbeatLoop.class);

  private final Heartbeat heartbeat;
  private final Duration every;
  private final CountDownLatch stopping = new CountDownLatch(1);

  public HeartbeatLoop(Heartbeat heartbeat, Duration every) {
    this.heartbeat = heartbeat;
    this.every = every;
  }

  public void start(ExecutorService executor, InstantSource clock) {
    executor.execute(() -> run(clock));
  }

  private void run(InstantSource clock) {
    try {
      // The first one an interval after the start, when evaluation has caught up.
      while (!stopping.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
        try {
          var _ = heartbeat.beat(clock.instant());
        } catch (RuntimeException e) {
          // Without a heartbeat the watcher raises the alarm; the next one may go out again.
          LOG.warn("the heartbeat of {} failed", heartbeat.receiver(), e);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    stopping.countDown();
  }
}
