package org.onthaal.feedback.rating;

import java.time.InstantSource;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Makes ids for ratings that came without one. As safe for several threads as its random source.
public final class RatingIds implements Supplier<RatingId> {
  private final InstantSource clock;
  private final RandomGenerator random;

  public RatingIds(InstantSource clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  @Override
  public RatingId get() {
    return RatingId.of(clock.instant(), random.nextLong(), random.nextLong());
  }
}
