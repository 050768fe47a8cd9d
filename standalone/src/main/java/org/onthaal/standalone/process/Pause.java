package org.onthaal.standalone.process;

import java.time.Duration;

/// Waits; a test can pass one that does not.
@FunctionalInterface
public interface Pause {
  void forAtMost(Duration duration);

  /// Waits by the machine's clock. An interrupt ends the wait early and stays visible to the
  /// caller.
  static Pause real() {
    return duration -> {
      try {
        Thread.sleep(duration);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    };
  }
}
