package org.onthaal.feedback.rating;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/// What the server made of a rating's time and origin. Times are kept to the microsecond, as the
/// database keeps them, so that the log and the table never differ.
public record Stamp(Instant ratedAt, Instant receivedAt, Origin origin, Set<Flag> flags) {
  public Stamp {
    ratedAt = ratedAt.truncatedTo(ChronoUnit.MICROS);
    receivedAt = receivedAt.truncatedTo(ChronoUnit.MICROS);
    Set<Flag> copy = EnumSet.noneOf(Flag.class);
    copy.addAll(flags);
    flags = Collections.unmodifiableSet(copy);
  }

  /// The same with one flag more.
  public Stamp with(Flag flag) {
    Set<Flag> more = EnumSet.of(flag);
    more.addAll(flags);
    return new Stamp(ratedAt, receivedAt, origin, more);
  }
}
