package org.onthaal.aggregation.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.onthaal.aggregation.measure.Dimension;
import org.onthaal.aggregation.rule.Rule.Threshold;
import org.onthaal.v1.Channel;

class RuleFileTest {
  @Test
  void completeRuleBecomesARecord() {
    RuleSet rules =
        valid(
            """
            rules:
              - name: csat-floor
                kind: threshold
                below: 70
                resolve-at: 75.5
                window: {calendar: day, zone: Europe/Brussels}
                minimum-n: 20
                by: [service, channel]
                where: {administration: [stib, "brussels-*"], channel: kiosk}
                for: 1h30m
                keep-firing-for: 5m
                severity: critical
            """);

    Threshold rule = (Threshold) rules.rules().getFirst();
    assertThat(rule.limit())
        .isEqualTo(new Limit(Limit.Side.BELOW, new BigDecimal("70"), new BigDecimal("75.5")));
    assertThat(rule.window())
        .isEqualTo(
            new WindowShape.Calendar(
                WindowShape.Unit.DAY, Optional.of(ZoneId.of("Europe/Brussels"))));
    assertThat(rule.minimumN()).isEqualTo(20);
    assertThat(rule.watch().liveBy())
        .containsExactly(Dimension.ADMINISTRATION, Dimension.SERVICE, Dimension.CHANNEL);
    assertThat(rule.watch().where().accepts(Dimension.ADMINISTRATION, "brussels-mobility"))
        .isTrue();
    assertThat(rule.watch().where().accepts(Dimension.ADMINISTRATION, "antwerp")).isFalse();
    assertThat(rule.watch().where().accepts(Dimension.CHANNEL, "KIOSK")).isTrue();
    assertThat(rule.watch().hold())
        .isEqualTo(new Hold(Duration.ofMinutes(90), Duration.ofMinutes(5)));
    assertThat(rule.watch().severity()).isEqualTo(Severity.CRITICAL);
  }

  @Test
  void everyMistakeIsNamedAtOnceWithLinePathAndExpectation() {
    List<String> problems =
        invalid(
            """
            rules:
              - name: one
                kind: threshold
                below: 170
                window: {sliding: 5x}
                for: soon
                colour: red
              - name: one
                kind: decline
                window: {calendar: fortnight}
                minimum-n: 0
              - kind: absence
                after: 10s
                by: [service, planet]
              - name: four
                kind: guess
              - just text
            extra: 1
            """);

    assertThat(problems)
        .satisfiesExactly(
            p -> assertThat(p).contains("line 4", "rules[0].below", "0 to 100", "170"),
            p -> assertThat(p).contains("line 5", "rules[0].window.sliding", "5x"),
            p -> assertThat(p).contains("line 6", "rules[0].for", "soon"),
            p -> assertThat(p).contains("line 7", "rules[0].colour", "unknown key"),
            p -> assertThat(p).contains("line 8", "rules[1].name", "no other rule"),
            p -> assertThat(p).contains("line 8", "rules[1].points", "points or z"),
            p ->
                assertThat(p)
                    .contains("line 10", "rules[1].window.calendar", "hour, day, week, month"),
            p -> assertThat(p).contains("line 11", "rules[1].minimum-n"),
            p -> assertThat(p).contains("line 12", "rules[2].name"),
            p -> assertThat(p).contains("line 13", "rules[2].after", "1m"),
            p -> assertThat(p).contains("line 14", "rules[2].by", "planet"),
            p -> assertThat(p).contains("line 16", "rules[3].kind", "guess"),
            p -> assertThat(p).contains("line 17", "rules[4]", "mapping"),
            p -> assertThat(p).contains("line 18", "extra", "unknown key"));
  }

  @Test
  void limitsThatContradictEachOtherAreRefused() {
    assertThat(invalid(threshold("below: 70, resolve-at: 60")))
        .singleElement()
        .asString()
        .contains("resolve-at", "at least");
    assertThat(invalid(threshold("below: 70, above: 90")))
        .singleElement()
        .asString()
        .contains("exactly one of below and above");
    assertThat(invalid(threshold("measure: csat, metric: nps, below: 7")))
        .singleElement()
        .asString()
        .contains("measure", "mean");
    assertThat(invalid(threshold("measure: mean, below: 9")))
        .singleElement()
        .asString()
        .contains("from 1 to 5");
    assertThat(
            invalid(
                "rules: [{name: a, kind: decline, measure: mean, z: 1, window: {calendar: day}}]"))
        .singleElement()
        .asString()
        .contains("points");
  }

