package org.onthaal.bench.sdk;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/// Threads that each submit as soon as their last submission returned.
///
/// @param virtual whether they are virtual threads
record Callers(int count, boolean virtual) {
  /// Time in which the compiler and the disk warm up, not measured.
  private static final long WARM_UP_NANOS = TimeUnit.SECONDS.toNanos(2);

  /// @param refused submissions that gave no promise
  record Rate(double perSecond, long refused) {
    static Rate parse(String line) {
      String[] words = line.split(" ", -1);
      return new Rate(Double.parseDouble(words[0]), Long.parseLong(words[1]));
    }
  }

  String figure() {
    return "sdk.durable-" + count + (virtual ? "-virtual" : "");
  }

  Rate run(Sender sender, int seconds) throws InterruptedException {
    LongAdder taken = new LongAdder();
    LongAdder refused = new LongAdder();
    long from = System.nanoTime() + WARM_UP_NANOS;
    long until = from + TimeUnit.SECONDS.toNanos(seconds);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Thread.Builder builder = virtual ? Thread.ofVirtual() : Thread.ofPlatform();
      threads.add(
          builder.start(() -> {
            while (true) {
              boolean promised = sender.submit().isPresent();
              long now = System.nanoTime();
              if (now >= until) {
                return;
              }
              if (now >= from) {
                (promised ? taken : refused).increment();
              }
            }
          }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return new Rate((double) taken.sum() / seconds, refused.sum());
  }
}
