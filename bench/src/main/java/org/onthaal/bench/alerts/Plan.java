package org.onthaal.bench.alerts;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// How much is simulated.
///
/// @param seed the same one gives the same figures, on any machine
/// @param streams of each cell
/// @param days that each is watched without a drop
record Plan(long seed, int streams, int days) {
  /// Ratings a day.
  static final List<Integer> VOLUMES = List.of(20, 200, 5000);

  // Large odd numbers, so that neighbouring cells and streams have unlike seeds.
  private static final long CELL = 0xd1342543de82ef95L;
  private static final long STREAM = 0x9e3779b97f4a7c15L;

  /// The chance of one stream of a cell.
  RandomGenerator random(String cell, int stream) {
    return new SplittableRandom(seed + cell.hashCode() * CELL + stream * STREAM);
  }

  /// One result per stream, in order, on all processors.
  static <T> List<T> each(int streams, IntFunction<T> trial) {
    return IntStream.range(0, streams).parallel().mapToObj(trial).toList();
  }
}
