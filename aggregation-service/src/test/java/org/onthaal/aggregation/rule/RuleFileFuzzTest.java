package org.onthaal.aggregation.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Any text is rules that can be judged, or refused with a place for everything that is wrong.
class RuleFileFuzzTest {
  @FuzzTest
  void fileIsRulesOrRefused(byte[] file) {
    switch (RuleFile.parse(new String(file, StandardCharsets.UTF_8))) {
      case RuleFile.Invalid(var problems) ->
          assertThat(problems)
              .isNotEmpty()
              .hasSizeLessThanOrEqualTo(FileProblems.COUNT_MAX)
              .noneMatch(problem -> problem.expected().isEmpty())
              .allMatch(problem -> problem.found().length() < 1_000);
      case RuleFile.Valid(RuleSet rules) -> {
        assertThat(rules.rules()).extracting(Rule::name).doesNotHaveDuplicates();
        for (Rule rule : rules.rules()) {
          assertThat(rule.name()).matches("[A-Za-z0-9._-]{1,64}");
          assertThat(rule.watch().hold().toString()).isNotEmpty();
          isWithinLimits(rule);
        }
      }
    }
  }

  private static void isWithinLimits(Rule rule) {
    switch (rule) {
      case Rule.Threshold threshold -> {
        assertThat(threshold.minimumN()).isPositive();
        isWithinLimits(threshold.window());
      }
      case Rule.Decline decline -> {
        assertThat(decline.minimumN()).isPositive();
        isWithinLimits(decline.window());
      }
      case Rule.Drop drop -> {
        assertThat(drop.evidence()).isGreaterThan(Rule.Drop.UNUSUAL);
        assertThat(drop.slot()).isBetween(Duration.ofMinutes(5), Duration.ofHours(1));
      }
      case Rule.UnusualAbsence absence -> {
        assertThat(absence.evidenceDays()).isBetween(1.0, 1e6);
        assertThat(absence.slot()).isBetween(Duration.ofMinutes(5), Duration.ofHours(1));
      }
      case Rule.Absence absence ->
          assertThat(absence.after()).isBetween(Duration.ofMinutes(1), DurationText.LENGTH_MAX);
      case Rule.Kiosk kiosk -> {
        assertThat(kiosk.after()).isBetween(Duration.ofMinutes(1), DurationText.LENGTH_MAX);
        assertThat(kiosk.waiting()).isBetween(Duration.ofMinutes(1), DurationText.LENGTH_MAX);
      }
    }
  }

  private static void isWithinLimits(WindowShape window) {
    switch (window) {
      case WindowShape.Sliding sliding ->
          assertThat(sliding.length())
              .isBetween(WindowShape.Sliding.LENGTH_MIN, WindowShape.Sliding.LENGTH_MAX);
      case WindowShape.Calendar calendar -> assertThat(calendar.unit()).isNotNull();
    }
  }
}
