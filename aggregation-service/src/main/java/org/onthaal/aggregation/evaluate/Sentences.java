package org.onthaal.aggregation.evaluate;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.onthaal.aggregation.alert.AlertMachine.Seen;
import org.onthaal.aggregation.alert.Evidence;
import org.onthaal.aggregation.alert.Evidence.Figures;
import org.onthaal.aggregation.alert.Evidence.Previous;
import org.onthaal.aggregation.drop.Seen.Fired;
import org.onthaal.aggregation.drop.Seen.Firing;
import org.onthaal.aggregation.drop.Seen.Inactive;
import org.onthaal.aggregation.drop.Seen.Recovering;
import org.onthaal.aggregation.drop.Seen.Resolved;
import org.onthaal.aggregation.drop.Seen.Unusual;
import org.onthaal.aggregation.rule.DurationText;
import org.onthaal.aggregation.rule.Figure;
import org.onthaal.aggregation.rule.Limit;
import org.onthaal.aggregation.rule.Rule;
import org.onthaal.aggregation.rule.Rule.Absence;
import org.onthaal.aggregation.rule.Rule.Decline;
import org.onthaal.aggregation.rule.Rule.Drop;
import org.onthaal.aggregation.rule.Rule.Fall;
import org.onthaal.aggregation.rule.Rule.Threshold;
import org.onthaal.aggregation.rule.Stream;

/// What operations read on an alert: figures, their uncertainty and what they were compared with.
final class Sentences {
  // Beyond this nobody compares numbers.
  private static final double DAYS_MAX = 1e6;

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  private Sentences() {}

  static String threshold(Threshold rule, Stream stream, Evidence evidence, Seen seen) {
    Limit limit = rule.limit();
    boolean isBelow = limit.side() == Limit.Side.BELOW;
    String relation;
    if (seen.holds()) {
      relation = (isBelow ? "below" : "above") + " the limit of " + limit.value().toPlainString();
    } else if (seen.keeps()) {
      relation = "not yet back at " + limit.resolveAt().toPlainString();
    } else {
      relation = "back on the right side of " + limit.resolveAt().toPlainString();
    }
    return "%s at %s is %s, %s%s."
        .formatted(
            subject(rule.figure()),
            stream.title(),
            figure(rule.figure(), evidence),
            relation,
            unit(rule.figure()));
  }

  static String decline(Decline rule, Stream stream, Evidence evidence, boolean holds) {
    Previous previous = evidence.previous().orElseThrow();
    double change = Math.abs(previous.points().orElse(0.0));
    boolean fell = previous.points().orElse(0.0) >= 0;
    return "%s at %s %s from %s (%d ratings) to %s: %s points%s, %s."
        .formatted(
            subject(rule.figure()),
            stream.title(),
            fell ? "fell" : "rose",
            number(rule.figure(), previous.value().orElse(0.0)),
            previous.n(),
            figure(rule.figure(), evidence),
            decimal(change),
            previous.z().map(z -> ", z " + decimal(z)).orElse(""),
            (holds ? "at least the " : "less than the ") + limits(rule.fall()));
  }

  static String drop(DropFinding finding, Stream stream, Evidence evidence) {
    Figure figure = finding.figure();
    String now =
        evidence.figure().isPresent()
            ? figure(figure, evidence)
            : "without ratings since " + time(evidence.window().start(), evidence.window().zone());
    String usual =
        finding
            .usual()
            .map(baseline ->
                "usual %s (%d ratings, %s to %s)"
                    .formatted(
                        number(figure, evidence.previous().orElseThrow().value().orElseThrow()),
                        baseline.histogram().n(),
                        baseline.period().firstDay(),
                        baseline.period().lastDay()))
            .orElseGet(() -> "the target of " + target(finding.rule()));
    return "%s at %s is %s, against %s: %s."
        .formatted(subject(figure), stream.title(), now, usual, strength(finding));
  }

  private static String target(Drop rule) {
    return rule.against() instanceof Rule.Against.Target(var value)
        ? value.toPlainString() + unit(rule.figure())
        : "none";
  }

  private static String strength(DropFinding finding) {
    return switch (finding.moment().seen()) {
      case Inactive _ -> "nothing unusual any more";
      case Unusual(var drop) -> "worse than usual; " + chance(drop);
      case Fired(var drop) -> "it fell; " + chance(drop);
      case Firing(var drop, _) -> "the drop lasts; " + chance(drop);
      case Recovering _ -> "it may be over";
      case Resolved _ ->
          "it is over; so much evidence appears by chance less than once in 30 days of a drop";
    };
  }

  private static String chance(org.onthaal.aggregation.drop.Drop drop) {
    double days = drop.evidenceDays();
    return "a signal this strong appears by chance less than once in %s days"
        .formatted(days > DAYS_MAX ? "a million" : Long.toString((long) days));
  }

  static String absence(Absence rule, Stream stream, Observation.Quiet quiet, boolean holds) {
    Duration since = Duration.between(quiet.window().start(), quiet.at());
    String last = time(quiet.window().start(), quiet.window().zone());
    return holds
        ? "No ratings at %s since %s, for %s; at least one every %s is expected."
            .formatted(
                stream.title(),
                last,
                DurationText.sentence(since),
                DurationText.sentence(rule.after()))
        : "Ratings arrive at %s again; the newest is of %s.".formatted(stream.title(), last);
  }

  static String tooFew(Stream stream, Evidence evidence) {
    return "Too few ratings at %s to say anything: %d since %s%s."
        .formatted(
            stream.title(),
            evidence.n(),
            time(evidence.window().start(), evidence.window().zone()),
            evidence.previous().map(before -> ", %d before".formatted(before.n())).orElse(""));
  }

  private static String limits(Fall fall) {
    String points = fall.points().map(value -> value.toPlainString() + " points").orElse("");
    String z = fall.z().map(value -> "z of " + value).orElse("");
    return points + (points.isEmpty() || z.isEmpty() ? "" : " and ") + z + " that the rule names";
  }

  private static String subject(Figure figure) {
    return switch (figure) {
      case CSAT -> "Satisfaction";
      case DISSATISFIED -> "Dissatisfaction";
      case MEAN -> "The mean score";
    };
  }

  /// `67.2 % (95 % CI 55.2 to 77.3 %, 67 ratings since 2026-11-24 10:00)`.
  private static String figure(Figure figure, Evidence evidence) {
    Figures figures = evidence.figure().orElseThrow();
    String interval =
        figures.low().isPresent() && figures.high().isPresent()
            ? "95 %% CI %s to %s%s, "
                .formatted(
                    decimal(figures.low().get()), decimal(figures.high().get()), unit(figure))
            : "";
    return "%s (%s%d ratings since %s)"
        .formatted(
            number(figure, figures.value()),
            interval,
            evidence.n(),
            time(evidence.window().start(), evidence.window().zone()));
  }

  private static String number(Figure figure, double value) {
    return decimal(value) + unit(figure);
  }

  private static String unit(Figure figure) {
    return figure.isShare() ? " %" : "";
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static String time(Instant instant, ZoneId zone) {
    return MINUTE.format(instant.atZone(zone));
  }
}
