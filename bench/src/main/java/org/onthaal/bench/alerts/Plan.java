package org.onthaal.bench.alerts;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// How much is simulated.
///
/// @param seed the same one gives the same figures
/// @param streams of each cell
/// @param days that each is watched without a drop
record Plan(long seed, int streams, int days) {
  /// Ratings a day.
  static final List<Integer> VOLUMES = List.of(20, 200, 5000);

  /// The chance of one stream of a cell.
  ///
  /// The seeds are mixed, because generators of this kind that are seeded at equal distances may
  /// run through the same numbers one after the other.
  RandomGenerator random(String cell, int stream) {
    return new SplittableRandom(mixed(mixed(mixed(seed) + cell.hashCode()) + stream));
  }

  /// Source: D. Stafford, "Better bit mixing", variant 13.
  private static long mixed(long value) {
    long first = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    long second = (first ^ (first >>> 27)) * 0x94d049bb133111ebL;
    return second ^ (second >>> 31);
  }

  /// One result per stream, in order, on all processors.
  static <T> List<T> each(int streams, IntFunction<T> trial) {
    return IntStream.range(0, streams).parallel().mapToObj(trial).toList();
  }
}
