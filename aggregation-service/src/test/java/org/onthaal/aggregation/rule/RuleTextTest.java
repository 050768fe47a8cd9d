package org.onthaal.aggregation.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuleTextTest {
  private static final String ALL_KINDS =
      """
      budget: {false-alarms: 2, streams: 500}
      rules:
        - {name: a, kind: threshold, below: 69.90, window: {sliding: 90m}}
        - name: b
          kind: threshold
          metric: nps
          above: 9
          resolve-at: 8.5
          severity: critical
          for: 1d2h3m4s
          keep-firing-for: 30s
          minimum-n: 7
          window: {calendar: week, zone: Europe/Brussels}
          by: [channel, service]
          where: {service: ["a*", 'say "so" \\ or: not'], channel: kiosk}
        - {name: c, kind: decline, points: 0.5, measure: mean, window: {calendar: month}}
        - {name: d, kind: decline, points: 10, z: 2.5758, window: {sliding: 31d}}
        - {name: e, kind: drop, by: [service]}
        - {name: f, kind: drop, metric: nps, target: -12.5, recovery: off, slot: 5m, evidence-days: 31}
        - {name: g, kind: drop, measure: csat, baseline: {from: 2025-01-05, to: 2025-03-02}}
        - {name: h, kind: absence, after: 36h}
        - {name: j, kind: kiosks, after: 45m, waiting: 3h, where: {touchpoint: ["desk-*"]}}
        - {name: k, kind: kiosks, for: 1m, keep-firing-for: 0, severity: critical}
        - {name: i, kind: absence, evidence-days: 90, slot: 30m, where: {language: [fr, nl]}}
      """;

  @Test
  void ruleThatIsWrittenAndReadIsTheSameRule() throws Exception {
    String example =
        new String(
            RuleText.class.getResourceAsStream("/rules/example.yaml").readAllBytes(),
            StandardCharsets.UTF_8);
    for (String file : List.of(ALL_KINDS, example)) {
      List<Rule> rules = rules(file);
      assertThat(rules).isNotEmpty();
      for (Rule rule : rules) {
        assertThat(rules(RuleText.of(rule))).as(RuleText.of(rule)).containsExactly(rule);
      }
    }
  }

  @Test
  void whatTheFileLeftToADefaultOrTheBudgetIsWrittenOut() {
    assertThat(RuleText.of(rules(ALL_KINDS).get(4)))
        .contains("evidence-days: 7500\n", "slot: 1h\n", "recovery: on\n", "severity: warning\n");
  }

  private static List<Rule> rules(String file) {
    RuleFile read = RuleFile.parse(file);
    assertThat(read).isInstanceOf(RuleFile.Valid.class);
    return ((RuleFile.Valid) read).rules().rules();
  }
}
