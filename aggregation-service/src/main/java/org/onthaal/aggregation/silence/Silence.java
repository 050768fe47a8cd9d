package org.onthaal.aggregation.silence;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Alerts that are not told for a while. That one is over is still told to whoever was told that it
/// fired.
///
/// @param id of the caller's choosing
/// @param endWhenResolved whether it ends as soon as an alert that it matches is over and no other
///   one is firing
/// @param ended set when it was ended before its time
public record Silence(
    UUID id,
    Matchers matchers,
    Times times,
    Asked asked,
    boolean endWhenResolved,
    Optional<Ended> ended) {
  /// A forgotten silence must not outlive everybody who knows of it.
  public static final Duration LONGEST = Duration.ofDays(366);

  /// Each one is looked at whenever an alert fires.
  public static final int OPEN_MAX = 1_000;

  /// From when until when, without the end.
  public record Times(Instant startsAt, Instant endsAt) {
    public Times {
      if (!startsAt.isBefore(endsAt)) {
        throw new IllegalArgumentException(
            "silence: " + startsAt + " to " + endsAt + " (expected: starts before it ends)");
      }
    }
  }

  /// Who asked for it, as the caller named them, why and when.
  public record Asked(String author, String comment, Instant at) {}

  /// When it was ended early, and by whom; by nobody when its alerts were over.
  public record Ended(Instant at, Optional<String> by) {}

  /// Where it is in its life.
  public enum State {
    PENDING,
    ACTIVE,
    EXPIRED
  }

  public State state(Instant now) {
    if (!now.isBefore(endsAt())) {
      return State.EXPIRED;
    }
    return now.isBefore(times.startsAt()) ? State.PENDING : State.ACTIVE;
  }

  /// When it ends, or ended.
  public Instant endsAt() {
    return ended.map(Ended::at).filter(at -> at.isBefore(times.endsAt())).orElse(times.endsAt());
  }

  /// Whether another one asks for the same; when each was asked does not matter.
  public boolean isSameAs(Silence other) {
    return id.equals(other.id)
        && matchers.equals(other.matchers)
        && times.endsAt().equals(other.times.endsAt())
        && asked.author().equals(other.asked.author())
        && asked.comment().equals(other.asked.comment())
        && endWhenResolved == other.endWhenResolved;
  }
}
