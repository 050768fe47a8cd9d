package org.onthaal.aggregation.canary;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.onthaal.aggregation.alert.StableId;
import org.onthaal.aggregation.measure.Dimension;
import org.onthaal.aggregation.measure.Metric;
import org.onthaal.aggregation.rule.Figure;
import org.onthaal.aggregation.rule.Hold;
import org.onthaal.aggregation.rule.Rule;
import org.onthaal.aggregation.rule.Rule.Against;
import org.onthaal.aggregation.rule.Severity;
import org.onthaal.aggregation.rule.Watch;

/// What the canary says, and the rule that must notice.
///
/// The target is declared, so that nothing has to be learnt: 90 % satisfied. Each night 70 % are: a
/// drop of 20 points, which 100 ratings prove at an evidence of 365 days. Without recovery, the
/// evidence begins anew with every alarm, and each night stands alone.
final class CanaryScript {
  /// No rule file can hold this name: a colon is not allowed there.
  static final String RULE = "onthaal:canary";

  private static final BigDecimal TARGET = BigDecimal.valueOf(90);
  private static final Duration EVIDENCE = Duration.ofDays(365);
  private static final int SATISFIED = 5;
  private static final int DISSATISFIED = 1;

  private final CanarySettings settings;

  CanaryScript(CanarySettings settings) {
    this.settings = settings;
  }

  /// One rating; the same on every try of its night.
  ///
  /// @param id a UUID of version 7
  record Rating(UUID id, int score) {}

  Rule.Drop rule() {
    Watch watch =
        new Watch(
            RULE,
            Severity.INFO,
            List.of(Dimension.ADMINISTRATION, Dimension.TOUCHPOINT),
            new Watch.Selection(Map.of(Dimension.TOUCHPOINT, List.of(settings.touchpoint()))),
            Hold.NONE);
    return new Rule.Drop(
        watch,
        Metric.CSAT,
        Figure.CSAT,
        new Against.Target(TARGET),
        EVIDENCE,
        settings.slot(),
        false);
  }

  /// Three of ten are dissatisfied.
  List<Rating> ratings(Instant due) {
    return IntStream.range(0, settings.ratings())
        .mapToObj(i -> new Rating(id(due, i), i % 10 < 3 ? DISSATISFIED : SATISFIED))
        .toList();
  }

  /// RFC 9562, 5.7: 48 bits of time, the version, and bits that tell ratings apart, here by name.
  private UUID id(Instant due, int number) {
    UUID name =
        StableId.of("canary", settings.touchpoint(), due.toString(), Integer.toString(number));
    long high = (due.toEpochMilli() << 16) | 0x7000L | (name.getMostSignificantBits() & 0xFFFL);
    return new UUID(high, name.getLeastSignificantBits());
  }
}
