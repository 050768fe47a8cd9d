package org.onthaal.feedback.access;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/// How fast strangers may give ratings: each network, and all of them for each touchpoint. Safe for
/// any thread.
public final class IntakeRates {
  private final Pseudonyms pseudonyms;
  private final RateLimiter<Long> addresses;
  private final RateLimiter<String> touchpoints;

  /// The rates.
  ///
  /// @param address of one pseudonym: a /24 or /56 network
  /// @param touchpoint of one touchpoint's key, over all networks
  /// @param shared by all networks, or all keys, that are not remembered
  /// @param entriesMax networks, and keys, that are remembered
  public record Limits(Rate address, Rate touchpoint, Rate shared, int entriesMax) {}

  public IntakeRates(Limits limits, Pseudonyms pseudonyms, LongSupplier nanoTime) {
    this.pseudonyms = pseudonyms;
    addresses = new RateLimiter<>(limits.address(), limits.shared(), limits.entriesMax(), nanoTime);
    touchpoints =
        new RateLimiter<>(limits.touchpoint(), limits.shared(), limits.entriesMax(), nanoTime);
  }

  /// Takes ratings at once, or none of them.
  ///
  /// @param ratings how many there are for each touchpoint that exists
  /// @param count how many there are in all
  /// @return zero when taken; otherwise how long to wait
  public Duration take(InetAddress caller, Map<String, Integer> ratings, int count) {
    long pseudonym = pseudonyms.of(caller);
    Duration wait = addresses.take(pseudonym, count);
    if (wait.isPositive()) {
      return wait;
    }
    List<Map.Entry<String, Integer>> taken = new ArrayList<>();
    for (Map.Entry<String, Integer> some : ratings.entrySet()) {
      wait = touchpoints.take(some.getKey(), some.getValue());
      if (wait.isPositive()) {
        taken.forEach(other -> touchpoints.giveBack(other.getKey(), other.getValue()));
        addresses.giveBack(pseudonym, count);
        return wait;
      }
      taken.add(some);
    }
    return Duration.ZERO;
  }

  /// The limiter of networks, for its figures.
  public RateLimiter<Long> addresses() {
    return addresses;
  }

  /// The limiter of touchpoints, for its figures.
  public RateLimiter<String> touchpoints() {
    return touchpoints;
  }
}
