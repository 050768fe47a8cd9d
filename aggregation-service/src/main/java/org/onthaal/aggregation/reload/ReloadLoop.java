package org.onthaal.aggregation.reload;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks at the files regularly.
public final class ReloadLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ReloadLoop.class);

  private final Runnable look;
  private final Duration pause;
  private final CountDownLatch stopping = new CountDownLatch(1);

  /// Two looks in a row must find the same, so there are two of them in the time.
  ///
  /// @param every within this a change that stands still is noticed
  public ReloadLoop(Runnable look, Duration every) {
    this.look = look;
    this.pause = every.dividedBy(2);
  }

  public void start(ExecutorService executor) {
    executor.execute(this::run);
  }

  private void run() {
    try {
      while (!stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        try {
          look.run();
        } catch (RuntimeException e) {
          LOG.warn("rules and routes stay as they are, one look at their files failed", e);
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
