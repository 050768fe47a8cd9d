package org.onthaal.sdk.internal.delivery;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Wakes one thread; a signal that comes while it works is kept for its next wait. */
final class Signal {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition raised = lock.newCondition();
  private boolean pending;

  void raise() {
    lock.lock();
    try {
      pending = true;
      raised.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Returns at the next signal, or after some time by the monotonic clock. */
  void await(long nanos) throws InterruptedException {
    lock.lock();
    try {
      long left = nanos;
      while (!pending && left > 0) {
        left = raised.awaitNanos(left);
      }
      pending = false;
    } finally {
      lock.unlock();
    }
  }

  void awaitMillis(long millis) throws InterruptedException {
    await(TimeUnit.MILLISECONDS.toNanos(millis));
  }
}
