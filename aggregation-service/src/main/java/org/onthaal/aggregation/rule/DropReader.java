package org.onthaal.aggregation.rule;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.onthaal.aggregation.measure.Metric;
import org.onthaal.aggregation.rule.Rule.Against;
import org.onthaal.aggregation.rule.Rule.Drop;

/// Reads what a rule of kind `drop` says besides its name, selection and severity. One thread, one
/// use.
final class DropReader {
  private static final Duration EVIDENCE_DEFAULT = Duration.ofDays(365);
  // Evidence is counted in days; a fleet of streams needs far more than a year.
  static final int EVIDENCE_DAYS_MAX = 1_000_000;
  static final int EVIDENCE_DAYS_MIN = (int) Drop.UNUSUAL.toDays() + 1;
  private static final Duration SLOT_DEFAULT = Duration.ofHours(1);
  private static final List<Duration> SLOTS =
      java.util.stream.Stream.of(5, 10, 15, 20, 30, 60).map(Duration::ofMinutes).toList();
  private static final String SLOT_EXPECTED = "one of 5m, 10m, 15m, 20m, 30m, 1h";
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
    Duration evidence =
        section
            .whole("evidence-days", EVIDENCE_DAYS_MIN, EVIDENCE_DAYS_MAX)
            .map(Duration::ofDays)
            .orElse(evidenceDefault);
    Duration slot = slot();
    boolean recovers = section.word("recovery", Switch.class).orElse(Switch.ON) == Switch.ON;
    refuseHolds();
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

  private Duration slot() {
    Optional<Duration> slot = section.duration("slot");
    if (slot.isPresent() && !SLOTS.contains(slot.get())) {
      section.refuse("slot", SLOT_EXPECTED);
    }
    return slot.orElse(SLOT_DEFAULT);
  }

  /// Evidence has a memory of its own, so a condition that must hold for a while means nothing.
  private void refuseHolds() {
    for (String key : List.of("for", "keep-firing-for")) {
      if (section.has(key)) {
        section.refuse(key, "no such key, because a drop is held by its evidence");
      }
    }
  }
}