  @Test
  void longSlidingWindowsAreWholeHours() {
    String rule = "rules: [{name: a, kind: threshold, below: 70, window: {sliding: %s}}]";

    assertThat(invalid(rule.formatted("36h30m")).getFirst()).contains("whole hours", "36h30m");
    assertThat(invalid(rule.formatted("35h1m")).getFirst()).contains("whole hours");
    valid(rule.formatted("34h30m"));
    valid(rule.formatted("36h"));
  }

  @Test
  void whatCouldNeverHoldIsRefused() {
    String decline =
        "rules: [{name: a, kind: decline, measure: mean, points: %s, window: {calendar: day}}]";
    String where =
        "rules: [{name: a, kind: absence, after: 1h, where: {channel: [KIOSK, kiosks, \"KI*\"]}}]";

    assertThat(invalid(decline.formatted("4.1")).getFirst()).contains("from 0 to 4");
    valid(decline.formatted("4"));
    assertThat(invalid(where))
        .singleElement()
        .satisfies(p -> assertThat(p).contains("where.channel", "KIOSKS", "COUNTER"));
  }

  @Test
  void limitsThatNoFigureCanReachAreRefused() {
    assertThat(invalid(threshold("below: 0")))
        .singleElement()
        .satisfies(p -> assertThat(p).contains("below: expected a number above 0", "\"0\""));
    assertThat(invalid(threshold("above: 100")))
        .singleElement()
        .satisfies(p -> assertThat(p).contains("above: expected a number below 100"));
    assertThat(invalid(threshold("measure: mean, below: 1.0")).getFirst()).contains("above 1,");
    assertThat(invalid(threshold("metric: nps, above: 10")).getFirst()).contains("below 10,");
    valid(threshold("below: 0.1"));
    valid(threshold("above: 0"));
    valid(threshold("below: 100"));
  }

  @Test
  void baselineIsAsLongAsTheShortestLearningPeriod() {
    String rule = "rules: [{name: a, kind: drop, baseline: {from: 2026-01-05, to: %s}}]";

    assertThat(invalid(rule.formatted("2026-02-01")))
        .singleElement()
        .satisfies(p -> assertThat(p).contains("baseline.to", "at least 28 days after 2026-01-05"));
    valid(rule.formatted("2026-02-02"));
  }

  @Test
  void zoneOfHalfHoursIsRefusedWhereItCannotBeThatOfAnAdministration() {
    String rule =
        "rules: [{name: a, kind: threshold, below: 50, window: {calendar: day, zone: '%s'}}]";

    for (String zone : List.of("+05:30", "UTC+05:45", "GMT-03:30")) {
      assertThat(invalid(rule.formatted(zone)))
          .singleElement()
          .satisfies(p -> assertThat(p).contains("window.zone", "zone of whole hours", zone));
    }
    for (String zone : List.of("+05:00", "UTC", "Asia/Kathmandu")) {
      valid(rule.formatted(zone));
    }
  }

  @Test
  void keysThatARuleDoesNotTakeAreNotOffered() {
    assertThat(invalid("rules: [{name: a, kind: drop, window: {calendar: day}}]"))
        .singleElement()
        .satisfies(p ->
            assertThat(p)
                .contains("window", "unknown key", "evidence-days", "recovery")
                .doesNotContain(" for,", "keep-firing-for"));
    assertThat(invalid("rules: [{name: a, kind: drop, for: 5m, colour: red}]"))
        .hasSize(2)
        .anySatisfy(p -> assertThat(p).contains("for: expected no such key"));
  }

