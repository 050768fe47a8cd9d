package org.onthaal.bench.drive;

import com.google.protobuf.Timestamp;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.onthaal.v1.Answer;
import org.onthaal.v1.Rating;

/// The ratings that every cell stores: five-point scores over many touchpoints, one in ten with a
/// comment. Safe for any thread.
public final class Traffic {
  private static final String COMMENT =
      "The lady at the counter helped me fill in the form, but I had waited for an hour before that.";

  private final Shape shape;
  private final long spanMillis;

  /// Ratings that are given now.
  public Traffic(Shape shape) {
    this(shape, Duration.ZERO);
  }

  /// @param span ratings are given at any time within so long before now
  public Traffic(Shape shape, Duration span) {
    this.shape = shape;
    spanMillis = span.toMillis();
  }

  /// A rating that nobody has sent before.
  public Rating next() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long now = System.currentTimeMillis();
    long rated = now - random.nextLong(spanMillis + 1);
    Rating.Builder rating =
        Rating.newBuilder()
            .setId(id(now).toString())
            .setRatedAt(
                Timestamp.newBuilder()
                    .setSeconds(rated / 1000)
                    .setNanos((int) (rated % 1000) * 1_000_000))
            .setTouchpoint(
                Shape.touchpoint(
                    random.nextInt(shape.administrations()),
                    random.nextInt(shape.services()),
                    random.nextInt(shape.touchpoints())))
            .setChannel(any(shape.channels(), random))
            .setLanguage(any(shape.languages(), random))
            .addAnswers(Answer.newBuilder().setScore(1 + random.nextInt(5)));
    if (random.nextInt(10) == 0) {
      rating.setComment(COMMENT);
    }
    return rating.build();
  }

  private static <T> T any(List<T> values, ThreadLocalRandom random) {
    return values.get(random.nextInt(values.size()));
  }

  /// A UUID of version 7.
  public static UUID id(long millis) {
    byte[] bytes = new byte[16];
    ThreadLocalRandom.current().nextBytes(bytes);
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    long high = (millis << 16) | 0x7000L | (buffer.getLong() & 0x0FFFL);
    long low = (buffer.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }
}
