package org.onthaal.aggregation.rule;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import org.onthaal.aggregation.measure.Metric;

/// A condition on the answers of a stream. Written in a rule file as docs/rules.md describes.
public sealed interface Rule {
  Watch watch();

  RuleKind kind();

  default String name() {
    return watch().name();
  }

  /// A figure on the wrong side of a fixed value.
  ///
  /// @param minimumN windows with fewer answers say nothing
  record Threshold(
      Watch watch, Metric metric, Figure figure, Limit limit, WindowShape window, int minimumN)
      implements Rule {
    @Override
    public RuleKind kind() {
      return RuleKind.THRESHOLD;
    }
  }

  /// A window that is worse than the window before it, by points, by the one-sided pooled
  /// two-proportion z, or by both where both are given.
  ///
  /// @param minimumN fewer answers in either window say nothing
  record Decline(
      Watch watch, Metric metric, Figure figure, Fall fall, WindowShape window, int minimumN)
      implements Rule {
    @Override
    public RuleKind kind() {
      return RuleKind.DECLINE;
    }
  }

  /// How far a window must fall.
  ///
  /// @param points of the figure: percent points of a share, points of the scale of a mean
  /// @param z of the shares
  record Fall(Optional<BigDecimal> points, Optional<Double> z) {
    public Fall {
      if (points.isEmpty() && z.isEmpty()) {
        throw new IllegalArgumentException("fall without points or z (expected: one or both)");
      }
    }
  }

  /// No ratings for a while, from a stream that had some.
  record Absence(Watch watch, Duration after) implements Rule {
    @Override
    public RuleKind kind() {
      return RuleKind.ABSENCE;
    }
  }
}
