package org.onthaal.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.google.protobuf.util.Timestamps;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.onthaal.v1.AlertDecision;
import org.onthaal.v1.AlertEventKind;
import org.onthaal.v1.DropSlot;
import org.onthaal.v1.GetAlertEvidenceResponse;

/// Decides alerts again as a person with a pocket calculator would: from what the door tells, and
/// from nothing else.
final class HandComputed {
  /// From docs/alerts.md.
  private static final double RESOLVED_DAYS = 30;

  private HandComputed() {}

  static AlertDecision decision(GetAlertEvidenceResponse told, AlertEventKind kind) {
    return told.getDecisionsList().stream()
        .filter(decision -> decision.getKind() == kind)
        .findFirst()
        .orElseThrow(() -> new AssertionError(told + " (expected: with " + kind + ")"));
  }

  /// A value of the rule as it was.
  static String value(AlertDecision decision, String key) {
    Matcher matcher =
        Pattern.compile("^ +" + key + ": (.+)$", Pattern.MULTILINE).matcher(decision.getRule());
    assertThat(matcher.find()).as(key + " in " + decision.getRule()).isTrue();
    return matcher.group(1);
  }

  static double number(AlertDecision decision, String key) {
    return Double.parseDouble(value(decision, key));
  }

  static double n(List<Integer> counts) {
    return counts.stream().mapToInt(Integer::intValue).sum();
  }

  static double satisfied(List<Integer> counts) {
    return counts.get(4) + counts.get(5);
  }

  static double mean(List<Integer> counts) {
    double sum = 0;
    for (int score = 0; score < counts.size(); score++) {
      sum += score * counts.get(score);
    }
    return sum / n(counts);
  }

  static double share(List<Integer> counts) {
    return 100 * satisfied(counts) / n(counts);
  }

  /// One-sided pooled two-proportion z.
  static double z(List<Integer> before, List<Integer> now) {
    double pooled = (satisfied(before) + satisfied(now)) / (n(before) + n(now));
    double error = Math.sqrt(pooled * (1 - pooled) * (1 / n(before) + 1 / n(now)));
    return (share(before) - share(now)) / 100 / error;
  }

  static void absence(GetAlertEvidenceResponse told) {
    AlertDecision fired = decision(told, AlertEventKind.EVENT_FIRED);
    OffsetDateTime since = OffsetDateTime.parse(fired.getWindowStart());
    Duration quiet =
        Duration.between(since, OffsetDateTime.parse(Timestamps.toString(fired.getAt())));
    String after = value(fired, "after");
    assertThat(after).isEqualTo("1d");
    assertThat(quiet).isGreaterThanOrEqualTo(Duration.ofDays(1));
    assertThat(Timestamps.toMillis(fired.getLastRatedAt()))
        .isEqualTo(since.toInstant().toEpochMilli());
  }

  /// Every bet after every slot, and with them when the alert fires and is over.
  static void drop(GetAlertEvidenceResponse told) {
    AlertDecision fired = decision(told, AlertEventKind.EVENT_FIRED);
    double threshold = number(fired, "evidence-days");
    long slotMillis = value(fired, "slot").equals("1h") ? Duration.ofHours(1).toMillis() : 0;
    List<DropSlot> slots = told.getSlotsList();
    List<Long> alarms = new ArrayList<>();
    List<Long> ends = new ArrayList<>();
    List<Double> held = slots.getFirst().getEvidenceList();
    List<Double> recovered = slots.getFirst().getRecoveryList();
    for (DropSlot slot : slots.subList(1, slots.size())) {
      long end = Timestamps.toMillis(slot.getStart()) + slotMillis;
      if (slot.hasDrop()) {
        recovered =
            after(slot, recovered, slot.getRecoveryStakesList(), -slot.getRecoveryReference());
        if (average(recovered) >= RESOLVED_DAYS) {
          ends.add(end);
          recovered = Collections.nCopies(4, 0.0);
        }
      } else {
        held = after(slot, held, slot.getStakesList(), slot.getReference());
        same(slot, slot.getEvidenceDays(), average(held));
        if (average(held) >= threshold) {
          alarms.add(end);
          held = Collections.nCopies(4, 0.0);
        }
      }
      for (int bet = 0; bet < 4; bet++) {
        same(slot, slot.getEvidence(bet), slot.hasDrop() ? 0 : held.get(bet));
        same(slot, slot.getRecovery(bet), recovered.get(bet));
      }
    }
    assertThat(alarms).contains(Timestamps.toMillis(fired.getAt()));
    told.getDecisionsList().stream()
        .filter(decision -> decision.getKind() == AlertEventKind.EVENT_RESOLVED)
        .forEach(decision -> assertThat(ends).contains(Timestamps.toMillis(decision.getAt())));
  }

  /// @param level the reference; of bets on recovery minus the level at which the drop still lasts
  private static List<Double> after(
      DropSlot slot, List<Double> before, List<Double> stakes, double level) {
    List<Double> next = new ArrayList<>();
    for (int bet = 0; bet < 4; bet++) {
      double product = 1;
      for (int score = 0; score < slot.getCountsCount(); score++) {
        double distance = level < 0 ? slot.getWorth(score) + level : level - slot.getWorth(score);
        product *=
            Math.pow(
                1 + stakes.get(bet) * distance, slot.getCounts(score) / slot.getOverdispersion());
      }
      next.add((before.get(bet) + slot.getOpenDays()) * product);
    }
    return next;
  }

  private static double average(List<Double> bets) {
    return bets.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  private static void same(DropSlot slot, double told, double computed) {
    assertThat(computed)
        .as(Timestamps.toString(slot.getStart()))
        .isCloseTo(told, withinPercentage(1e-6));
  }
}
