package org.onthaal.aggregation.rule;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.onthaal.aggregation.measure.Dimension;
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

  /// A rule that is judged slot by slot: closed pieces of time, one after the other.
  sealed interface Slotwise extends Rule {
    /// The time that is judged at once.
    Duration slot();

    /// When it fires: at most one false alarm is to be expected in so long.
    Duration evidence();

    /// The same as a number.
    default double evidenceDays() {
      return (double) evidence().toDays();
    }
  }

  /// Evidence that answers became worse than a reference, counted in days, slot after slot.
  ///
  /// @param figure `MEAN` weighs every point of the scale, `CSAT` only satisfied or not
  /// @param evidence at which the alert fires: at most one false alarm is to be expected in so long
  /// @param slot the time that is judged at once
  /// @param recovers whether the end of a drop is watched for; without, evidence begins anew after
  ///   each alarm, which is resolved with the next slot
  record Drop(
      Watch watch,
      Metric metric,
      Figure figure,
      Against against,
      Duration evidence,
      Duration slot,
      boolean recovers)
      implements Slotwise {
    /// From here on an alert is pending.
    public static final Duration UNUSUAL = Duration.ofDays(30);

    /// In what it is told: five points as the share that is satisfied, whatever is weighed; but
    /// what is compared with a target in the unit of that target.
    public Figure headline() {
      if (against instanceof Against.Target) {
        return figure;
      }
      return metric == Metric.CSAT ? Figure.CSAT : Figure.MEAN;
    }

    @Override
    public RuleKind kind() {
      return RuleKind.DROP;
    }
  }

  /// What a drop is measured against.
  sealed interface Against {
    /// What is usual, learnt anew each week from the stream's own past.
    record Usual() implements Against {}

    /// What was usual between two dates, learnt once.
    ///
    /// @param from first day
    /// @param to the day after the last
    record UsualOf(LocalDate from, LocalDate to) implements Against {
      public UsualOf {
        if (!from.isBefore(to)) {
          throw new IllegalArgumentException(
              "baseline: " + from + " to " + to + " (expected: from before to)");
        }
      }
    }

    /// A declared service level, in the unit of the figure.
    record Target(BigDecimal value) implements Against {}
  }

  /// No ratings for a fixed while, from a stream that had some.
  record Absence(Watch watch, Duration after) implements Rule {
    @Override
    public RuleKind kind() {
      return RuleKind.ABSENCE;
    }
  }

  /// A kiosk that is not heard while it should be, or says that it cannot work. Judged on what the
  /// kiosks say, not on ratings; its streams are places where kiosks stand.
  ///
  /// @param after how much opening time may pass without a heartbeat
  /// @param waiting how old a press may become before it is sent
  record Kiosk(Watch watch, Duration after, Duration waiting) implements Rule {
    /// What tells its streams apart, beside the administration.
    public static final List<Dimension> BY = List.of(Dimension.SERVICE, Dimension.TOUCHPOINT);

    @Override
    public RuleKind kind() {
      return RuleKind.KIOSKS;
    }
  }

  /// No ratings for so long that it is no chance, by what is usual at that time of the week.
  ///
  /// @param evidence at which the alert fires: at most one false report is to be expected in so
  ///   long
  /// @param slot the time that is judged at once
  record UnusualAbsence(Watch watch, Duration evidence, Duration slot) implements Slotwise {
    @Override
    public RuleKind kind() {
      return RuleKind.ABSENCE;
    }
  }
}
