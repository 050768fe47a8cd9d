package org.onthaal.feedback.validate;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.onthaal.feedback.rating.Draft;
import org.onthaal.feedback.rating.Flag;
import org.onthaal.feedback.rating.Origin;
import org.onthaal.feedback.rating.Stamp;

/// When was it rated? Corrects a sender's wrong clock and marks what came late.
final class TimeCheck {
  private final RatingRules rules;

  TimeCheck(RatingRules rules) {
    this.rules = rules;
  }

  /// The corrected times, or empty with a violation noted.
  Optional<Stamp> check(Draft draft, Instant receivedAt, List<Violation> violations) {
    Set<Flag> flags = EnumSet.noneOf(Flag.class);
    Instant ratedAt = draft.ratedAt().orElse(receivedAt);
    if (draft.origin() == Origin.LIVE) {
      ratedAt = shifted(draft, ratedAt, receivedAt, flags);
    }
    if (!rules.accepts(ratedAt, receivedAt)) {
      violations.add(new Violation("ratedAt", Reason.TIME_OUT_OF_RANGE, rules.range(receivedAt)));
      return Optional.empty();
    }
    if (draft.origin() == Origin.LIVE) {
      if (ratedAt.isAfter(receivedAt.plus(rules.clockSkewMax()))) {
        ratedAt = receivedAt;
        flags.add(Flag.CLOCK);
      }
      if (ratedAt.isBefore(receivedAt.minus(rules.lateAfter()))) {
        flags.add(Flag.LATE);
      }
    }
    return Optional.of(new Stamp(ratedAt, receivedAt, draft.origin(), flags));
  }

  // A sender that says when it sent this try shows by how much its clock is wrong.
  private Instant shifted(Draft draft, Instant ratedAt, Instant receivedAt, Set<Flag> flags) {
    if (draft.sentAt().isEmpty() || draft.ratedAt().isEmpty()) {
      return ratedAt;
    }
    Duration skew = Duration.between(draft.sentAt().get(), receivedAt);
    if (skew.abs().compareTo(rules.clockSkewMax()) <= 0) {
      return ratedAt;
    }
    flags.add(Flag.CLOCK);
    return ratedAt.plus(skew);
  }
}
