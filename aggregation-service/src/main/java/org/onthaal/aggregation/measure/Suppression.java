package org.onthaal.aggregation.measure;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/// Hides results that few people are behind, so that nobody can be found in them.
///
/// Nobody is hidden by zero: that says "no ratings".
///
/// @param nMin least number of answers that is shown; 0 shows everything
public record Suppression(int nMin) {
  /// Below this, hiding protects nobody.
  public static final int N_MIN_LEAST = 5;

  public static final Suppression OFF = new Suppression(0);

  public Suppression {
    if (nMin != 0 && nMin < N_MIN_LEAST) {
      throw new IllegalArgumentException(
          "nMin: " + nMin + " (expected: 0, or " + N_MIN_LEAST + " or more)");
    }
  }

  public boolean isOn() {
    return nMin > 0;
  }

  /// Whether a result is hidden for itself.
  public boolean hides(long n) {
    return 0 < n && n < nMin;
  }

  /// Which parts of a total are hidden.
  ///
  /// When exactly one would be, it could be had by subtracting the others from the total; then the
  /// next smallest part that is not zero is hidden too. Source: the rule of the GP Patient Survey.
  ///
  /// @param parts answers by part, in the order in which equal ones are hidden
  /// @param isTotalShown whether the sum of the parts can be seen anywhere
  public <K> Set<K> hidden(SequencedMap<K, Long> parts, boolean isTotalShown) {
    return hidden(parts, Set.of(), isTotalShown);
  }

  /// The same where some are hidden already, for another total's sake.
  public <K> Set<K> hidden(SequencedMap<K, Long> parts, Set<K> already, boolean isTotalShown) {
    Set<K> hidden = new LinkedHashSet<>();
    parts.forEach((part, n) -> {
      if (hides(n) || already.contains(part)) {
        hidden.add(part);
      }
    });
    if (isTotalShown && hidden.size() == 1) {
      smallest(parts, hidden).ifPresent(hidden::add);
    }
    return hidden;
  }

  private static <K> Optional<K> smallest(SequencedMap<K, Long> parts, Set<K> except) {
    return parts.entrySet().stream()
        .filter(part -> part.getValue() > 0 && !except.contains(part.getKey()))
        // The first of equal ones.
        .min(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey);
  }
}
