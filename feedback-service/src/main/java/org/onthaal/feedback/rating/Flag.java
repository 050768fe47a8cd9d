package org.onthaal.feedback.rating;

import java.util.EnumSet;
import java.util.Set;

/// Why a rating is marked. LATE and CLOCK count; SUSPECTED and OVER_BURST are counted apart.
public enum Flag {
  /// Arrived later than the lateness limit after it was given.
  LATE(1),
  /// The sender's clock was wrong and the time was corrected.
  CLOCK(2),
  /// Looks like tampering; waits for review.
  SUSPECTED(4),
  /// More ratings from one device than the burst limit.
  OVER_BURST(8);

  private final int bit;

  Flag(int bit) {
    this.bit = bit;
  }

  /// The bits of a set, as the database holds it.
  public static int bits(Set<Flag> flags) {
    return flags.stream().mapToInt(flag -> flag.bit).sum();
  }

  public static Set<Flag> of(int bits) {
    Set<Flag> flags = EnumSet.noneOf(Flag.class);
    for (Flag flag : values()) {
      if ((bits & flag.bit) != 0) {
        flags.add(flag);
      }
    }
    return flags;
  }
}
