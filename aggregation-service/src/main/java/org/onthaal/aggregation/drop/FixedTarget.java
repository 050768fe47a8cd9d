package org.onthaal.aggregation.drop;

import java.time.Instant;

/// A level that was declared instead of learnt, such as "80 % satisfied": the promise about false
/// alarms is then exact, with nothing to learn and no margin.
///
/// Nothing is known of the stream's answers, so the bets use the variance that answers with this
/// mean usually have ([Points]), and days are taken to vary no more than independent answers do.
/// The first only tunes how fast a drop is seen. The second is for the promise to be about every
/// day: a stream that is at its target on average, and below it on some days, can be told of on
/// those.
///
/// @param target mean in points, 0.03 to 0.97
public record FixedTarget(Points points, double target) implements Baseline {
  public FixedTarget {
    if (!(target >= Reference.MIN && target <= Reference.MAX)) {
      throw new IllegalArgumentException("target: " + target + " (expected: 0.03 to 0.97)");
    }
  }

  @Override
  public Reference at(Instant start) {
    return new Reference(points, target, 0, points.usualVariance(target), 1);
  }
}
