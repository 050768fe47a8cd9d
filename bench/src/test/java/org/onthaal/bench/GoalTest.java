package org.onthaal.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.onthaal.bench.rig.Findings;

class GoalTest {
  private static final Goal MORE = Goal.atLeast("more", Goal.figure("more"), 5, 8);
  private static final Goal LESS = Goal.atMost("less", Goal.ratio("ours", "theirs"), 0.3, 0.1);

  @Test
  void verdictSaysWhichOfTheTwoBoundsWasReached() {
    assertThat(List.of(MORE.verdict(4.9), MORE.verdict(5), MORE.verdict(8)))
        .containsExactly("missed", "met", "stretch");
    assertThat(List.of(LESS.verdict(0.31), LESS.verdict(0.3), LESS.verdict(0.1)))
        .containsExactly("missed", "met", "stretch");
    assertThat(MORE.verdict(Double.NaN)).isEqualTo("not measured");
  }

  @Test
  void tableHasALinePerGoalAlsoWhereNothingWasMeasured() {
    Findings findings = new Findings();
    findings.add("ours", 2);
    findings.add("theirs", 10);

    List<String> lines = Goal.table(List.of(MORE, LESS), findings).lines().toList();

    assertThat(lines).hasSize(3);
    assertThat(lines.get(1)).contains("more", ">= 5.00", "not measured");
    assertThat(lines.get(2)).contains("less", "<= 0.30", "0.20", "met");
  }

  @Test
  void withoutPgbenchOurOwnInsertsAreTheFloor() {
    Findings without = new Findings();
    Findings with = new Findings();
    with.add("intake.pgbench-64.perSecond", 1);

    assertThat(Goals.of(without).getFirst().words()).contains("insert, 64");
    assertThat(Goals.of(with).getFirst().words()).contains("pgbench, 64");
    assertThat(Goals.of(with)).extracting(Goal::words).doesNotHaveDuplicates();
  }

  @Test
  void everyStretchIsAtLeastAsHardAsItsMust() {
    assertThat(Goals.of(new Findings()))
        .allMatch(
            goal -> goal.atLeast() ? goal.stretch() >= goal.must() : goal.stretch() <= goal.must());
  }

  @Test
  void comparisonShowsTheRatiosThatBothRunsHave() {
    String text =
        AllBench.comparison(
            Map.of("unary / peer", 4.0, "gone", 1.0), Map.of("unary / peer", 5.0, "new", 1.0));

    assertThat(text).contains("unary / peer").contains("+25%");
    assertThat(text).doesNotContain("gone").doesNotContain("new ");
  }
}
