package org.onthaal.aggregation.notify;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps a dispatcher going: one task per receiver, so that a slow one delays nobody else.
public final class DispatchLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DispatchLoop.class);

  /// A process that stops waits this long for tries under way; their leases cover the rest.
  private static final long STOP_SECONDS_MAX = 5;

  private final Dispatcher dispatcher;
  private final List<Receiver> receivers;
  private final DispatchLimits limits;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final CountDownLatch stopped;

  public DispatchLoop(Dispatcher dispatcher, List<Receiver> receivers, DispatchLimits limits) {
    this.dispatcher = dispatcher;
    this.receivers = List.copyOf(receivers);
    this.limits = limits;
    this.stopped = new CountDownLatch(receivers.size());
  }

  public void start(ExecutorService executor) {
    for (Receiver receiver : receivers) {
      executor.execute(() -> run(receiver));
    }
  }

  private void run(Receiver receiver) {
    try {
      boolean failing = false;
      while (stopping.getCount() > 0) {
        int sent = 0;
        try {
          sent = dispatcher.deliverDue(receiver);
          failing = false;
        } catch (RuntimeException e) {
          if (!failing) {
            LOG.warn(
                "notifications to {} rest, the outbox cannot be used: {}",
                receiver.name(),
                e.toString());
          }
          failing = true;
        }
        if (sent == 0 && stopping.await(limits.poll().toMillis(), TimeUnit.MILLISECONDS)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      stopped.countDown();
    }
  }

  @Override
  public void close() {
    stopping.countDown();
    try {
      if (!stopped.await(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
        LOG.info("a delivery is still under way; its lease covers it");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
