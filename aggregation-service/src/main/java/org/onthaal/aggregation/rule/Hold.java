package org.onthaal.aggregation.rule;

import java.time.Duration;

/// How long a condition must hold before it fires, and must be over before it is resolved.
///
/// @param holdFor `for`: an alert stays pending this long; zero fires at once
/// @param keepFiringFor `keep-firing-for`: an alert keeps firing this long after the condition
///   ended
public record Hold(Duration holdFor, Duration keepFiringFor) {
  public static final Hold NONE = new Hold(Duration.ZERO, Duration.ZERO);

  public Hold {
    if (holdFor.isNegative() || keepFiringFor.isNegative()) {
      throw new IllegalArgumentException(
          "hold: " + holdFor + ", " + keepFiringFor + " (expected: not negative)");
    }
  }
}
