package org.onthaal.aggregation.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Counts of answers by score, and of "don't know" apart.
///
/// Shape: one signed count per score 0 to 10, whatever the metric; adding is associative and
/// commutative and every entry has an inverse, so order and corrections do not matter. Unit:
/// answers, not people.
public final class Tally {
  public static final int SCORE_MAX = 10;

  /// Nothing counted.
  public static final Tally EMPTY = new Tally(new long[SCORE_MAX + 1], 0);

  private final long[] counts;
  private final long dontKnow;

  private Tally(long[] counts, long dontKnow) {
    this.counts = counts;
    this.dontKnow = dontKnow;
  }

  /// Counts from score 0 upwards; missing higher ones are 0.
  public static Tally of(long[] fromZero, long dontKnow) {
    if (fromZero.length > SCORE_MAX + 1) {
      throw new IllegalArgumentException("counts: " + fromZero.length + " (expected: at most 11)");
    }
    return new Tally(Arrays.copyOf(fromZero, SCORE_MAX + 1), dontKnow);
  }

  /// Counts of a metric's scale, lowest score first.
  public static Tally of(Metric metric, long... lowestFirst) {
    if (lowestFirst.length != metric.highest() - metric.lowest() + 1) {
      throw new IllegalArgumentException(
          "counts: " + lowestFirst.length + " (expected: one per score of " + metric + ")");
    }
    long[] counts = new long[SCORE_MAX + 1];
    System.arraycopy(lowestFirst, 0, counts, metric.lowest(), lowestFirst.length);
    return new Tally(counts, 0);
  }

  public Tally plus(Tally other) {
    return combined(other, 1);
  }

  public Tally minus(Tally other) {
    return combined(other, -1);
  }

  /// The same with 0 for each negative count.
  public Tally withoutNegatives() {
    return new Tally(
        Arrays.stream(counts).map(count -> Math.max(0, count)).toArray(), Math.max(0, dontKnow));
  }

  private Tally combined(Tally other, int sign) {
    long[] sum = counts.clone();
    for (int score = 0; score <= SCORE_MAX; score++) {
      sum[score] += sign * other.counts[score];
    }
    return new Tally(sum, dontKnow + sign * other.dontKnow);
  }

  public long count(int score) {
    return counts[score];
  }

  /// One count per point of the metric's scale, lowest first.
  public List<Long> counts(Metric metric) {
    List<Long> scale = new ArrayList<>();
    for (int score = metric.lowest(); score <= metric.highest(); score++) {
      scale.add(counts[score]);
    }
    return List.copyOf(scale);
  }

  public long dontKnow() {
    return dontKnow;
  }

  /// Answers with a score.
  public long n() {
    return Arrays.stream(counts).sum();
  }

  /// Answers with a score from `first` to `last`, both inclusive.
  public long n(int first, int last) {
    return Arrays.stream(counts, first, last + 1).sum();
  }

  public boolean isZero() {
    return equals(EMPTY);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Tally tally
        && dontKnow == tally.dontKnow
        && Arrays.equals(counts, tally.counts);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(counts) + Long.hashCode(dontKnow);
  }

  @Override
  public String toString() {
    return Arrays.toString(counts) + " + " + dontKnow + " don't know";
  }
}
