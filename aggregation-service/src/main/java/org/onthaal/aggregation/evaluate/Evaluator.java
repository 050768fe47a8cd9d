package org.onthaal.aggregation.evaluate;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import org.onthaal.aggregation.alert.AlertMachine.Seen;
import org.onthaal.aggregation.alert.Decision.Counts;
import org.onthaal.aggregation.alert.Evidence;
import org.onthaal.aggregation.alert.Evidence.Figures;
import org.onthaal.aggregation.alert.Evidence.Previous;
import org.onthaal.aggregation.measure.Tally;
import org.onthaal.aggregation.rule.Figure;
import org.onthaal.aggregation.rule.Rule;
import org.onthaal.aggregation.rule.Rule.Absence;
import org.onthaal.aggregation.rule.Rule.Decline;
import org.onthaal.aggregation.rule.Rule.Drop;
import org.onthaal.aggregation.rule.Rule.Fall;
import org.onthaal.aggregation.rule.Rule.Threshold;
import org.onthaal.aggregation.rule.Stream;

/// Judges one rule on one window of one stream. Pure; comparisons with a rule's values are exact.
public final class Evaluator {
  private static final Seen NOTHING = new Seen(false, false);

  private Evaluator() {}

  /// Throws `IllegalArgumentException` when the observation is not of the rule's kind.
  public static Evaluation evaluate(Rule rule, Stream stream, Observation observation) {
    return switch (rule) {
      case Threshold threshold -> threshold(threshold, stream, counted(rule, observation));
      case Decline decline -> decline(decline, stream, counted(rule, observation));
      case Drop _, Rule.UnusualAbsence _, Rule.Kiosk _ ->
          throw new IllegalArgumentException(
              "rule " + rule.name() + " (expected: one that judges windows)");
      case Absence absence -> absence(absence, stream, observation);
    };
  }

  /// A figure of counts with its interval; nothing without answers.
  static Optional<Figures> figures(Figure figure, Tally tally) {
    return Ratio.of(figure, tally).figures(tally);
  }

  private static Observation.Counted counted(Rule rule, Observation observation) {
    if (observation instanceof Observation.Counted counted) {
      return counted;
    }
    throw new IllegalArgumentException(
        observation + " (expected: counts for rule " + rule.name() + ")");
  }

  private static Evaluation threshold(Threshold rule, Stream stream, Observation.Counted counted) {
    Tally now = counted.now();
    Evidence evidence =
        new Evidence(
            counted.window(),
            now.n(),
            Ratio.of(rule.figure(), now).figures(now),
            Optional.empty(),
            Optional.empty());
    Optional<Counts> counts = Optional.of(new Counts(now, Optional.empty()));
    if (now.n() < rule.minimumN()) {
      return new Evaluation(false, NOTHING, evidence, Sentences.tooFew(stream, evidence), counts);
    }
    Ratio ratio = Ratio.of(rule.figure(), now);
    Seen seen =
        new Seen(
            rule.limit().isCrossedBy(ratio.numerator(), ratio.denominator()),
            rule.limit().isNotYetLeftBy(ratio.numerator(), ratio.denominator()));
    return new Evaluation(
        true, seen, evidence, Sentences.threshold(rule, stream, evidence, seen), counts);
  }

  private static Evaluation decline(Decline rule, Stream stream, Observation.Counted counted) {
    Tally now = counted.now();
    Tally before = counted.before();
    boolean enough = now.n() >= rule.minimumN() && before.n() >= rule.minimumN();
    Ratio here = Ratio.of(rule.figure(), now);
    Ratio there = Ratio.of(rule.figure(), before);
    Evidence evidence =
        new Evidence(
            counted.window(),
            now.n(),
            here.figures(now),
            Optional.of(previous(rule.figure(), here, there)),
            Optional.empty());
    Optional<Counts> counts = Optional.of(new Counts(now, Optional.of(before)));
    if (!enough) {
      return new Evaluation(false, NOTHING, evidence, Sentences.tooFew(stream, evidence), counts);
    }
    boolean holds = fell(rule.fall(), here, there);
    return new Evaluation(
        true,
        new Seen(holds, holds),
        evidence,
        Sentences.decline(rule, stream, evidence, holds),
        counts);
  }

