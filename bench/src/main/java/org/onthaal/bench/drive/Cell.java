package org.onthaal.bench.drive;

import java.time.Duration;

/// One way of storing ratings, driven for a while.
public interface Cell extends AutoCloseable {
  /// Short and stable; the key of the results.
  String name();

  /// Drives the cell and says what was seen.
  ///
  /// @param duration how long new calls are started
  Measurement measure(Duration duration);

  @Override
  void close();
}