  @Test
  void absenceTakesAFixedTimeOrEvidence() {
    String rule = "rules: [{name: a, kind: absence, %s}]";

    assertThat(valid(rule.formatted("after: 24h")).rules().getFirst())
        .isInstanceOfSatisfying(
            Rule.Absence.class,
            absence -> assertThat(absence.after()).isEqualTo(Duration.ofHours(24)));
    assertThat(valid(rule.formatted("evidence-days: 365, slot: 5m")).rules().getFirst())
        .isInstanceOfSatisfying(
            Rule.UnusualAbsence.class,
            absence -> {
              assertThat(absence.kind()).isEqualTo(RuleKind.ABSENCE);
              assertThat(absence.evidenceDays()).isEqualTo(365);
              assertThat(absence.slot()).isEqualTo(Duration.ofMinutes(5));
            });
    assertThat(valid(rule.formatted("evidence-days: 1")).rules().getFirst())
        .isInstanceOfSatisfying(
            Rule.UnusualAbsence.class,
            absence -> assertThat(absence.slot()).isEqualTo(Duration.ofHours(1)));
    assertThat(invalid(rule.formatted("severity: info")))
        .singleElement()
        .satisfies(p -> assertThat(p).contains("after", "exactly one of after and evidence-days"));
    assertThat(invalid(rule.formatted("after: 1h, evidence-days: 365")))
        .singleElement()
        .satisfies(p -> assertThat(p).contains("after", "exactly one of after and evidence-days"));
    assertThat(invalid(rule.formatted("after: 1h, slot: 5m")))
        .singleElement()
        .satisfies(p -> assertThat(p).contains("slot", "no slot without evidence-days"));
  }

  @Test
  void kiosksHaveDefaultsThatDoNotFlap() {
    assertThat(valid("rules: [{name: a, kind: kiosks}]").rules().getFirst())
        .isInstanceOfSatisfying(
            Rule.Kiosk.class,
            rule -> {
              assertThat(rule.after()).isEqualTo(Duration.ofMinutes(30));
              assertThat(rule.waiting()).isEqualTo(Duration.ofHours(2));
              assertThat(rule.watch().hold().keepFiringFor()).isEqualTo(Duration.ofMinutes(5));
              assertThat(rule.watch().by()).isEqualTo(Rule.Kiosk.BY);
            });
  }

  @Test
  void everyMistakeOfARuleOfKiosksIsNamedAtOnce() {
    List<String> problems =
        invalid(
            """
            rules:
              - name: a
                kind: kiosks
                after: 41h
                waiting: 0
                by: [channel]
                where: {channel: kiosk}
                below: 4
            """);

    assertThat(problems)
        .satisfiesExactlyInAnyOrder(
            p -> assertThat(p).contains("after", "from 1s to 1d16h", "41h"),
            p -> assertThat(p).contains("waiting", "from 1s to 7d"),
            p -> assertThat(p).contains("by", "kiosks are told by the place where they stand"),
            p -> assertThat(p).contains("where", "only administration, service and touchpoint"),
            p -> assertThat(p).contains("below", "unknown key"));
  }

  @Test
  void everyMistakeOfAnUnusualAbsenceIsNamedAtOnce() {
    List<String> problems =
        invalid(
            """
            rules:
              - name: a
                kind: absence
                evidence-days: 0
                slot: 7m
                for: 5m
                keep-firing-for: 5m
                target: 4
            """);

    assertThat(problems)
        .satisfiesExactly(
            p -> assertThat(p).contains("evidence-days", "1 to 1000000", "0"),
            p -> assertThat(p).contains("slot", "5m, 10m, 15m, 20m, 30m, 1h", "7m"),
            p -> assertThat(p).contains("for", "no such key, because how long is unusual"),
            p -> assertThat(p).contains("keep-firing-for", "no such key"),
            p -> assertThat(p).contains("target", "unknown key"));
  }

