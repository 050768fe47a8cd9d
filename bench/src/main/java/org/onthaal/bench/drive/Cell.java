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

  /// How many ratings the cell has had acknowledged since it began, warm-up included.
  long acknowledged();

  /// How many of the cell's ratings the database holds; anything but {@link #acknowledged} makes
  /// its figures void.
  long stored();

  @Override
  void close();
}
