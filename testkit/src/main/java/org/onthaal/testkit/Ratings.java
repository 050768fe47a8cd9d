package org.onthaal.testkit;

import com.google.protobuf.Timestamp;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.onthaal.v1.Answer;
import org.onthaal.v1.Channel;
import org.onthaal.v1.Metric;
import org.onthaal.v1.Rating;

/**
 * Ratings for tests, read like a sentence: {@code
 * ratings.csat(4).at("parking-permit").via(KIOSK).build()}. The random source makes a run
 * repeatable.
 */
public final class Ratings {
  private final RandomGenerator random;

  public Ratings(RandomGenerator random) {
    this.random = random;
  }

  /** A rating of the core question; id and time are those of {@code ratedAt}. */
  public Draft csat(int score, Instant ratedAt) {
    return new Draft(
        Rating.newBuilder()
            .setId(id(ratedAt).toString())
            .setRatedAt(timestamp(ratedAt))
            .addAnswers(Answer.newBuilder().setMetric(Metric.CSAT).setScore(score)));
  }

  /** A UUID of version 7 for a time. */
  public UUID id(Instant time) {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    long high = (time.toEpochMilli() << 16) | 0x7000L | (buffer.getLong() & 0x0FFFL);
    long low = (buffer.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }

  /** A time in the contract's form. */
  public static Timestamp timestamp(Instant instant) {
    return Timestamp.newBuilder()
        .setSeconds(instant.getEpochSecond())
        .setNanos(instant.getNano())
        .build();
  }

  /** A rating in the making. */
  public static final class Draft {
    private final Rating.Builder rating;

    private Draft(Rating.Builder rating) {
      this.rating = rating;
    }

    public Draft at(String touchpoint) {
      rating.setTouchpoint(touchpoint);
      return this;
    }

    public Draft via(Channel channel) {
      rating.setChannel(channel);
      return this;
    }

    public Draft in(String language) {
      rating.setLanguage(language);
      return this;
    }

    public Draft saying(String comment) {
      rating.setComment(comment);
      return this;
    }

    public Rating build() {
      return rating.build();
    }
  }
}
