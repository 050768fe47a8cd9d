package org.onthaal.aggregation.rule;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import org.onthaal.aggregation.drop.AlarmBudget;

/// Reads the budget of a rule file. One thread, one use.
final class BudgetReader {
  private static final BigDecimal ALARMS_MIN = new BigDecimal("0.001");
  private static final BigDecimal ALARMS_MAX = BigDecimal.valueOf(100_000);
  private static final int STREAMS_MAX = 1_000_000;
  private static final Duration PER_DEFAULT = Duration.ofDays(30);
  private static final Duration PER_MIN = Duration.ofDays(1);
  private static final Duration PER_MAX = Duration.ofDays(366);
  private static final String STREAMS =
      "how many streams all drop rules watch together, 1 to " + STREAMS_MAX;

  private final YamlSection section;

  BudgetReader(YamlSection section) {
    this.section = section;
  }

  Optional<FleetBudget> budget() {
    section.require("false-alarms", "how many are accepted, a number above 0");
    section.require("streams", STREAMS);
    Optional<BigDecimal> alarms = section.number("false-alarms", ALARMS_MIN, ALARMS_MAX);
    Optional<Duration> per = per();
    Optional<Integer> streams = section.whole("streams", 1, STREAMS_MAX);
    section.refuseOthers();
    if (alarms.isEmpty() || per.isEmpty() || streams.isEmpty()) {
      return Optional.empty();
    }
    double per30Days =
        alarms.get().doubleValue() * PER_DEFAULT.toSeconds() / (double) per.get().toSeconds();
    FleetBudget budget = new FleetBudget(new AlarmBudget(per30Days), streams.get());
    return isUsable(budget) ? Optional.of(budget) : Optional.empty();
  }

  private Optional<Duration> per() {
    if (!section.has("per")) {
      return Optional.of(PER_DEFAULT);
    }
    Optional<Duration> per = section.duration("per");
    if (per.isPresent() && (per.get().compareTo(PER_MIN) < 0 || per.get().compareTo(PER_MAX) > 0)) {
      section.refuse("per", "a time from 1d to 366d");
      return Optional.empty();
    }
    return per;
  }

  private boolean isUsable(FleetBudget budget) {
    long days = budget.evidence().toDays();
    if (days < DropReader.EVIDENCE_DAYS_MIN) {
      section.refuse(
          "false-alarms",
          "fewer, because %d streams would need %d days of evidence, and %d are the least"
              .formatted(budget.streams(), days, DropReader.EVIDENCE_DAYS_MIN));
    } else if (days > SlotReader.EVIDENCE_DAYS_MAX) {
      section.refuse(
          "false-alarms",
          "more, because %d streams would need %d days of evidence, and %d are the most"
              .formatted(budget.streams(), days, SlotReader.EVIDENCE_DAYS_MAX));
    } else {
      return true;
    }
    return false;
  }
}
