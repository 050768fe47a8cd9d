package org.onthaal.aggregation.rule;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Reads the keys of rules that are judged slot by slot. One thread, one use.
final class SlotReader {
  // Evidence is counted in days; a fleet of streams needs far more than a year.
  static final int EVIDENCE_DAYS_MAX = 1_000_000;
  private static final Duration SLOT_DEFAULT = Duration.ofHours(1);
  private static final List<Duration> SLOTS =
      java.util.stream.Stream.of(5, 10, 15, 20, 30, 60).map(Duration::ofMinutes).toList();
  private static final String SLOT_EXPECTED = "one of 5m, 10m, 15m, 20m, 30m, 1h";

  private final YamlSection section;

  SlotReader(YamlSection section) {
    this.section = section;
  }

  /// @param first fewest days
  Optional<Duration> evidence(int first) {
    return section.whole("evidence-days", first, EVIDENCE_DAYS_MAX).map(Duration::ofDays);
  }

  Duration slot() {
    Optional<Duration> slot = section.duration("slot");
    if (slot.isPresent() && !SLOTS.contains(slot.get())) {
      section.refuse("slot", SLOT_EXPECTED);
    }
    return slot.orElse(SLOT_DEFAULT);
  }

  /// A condition that must hold for a while means nothing where the condition has a memory of its
  /// own.
  void refuseHolds(String because) {
    for (String key : List.of("for", "keep-firing-for")) {
      section.refuseKey(key, "no such key, because " + because);
    }
  }
}
