package org.onthaal.bench.alerts;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.onthaal.aggregation.drop.Slot;
import org.onthaal.aggregation.measure.Metric;
import org.onthaal.aggregation.measure.Tally;

/// Ratings as they come to a service whose truth is known: Poisson numbers of them, 6, 5, 9, 30 and
/// 50 % for the five points, shifted in proportional odds.
///
/// For one thread: each quarter of an hour is drawn after the one before.
final class SyntheticStream {
  /// Share satisfied of a usual answer.
  static final double SATISFIED = 0.8;

  /// Its score, from 0 to 1.
  static final double SCORE = 0.7825;

  private static final double[] SHARES = {0.06, 0.05, 0.09, 0.30, 0.50};
  private static final Instant MONDAY = Instant.parse("2026-01-05T00:00:00Z");
  private static final long OPENS_SECONDS = 8 * 3600;
  private static final long DAY_SECONDS = 24 * 3600;
  private static final long QUARTER_SECONDS = 15 * 60;
  private static final double OPEN_DAYS = 1.0 / Quarter.A_DAY;
  private static final double SATISFIED_MIN = 0.02;
  private static final double SATISFIED_MAX = 0.98;

  private final World world;
  private final double ratingsPerDay;
  private final RandomGenerator random;
  private double wobble;
  private int next;

  SyntheticStream(World world, double ratingsPerDay, RandomGenerator random) {
    this.world = world;
    this.ratingsPerDay = ratingsPerDay;
    this.random = random;
  }

  /// As many days as usual.
  List<Quarter> days(int days) {
    List<Quarter> quarters = new ArrayList<>();
    for (int i = 0; i < days * Quarter.A_DAY; i++) {
      quarters.add(next(0));
    }
    return quarters;
  }

  /// The next quarter of an hour.
  ///
  /// @param drop of the share satisfied
  Quarter next(double drop) {
    int index = next++;
    int day = index / Quarter.A_DAY;
    int hour = index % Quarter.A_DAY / Quarter.AN_HOUR;
    if (index % Quarter.A_DAY == 0 && world.wobble() > 0) {
      wobble = world.wobble() * random.nextGaussian();
    }
    double[] shares = shifted(SATISFIED + world.effect(day % 7, hour) + wobble - drop);
    double expected = ratingsPerDay * OPEN_DAYS * world.volume(day % 7, hour);
    long[] counts = new long[SHARES.length];
    long n = 0;
    for (int i = 0; i < counts.length; i++) {
      counts[i] = poisson(expected * shares[i]);
      n += counts[i];
    }
    Instant start =
        MONDAY.plusSeconds(
            day * DAY_SECONDS + OPENS_SECONDS + index % Quarter.A_DAY * QUARTER_SECONDS);
    Slot slot = new Slot(start, OPEN_DAYS, Tally.of(Metric.CSAT, counts));
    return new Quarter(index, slot, (int) n, (int) (counts[3] + counts[4]));
  }

  /// The odds of "this or worse" all change by the same factor.
  private static double[] shifted(double satisfied) {
    double share = Math.clamp(satisfied, SATISFIED_MIN, SATISFIED_MAX);
    double factor = (1 - share) / share / ((1 - SATISFIED) / SATISFIED);
    double[] shifted = new double[SHARES.length];
    double worse = 0;
    double shiftedWorse = 0;
    for (int i = 0; i < SHARES.length - 1; i++) {
      worse += SHARES[i];
      double odds = worse / (1 - worse) * factor;
      double next = odds / (1 + odds);
      shifted[i] = next - shiftedWorse;
      shiftedWorse = next;
    }
    shifted[SHARES.length - 1] = 1 - shiftedWorse;
    return shifted;
  }

  /// By inversion: fast enough, since no quarter of an hour expects more than a few hundred.
  private long poisson(double mean) {
    double rest = random.nextDouble();
    double probability = Math.exp(-mean);
    long count = 0;
    while (rest > probability && probability > 0) {
      rest -= probability;
      count++;
      probability *= mean / count;
    }
    return count;
  }
}
