package org.onthaal.bench.drive;

import com.google.protobuf.Timestamp;
import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.onthaal.v1.Answer;
import org.onthaal.v1.Rating;

/// The ratings that every cell stores: five-point scores over many touchpoints, one in ten with a
/// comment.
public final class Traffic {
  /// Distribution over the partitions of the log; at least as many as there are partitions, twice
  /// over.
  public static final int ADMINISTRATIONS = 32;

  public static final int SERVICES_PER_ADMINISTRATION = 6;

  private static final String COMMENT =
      "The lady at the counter helped me fill in the form, but I had waited for an hour before that.";

  private final int administrations;

  /// @param administrations how many of the administrations get ratings; 1 shows a single partition
  public Traffic(int administrations) {
    this.administrations = administrations;
  }

  /// A rating that nobody has sent before.
  public Rating next() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long millis = System.currentTimeMillis();
    Rating.Builder rating =
        Rating.newBuilder()
            .setId(id(millis).toString())
            .setRatedAt(
                Timestamp.newBuilder()
                    .setSeconds(millis / 1000)
                    .setNanos((int) (millis % 1000) * 1_000_000))
            .setTouchpoint(
                touchpoint(
                    random.nextInt(administrations), random.nextInt(SERVICES_PER_ADMINISTRATION)))
            .setLanguage(random.nextBoolean() ? "fr" : "nl")
            .addAnswers(Answer.newBuilder().setScore(1 + random.nextInt(5)));
    if (random.nextInt(10) == 0) {
      rating.setComment(COMMENT);
    }
    return rating.build();
  }

  public static String touchpoint(int administration, int service) {
    return "bench-" + administration + "-" + service;
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
