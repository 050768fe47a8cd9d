package org.onthaal.bench.sdk;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Submits item after item in a thread of its own, and prints the id of each as soon as its
/// submission returned.
final class Pacing {
  private final Sender sender;
  private final long pauseNanos;
  private final Thread thread;
  private volatile boolean stopped;

  private Pacing(Sender sender, int perSecond) {
    this.sender = sender;
    this.pauseNanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
    this.thread =
        Thread.ofPlatform()
            .name("submits")
            .uncaughtExceptionHandler(Pacing::end)
            .unstarted(this::run);
  }

  static Pacing start(Sender sender, int perSecond) {
    Pacing pacing = new Pacing(sender, perSecond);
    pacing.thread.start();
    return pacing;
  }

  private void run() {
    long due = System.nanoTime();
    while (!stopped) {
      System.out.println(sender.submit().orElse(SenderProcess.REFUSED));
      System.out.flush();
      due += pauseNanos;
      LockSupport.parkNanos(due - System.nanoTime());
    }
  }

  /// A sender that throws ends its process, so that nobody takes its silence for a loss.
  private static void end(Thread thread, Throwable why) {
    why.printStackTrace();
    Runtime.getRuntime().halt(1);
  }

  void stop() throws InterruptedException {
    stopped = true;
    thread.join();
  }
}
