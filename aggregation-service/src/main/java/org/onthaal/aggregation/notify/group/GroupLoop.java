package org.onthaal.aggregation.notify.group;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Settles groups when they are due.
public final class GroupLoop implements AutoCloseable {
  /// The shortest wait that a routes file can ask for is a second.
  private static final long POLL_MILLISECONDS = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(GroupLoop.class);

  private final GroupStore store;
  private final Supplier<GroupPipeline> pipeline;
  private final CountDownLatch stopping = new CountDownLatch(1);

  /// @param pipeline what is in force; asked for once a group was read, so that a group that one
  ///   version of the routes file began is never judged by an older one
  public GroupLoop(GroupStore store, Supplier<GroupPipeline> pipeline) {
    this.store = store;
    this.pipeline = pipeline;
  }

  public void start(ExecutorService executor, InstantSource clock) {
    executor.execute(() -> run(clock));
  }

  private void run(InstantSource clock) {
    boolean failing = false;
    try {
      while (!stopping.await(POLL_MILLISECONDS, TimeUnit.MILLISECONDS)) {
        try {
          settleDue(clock.instant());
          failing = false;
        } catch (RuntimeException e) {
          if (!failing) {
            LOG.warn("groups rest, their tables cannot be used: {}", e.toString());
          }
          failing = true;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Settles everything that is due and says how many groups that were.
  int settleDue(Instant now) {
    int settled = 0;
    while (stopping.getCount() > 0
        && store.settleOne(
            now, (transaction, group) -> pipeline.get().judge(transaction, group, now))) {
      settled++;
    }
    return settled;
  }

  @Override
  public void close() {
    stopping.countDown();
  }
}
