package org.onthaal.aggregation.operate;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// How live answers are paced, how many there may be, and their end. Safe for any thread.
public final class Watching {
  private final Duration every;
  private final Duration heartbeat;
  private final Semaphore places;
  private final CountDownLatch ending = new CountDownLatch(1);

  /// Pace and limit of all doors together.
  ///
  /// @param every how often a watcher looks for changes
  /// @param heartbeat how often, at least, a watcher over HTTP is written to: the only way to learn
  ///   that it has gone
  /// @param watchersMax each holds a thread and asks the database
  public Watching(Duration every, Duration heartbeat, int watchersMax) {
    this.every = every;
    this.heartbeat = heartbeat;
    this.places = new Semaphore(watchersMax);
  }

  /// Whether one more may watch; whoever may must leave again.
  boolean enter() {
    return places.tryAcquire();
  }

  void leave() {
    places.release();
  }

  Duration every() {
    return every;
  }

  Duration heartbeat() {
    return heartbeat;
  }

  /// Waits until it is time to look again; false when watching is over.
  boolean pause() throws InterruptedException {
    return !ending.await(every.toNanos(), TimeUnit.NANOSECONDS);
  }

  /// Ends all live answers.
  public void end() {
    ending.countDown();
  }
}
