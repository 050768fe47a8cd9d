package org.onthaal.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onthaal.aggregation.rule.RuleFile;
import org.onthaal.v1.AlertDecision;
import org.onthaal.v1.AlertEventKind;
import org.onthaal.v1.GetAlertEvidenceRequest;
import org.onthaal.v1.GetAlertEvidenceResponse;

/// Every kind of rule, through the real fold and a real database, decided again by hand from the
/// answer of the door.
class EvidenceTimelineIT {
  private static final Instant START = Instant.parse("2026-11-24T09:35:00Z");
  private static final String NOBODY = "routes: []\nreceivers: []\n";

  @TempDir Path folder;

  @Test
  void thresholdsAreDecidedAgainFromTheCountsOfTheirWindow() throws Exception {
    try (Timeline timeline = new Timeline(getClass(), folder, START)) {
      timeline.start(
          """
          rules:
            - {name: share, kind: threshold, below: 50, resolve-at: 60, window: {sliding: 30m}, by: [service]}
            - {name: unhappy, kind: threshold, measure: dissatisfied, above: 40, window: {calendar: day}, by: [service]}
            - {name: mean, kind: threshold, measure: mean, below: 2.5, minimum-n: 20, window: {sliding: 30m}, by: [service]}
          """,
          NOBODY);
      timeline.ratings(10, 4).ratings(30, 1).later(Duration.ofMinutes(1));
      timeline.ratings(60, 5).later(Duration.ofMinutes(1));

      AlertDecision share = fired(timeline, "share");
      assertThat(HandComputed.n(share.getCountsList()))
          .isGreaterThanOrEqualTo(HandComputed.number(share, "minimum-n"));
      assertThat(HandComputed.share(share.getCountsList()))
          .isCloseTo(25, within(1e-9))
          .isLessThan(HandComputed.number(share, "below"));
      AlertDecision over =
          HandComputed.decision(evidence(timeline, "share"), AlertEventKind.EVENT_RESOLVED);
      assertThat(HandComputed.share(over.getCountsList()))
          .isCloseTo(70, within(1e-9))
          .isGreaterThanOrEqualTo(HandComputed.number(over, "resolve-at"));

      AlertDecision unhappy = fired(timeline, "unhappy");
      assertThat(
              100
                  * (unhappy.getCounts(1) + unhappy.getCounts(2))
                  / HandComputed.n(unhappy.getCountsList()))
          .isGreaterThan(HandComputed.number(unhappy, "above"));
      assertThat(unhappy.getWindowStart()).isEqualTo("2026-11-24T00:00:00+01:00");

      AlertDecision mean = fired(timeline, "mean");
      assertThat(HandComputed.mean(mean.getCountsList()))
          .isCloseTo(1.75, within(1e-9))
          .isLessThan(HandComputed.number(mean, "below"));
      assertThat(mean.getPreviousCountsList()).isEmpty();
      assertThat(RuleFile.parse(mean.getRule())).isInstanceOf(RuleFile.Valid.class);
    }
  }

  @Test
  void declinesAreDecidedAgainFromTheCountsOfBothWindows() throws Exception {
    try (Timeline timeline = new Timeline(getClass(), folder, START)) {
      timeline.start(
          """
          rules:
            - {name: points, kind: decline, points: 20, minimum-n: 30, window: {sliding: 30m}, by: [service]}
            - {name: z, kind: decline, z: 3, minimum-n: 30, window: {sliding: 30m}, by: [service]}
          """,
          NOBODY);
      timeline.ratings(40, 5).ratings(10, 2).later(Duration.ofMinutes(35));
      timeline.ratings(10, 5).ratings(40, 2).later(Duration.ofMinutes(1));

      AlertDecision points = fired(timeline, "points");
      List<Integer> now = points.getCountsList();
      List<Integer> before = points.getPreviousCountsList();
      assertThat(HandComputed.n(now))
          .isGreaterThanOrEqualTo(HandComputed.number(points, "minimum-n"));
      assertThat(HandComputed.n(before))
          .isGreaterThanOrEqualTo(HandComputed.number(points, "minimum-n"));
      assertThat(HandComputed.share(before) - HandComputed.share(now))
          .isGreaterThanOrEqualTo(HandComputed.number(points, "points"));

      AlertDecision z = fired(timeline, "z");
      assertThat(HandComputed.z(z.getPreviousCountsList(), z.getCountsList()))
          .isGreaterThanOrEqualTo(HandComputed.number(z, "z"));
    }
  }

  @Test
  void absenceAndDropAgainstATargetAreDecidedAgain() throws Exception {
    try (Timeline timeline = new Timeline(getClass(), folder, START)) {
      timeline.start(
          """
          rules:
            - {name: quiet, kind: absence, after: 24h, by: [service]}
            - {name: level, kind: drop, target: 4, by: [service]}
          """,
          NOBODY);
      timeline.ratings(20, 5).ratings(5, 3).later(Duration.ofMinutes(35));
      timeline.ratings(40, 2).later(Duration.ofHours(25));
      HandComputed.absence(evidence(timeline, "quiet"));

      HandComputed.drop(evidence(timeline, "level"));
      for (int hour = 0; hour < 5; hour++) {
        timeline.ratings(40, 5).later(Duration.ofHours(1));
      }
      GetAlertEvidenceResponse told = evidence(timeline, "level");
      assertThat(told.hasBaseline()).isFalse();
      assertThat(HandComputed.decision(told, AlertEventKind.EVENT_RESOLVED).getRule())
          .contains("target: 4\n", "evidence-days: 365\n");
      HandComputed.drop(told);
    }
  }

  @Test
  void alertKeepsTheRuleThatItWasDecidedByThoughTheFileChanges() throws Exception {
    String rules =
        """
        rules:
          - {name: share, kind: threshold, below: 50, window: {sliding: 30m}, minimum-n: 10, by: [service]}
        """;
    try (Timeline timeline = new Timeline(getClass(), folder, START)) {
      timeline.start(rules, NOBODY).ratings(40, 1);
      timeline.change(rules.replace("below: 50", "below: 70"), NOBODY);

      assertThat(fired(timeline, "share").getRule()).contains("below: 50\n");

      timeline.change("rules: []\n", NOBODY).later(Duration.ofMinutes(1));
      assertThat(timeline.transitions()).containsExactly("FIRED", "RESOLVED");
      assertThat(evidence(timeline, "share").getDecisionsList()).hasSize(1);
    }
  }

  private static AlertDecision fired(Timeline timeline, String rule) {
    return HandComputed.decision(evidence(timeline, rule), AlertEventKind.EVENT_FIRED);
  }

  private static GetAlertEvidenceResponse evidence(Timeline timeline, String rule) {
    GetAlertEvidenceRequest request =
        GetAlertEvidenceRequest.newBuilder().setId(new Operator(timeline).alert(rule)).build();
    return Operator.ask(observer -> timeline.alerting().grpc().getAlertEvidence(request, observer));
  }
}
