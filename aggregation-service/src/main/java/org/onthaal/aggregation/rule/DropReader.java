package org.onthaal.aggregation.rule;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.onthaal.aggregation.drop.LearningPeriod;
import org.onthaal.aggregation.measure.Metric;
import org.onthaal.aggregation.rule.Rule.Against;
import org.onthaal.aggregation.rule.Rule.Drop;

/// Reads what a rule of kind `drop` says besides its name, selection and severity. One thread, one
/// use.
final class DropReader {
  private static final Duration EVIDENCE_DEFAULT = Duration.ofDays(365);
  static final int EVIDENCE_DAYS_MIN = (int) Drop.UNUSUAL.toDays() + 1;
  private static final String DATE = "a date such as 2026-01-31";

  private final YamlSection section;
  private final Duration evidenceDefault;

  DropReader(YamlSection section, Optional<FleetBudget> budget) {
    this.section = section;
    this.evidenceDefault = budget.map(FleetBudget::evidence).orElse(EVIDENCE_DEFAULT);
  }

  Optional<Rule> drop(Optional<Watch> watch) {
    Metric metric = section.word("metric", Metric.class).orElse(Metric.CSAT);
    Figure figure = figure(metric);
    Optional<Against> against = against(metric, figure);
    SlotReader slots = new SlotReader(section);
    Duration evidence = slots.evidence(EVIDENCE_DAYS_MIN).orElse(evidenceDefault);
    Duration slot = slots.slot();
    boolean recovers = section.word("recovery", Switch.class).orElse(Switch.ON) == Switch.ON;
    slots.refuseHolds("a drop is held by its evidence");
    return watch.isEmpty() || against.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Drop(watch.get(), metric, figure, against.get(), evidence, slot, recovers));
  }

  /// The words after `recovery:`.
  private enum Switch {
    ON,
    OFF
  }

  private Figure figure(Metric metric) {
    Figure figure = section.word("measure", Figure.class).orElse(Figure.MEAN);
    if (figure == Figure.DISSATISFIED) {
      section.refuse("measure", "csat or mean");
    } else if (figure == Figure.CSAT && metric != Metric.CSAT) {
      section.refuse("measure", "mean, because csat is a share of five points");
    }
    return figure;
  }

  private Optional<Against> against(Metric metric, Figure figure) {
    Level level = Level.of(metric, figure);
    Optional<BigDecimal> target = section.number("target", level.first(), level.last());
    Optional<YamlSection> baseline = section.section("baseline");
    if (section.has("target") && section.has("baseline")) {
      section.refuse("target", "a target or a baseline, not both");
      return Optional.empty();
    }
    if (section.has("target")) {
      return target.map(Against.Target::new);
    }
    return section.has("baseline")
        ? baseline.flatMap(DropReader::usualOf)
        : Optional.of(new Against.Usual());
  }

  /// Where a target may lie: nothing falls below the worst, and the best leaves no room.
  private record Level(BigDecimal first, BigDecimal last) {
    private static final BigDecimal EDGE = new BigDecimal("0.03");

    static Level of(Metric metric, Figure figure) {
      if (figure == Figure.CSAT) {
        return within(BigDecimal.ZERO, BigDecimal.valueOf(100));
      }
      return metric == Metric.NPS
          ? within(BigDecimal.valueOf(-100), BigDecimal.valueOf(100))
          : within(BigDecimal.valueOf(metric.lowest()), BigDecimal.valueOf(metric.highest()));
    }

    private static Level within(BigDecimal worst, BigDecimal best) {
      BigDecimal edge = best.subtract(worst).multiply(EDGE);
      return new Level(
          worst.add(edge).stripTrailingZeros(), best.subtract(edge).stripTrailingZeros());
    }
  }

  private static Optional<Against> usualOf(YamlSection baseline) {
    baseline.require("from", DATE);
    baseline.require("to", DATE + ", the day after the last");
    Optional<LocalDate> from = date(baseline, "from");
    Optional<LocalDate> to = date(baseline, "to");
    baseline.refuseOthers();
    if (from.isEmpty() || to.isEmpty()) {
      return Optional.empty();
    }
    if (!from.get().isBefore(to.get())) {
      baseline.refuse("to", "a date after " + from.get());
      return Optional.empty();
    }
    if (ChronoUnit.DAYS.between(from.get(), to.get()) < LearningPeriod.DAYS_MIN) {
      baseline.refuse(
          "to",
          "a date at least %d days after %s, because what is usual is learnt from so many"
              .formatted(LearningPeriod.DAYS_MIN, from.get()));
      return Optional.empty();
    }
    return Optional.of(new Against.UsualOf(from.get(), to.get()));
  }

  private static Optional<LocalDate> date(YamlSection section, String key) {
    Optional<String> text = section.text(key);
    try {
      return text.map(LocalDate::parse);
    } catch (DateTimeParseException _) {
      section.refuse(key, DATE);
      return Optional.empty();
    }
  }
}
