package org.onthaal.aggregation.rule;

import java.time.Duration;
import java.util.Optional;
import org.onthaal.aggregation.rule.Rule.Absence;
import org.onthaal.aggregation.rule.Rule.UnusualAbsence;

/// Reads what a rule of kind `absence` says besides its name, selection and severity: after how
/// long, or how unusual it must be. One thread, one use.
final class AbsenceReader {
  private static final Duration AFTER_MIN = Duration.ofMinutes(1);
  private static final String AFTER_EXPECTED = "a duration of at least 1m, such as 24h";
  private static final String ONE = "exactly one of after and evidence-days";

  private final YamlSection section;
  private final SlotReader slots;

  AbsenceReader(YamlSection section) {
    this.section = section;
    this.slots = new SlotReader(section);
  }

  Optional<Rule> absence(Optional<Watch> watch) {
    Optional<Duration> after = after();
    Optional<Duration> evidence = slots.evidence(1);
    Duration slot = slots.slot();
    boolean isUnusual = section.has("evidence-days");
    if (isUnusual) {
      slots.refuseHolds("how long is unusual was learnt");
    } else if (section.has("slot")) {
      section.refuse("slot", "no slot without evidence-days, because a fixed time has none");
    }
    if (section.has("after") == isUnusual) {
      section.refuse("after", ONE + ": a duration such as 24h, or days such as 365");
      return Optional.empty();
    }
    if (watch.isEmpty()) {
      return Optional.empty();
    }
    return isUnusual
        ? evidence.map(days -> new UnusualAbsence(watch.get(), days, slot))
        : after.map(length -> new Absence(watch.get(), length));
  }

  private Optional<Duration> after() {
    Optional<Duration> after = section.duration("after");
    if (after.isPresent() && after.get().compareTo(AFTER_MIN) < 0) {
      section.refuse("after", AFTER_EXPECTED);
      return Optional.empty();
    }
    return after;
  }
}