  @Test
  void channelsAreThoseOfTheContract() {
    assertThat(SelectionReader.CHANNELS)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Channel.values())
                .filter(channel -> channel != Channel.UNRECOGNIZED)
                .filter(channel -> channel != Channel.CHANNEL_UNSPECIFIED)
                .map(Channel::name)
                .toList());
  }

  @Test
  void brokenYamlIsOneProblemWithItsLine() {
    assertThat(invalid("rules:\n  - name: [a\n"))
        .singleElement()
        .asString()
        .contains("well-formed YAML");
    assertThat(invalid("")).singleElement().asString().contains("mapping at the top");
    assertThat(invalid("- a")).singleElement().asString().contains("mapping at the top");
    assertThat(invalid("rules: []\nrules: []\n"))
        .singleElement()
        .asString()
        .contains("each key once");
    assertThat(invalid("a: 1")).hasSize(2);
    assertThat(invalid("rules: []\n--- \nrules: []")).singleElement().asString().contains("YAML");
    assertThat(invalid("rules: &x [*x]")).isNotEmpty();
  }

  @Test
  void budgetGivesDropRulesTheirThresholdUnlessTheyNameOne() {
    String rules =
        """
        rules:
          - {name: a, kind: drop}
          - {name: b, kind: drop, evidence-days: 100}
        """;
    String fleet = "budget: {false-alarms: 2, per: 30d, streams: 500}\n";

    assertThat(evidenceDays(fleet + rules)).containsExactly(7500L, 100L);
    assertThat(evidenceDays(rules + fleet)).containsExactly(7500L, 100L);
    assertThat(evidenceDays(rules)).containsExactly(365L, 100L);
    assertThat(evidenceDays("budget: {false-alarms: 5, per: 365d, streams: 40}\n" + rules))
        .containsExactly(2920L, 100L);
    assertThat(evidenceDays("budget: {false-alarms: 0.7, streams: 1}\n" + rules))
        .containsExactly(43L, 100L);
    assertThat(valid(fleet + rules).budget()).map(FleetBudget::streams).contains(500);
  }

  private static List<Long> evidenceDays(String yaml) {
    return valid(yaml).rules().stream()
        .map(rule -> ((Rule.Drop) rule).evidence().toDays())
        .toList();
  }

  @Test
  void everyMistakeOfABudgetIsNamed() {
    assertThat(
            invalid(
                """
                budget:
                  false-alarms: none
                  per: 12h
                  streams: 0
                  rules: 3
                rules:
                  - {name: a, kind: drop, evidence-days: 3}
                """))
        .satisfiesExactly(
            p -> assertThat(p).contains("line 2", "budget.false-alarms", "0.001 to 100000"),
            p -> assertThat(p).contains("line 3", "budget.per", "1d to 366d"),
            p -> assertThat(p).contains("line 4", "budget.streams", "1 to 1000000"),
            p -> assertThat(p).contains("line 5", "budget.rules", "unknown key"),
            p -> assertThat(p).contains("line 7", "rules[0].evidence-days", "31 to 1000000"));
    assertThat(invalid("budget: {}\nrules: []"))
        .hasSize(2)
        .allMatch(problem -> problem.contains("budget."));
    assertThat(invalid("budget: {false-alarms: 20, streams: 10}\nrules: []"))
        .singleElement()
        .asString()
        .contains("15 days of evidence", "31 are the least");
    assertThat(invalid("budget: {false-alarms: 0.01, streams: 1000}\nrules: []"))
        .singleElement()
        .asString()
        .contains("3000000 days of evidence", "1000000 are the most");
    assertThat(invalid("budget: 3\nrules: []")).singleElement().asString().contains("mapping");
  }

  @Test
  void documentsExampleIsValid() throws IOException {
    try (InputStream example = RuleFile.class.getResourceAsStream("/rules/example.yaml")) {
      assertThat(example).isNotNull();
      RuleSet rules = valid(new String(example.readAllBytes(), StandardCharsets.UTF_8));
      assertThat(rules.rules()).extracting(Rule::kind).contains(RuleKind.values());
    }
  }

  @Test
  void starsMatchAnythingAndNothingElseDoes() {
    assertThat(Wildcard.matches("a*c*", "abcd")).isTrue();
    assertThat(Wildcard.matches("*", "")).isTrue();
    assertThat(Wildcard.matches("a.c", "abc")).isFalse();
    assertThat(Wildcard.matches("*a*a*a*a*b", "a".repeat(5_000))).isFalse();
  }

  @Test
  void streamKeySurvivesAnyCode() {
    Stream stream =
        new Stream(
            java.util.Map.of(
                Dimension.ADMINISTRATION, "a&b=c% é", Dimension.SERVICE, "Emperor's + Gate"));

    assertThat(Stream.ofKey(stream.key())).isEqualTo(stream);
    assertThat(Stream.ofKey("")).isEqualTo(new Stream(java.util.Map.of()));
  }

  private static String threshold(String keys) {
    return "rules: [{name: a, kind: threshold, window: {sliding: 30m}, " + keys + "}]";
  }

  private static RuleSet valid(String yaml) {
    RuleFile file = RuleFile.parse(yaml);
    assertThat(file).isInstanceOf(RuleFile.Valid.class);
    return ((RuleFile.Valid) file).rules();
  }

  private static List<String> invalid(String yaml) {
    RuleFile file = RuleFile.parse(yaml);
    assertThat(file).isInstanceOf(RuleFile.Invalid.class);
    return ((RuleFile.Invalid) file).problems().stream().map(FileProblem::toString).toList();
  }
}