  private static boolean fell(Fall fall, Ratio here, Ratio there) {
    boolean byPoints = fall.points().isEmpty() || there.isWorseBy(fall.points().get(), here);
    boolean byZ =
        fall.z().isEmpty() || there.direction() * there.z(here).orElse(0) >= fall.z().get();
    return byPoints && byZ;
  }

  private static Previous previous(Figure figure, Ratio here, Ratio there) {
    OptionalDouble z = figure.isShare() ? there.z(here) : OptionalDouble.empty();
    boolean both = !here.isEmpty() && !there.isEmpty();
    return new Previous(
        there.n(),
        there.isEmpty() ? Optional.empty() : Optional.of(there.value()),
        both ? Optional.of(there.value() - here.value()) : Optional.empty(),
        z.isPresent() ? Optional.of(z.getAsDouble()) : Optional.empty());
  }

  private static Evaluation absence(Absence rule, Stream stream, Observation observation) {
    if (!(observation instanceof Observation.Quiet quiet)) {
      throw new IllegalArgumentException(
          observation + " (expected: how long nothing came, for rule " + rule.name() + ")");
    }
    Instant since = quiet.window().start();
    boolean holds = Duration.between(since, quiet.at()).compareTo(rule.after()) >= 0;
    Evidence evidence =
        new Evidence(quiet.window(), 0, Optional.empty(), Optional.empty(), quiet.lastRatedAt());
    return new Evaluation(
        true, new Seen(holds, holds), evidence, Sentences.absence(rule, stream, quiet, holds));
  }

  /// A figure as a fraction of whole numbers, so that limits are compared without rounding.
  ///
  /// @param top numerator of the value: a hundred times the successes, or the sum of scores
  /// @param direction 1 when a higher figure is better, else -1
  private record Ratio(Figure figure, long top, long n, int direction) {
    static Ratio of(Figure figure, Tally tally) {
      long numerator =
          switch (figure) {
            case CSAT -> 100 * tally.n(4, 5);
            case DISSATISFIED -> 100 * tally.n(1, 2);
            case MEAN -> sum(tally);
          };
      return new Ratio(figure, numerator, tally.n(), figure.isBetterWhenHigher() ? 1 : -1);
    }

    private static long sum(Tally tally) {
      long sum = 0;
      for (int score = 0; score <= Tally.SCORE_MAX; score++) {
        sum += score * tally.count(score);
      }
      return sum;
    }

    boolean isEmpty() {
      return n == 0;
    }

    double value() {
      return (double) top / n;
    }

    BigDecimal numerator() {
      return BigDecimal.valueOf(top);
    }

    BigDecimal denominator() {
      return BigDecimal.valueOf(n);
    }

    /// Whether the later ratio is worse than this one by at least so many points.
    boolean isWorseBy(BigDecimal points, Ratio later) {
      BigDecimal here = later.numerator().multiply(denominator());
      BigDecimal there = numerator().multiply(later.denominator());
      BigDecimal worse = there.subtract(here).multiply(BigDecimal.valueOf(direction));
      return worse.compareTo(points.multiply(denominator()).multiply(later.denominator())) >= 0;
    }

    /// Pooled two-proportion z of this share minus the later one; 0 when all answers agree.
    OptionalDouble z(Ratio later) {
      if (isEmpty() || later.isEmpty()) {
        return OptionalDouble.empty();
      }
      double first = value() / 100;
      double second = later.value() / 100;
      double pooled = (top + later.top) / 100.0 / (n + later.n);
      double error = Math.sqrt(pooled * (1 - pooled) * (1.0 / n + 1.0 / later.n));
      return OptionalDouble.of(error == 0 ? 0 : (first - second) / error);
    }

    Optional<Figures> figures(Tally tally) {
      return isEmpty() ? Optional.empty() : Optional.of(Intervals.around(figure, value(), tally));
    }
  }
}
