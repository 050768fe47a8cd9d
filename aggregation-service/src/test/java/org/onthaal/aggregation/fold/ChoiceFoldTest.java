package org.onthaal.aggregation.fold;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.onthaal.aggregation.fold.choice.ChoiceDay;
import org.onthaal.aggregation.fold.choice.ChoiceDeltas;
import org.onthaal.aggregation.measure.Metric;
import org.onthaal.aggregation.measure.Tally;
import org.onthaal.aggregation.tail.Answer;
import org.onthaal.aggregation.tail.Chosen;
import org.onthaal.aggregation.tail.Place;
import org.onthaal.aggregation.tail.RatingFacts;
import org.onthaal.aggregation.tail.Signal;

class ChoiceFoldTest {
  // Both clock changes of both hemispheres lie in a year.
  private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration SPAN = Duration.ofDays(365);

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23, 24, 25, 26, 27, 28})
  void choicesAreThoseOfTheRatingsThatAreLeftHoweverTheLogIsCut(long seed) {
    RandomRatings ratings = new RandomRatings(seed, FROM, SPAN, 1_500);
    Map<String, Long> left = ChosenByHand.count(ratings.left, _ -> true);

    for (long cut = 1; cut <= 5; cut++) {
      assertThat(ChosenByHand.named(folded(ratings.cut(cut, 40), cut, 7))).isEqualTo(left);
    }
    assertThat(ChosenByHand.named(folded(ratings.cut(9, 1), 9, 1))).isEqualTo(left);
    assertThat(left).isNotEmpty();
  }

  @Test
  void choicesAreThoseOfTheRatingsThatAreLeftAfterThousandsOfInterleavings() {
    for (long seed = 0; seed < 3_000; seed++) {
      RandomRatings ratings = new RandomRatings(seed, FROM, SPAN, 30);

      assertThat(ChosenByHand.named(folded(ratings.cut(seed, 4), seed, 3)))
          .as("seed %d", seed)
          .isEqualTo(ChosenByHand.count(ratings.left, _ -> true));
    }
  }

  @Test
  void ratingThatTookSeveralCountsOnceAmongThoseThatAnswered() {
    Map<ChoiceDay, Tally> counted =
        counted(answers(answer("core", Metric.CSAT, 2)), new Chosen("wishes", List.of("a", "b")));

    assertThat(counted)
        .hasSize(3)
        .allSatisfy(
            (_, tally) -> assertThat(tally).isEqualTo(Tally.of(Metric.CSAT, 0, 1, 0, 0, 0)));
    assertThat(counted.keySet().stream().map(day -> day.cell().choice()))
        .containsExactlyInAnyOrder("", "a", "b");
  }

  @Test
  void scoreBesideIsTheFirstOfCsatWhereverItStands() {
    List<Answer> answers =
        answers(
            answer("recommend", Metric.NPS, 9),
            answer("core", Metric.CSAT, 1),
            answer("staff", Metric.CSAT, 5));

    assertThat(counted(answers, new Chosen("reason", List.of("wait"))))
        .allSatisfy((day, tally) -> {
          assertThat(day.cell().metric()).isEqualTo(Metric.CSAT);
          assertThat(tally.count(1)).isEqualTo(1);
        });
  }

  @Test
  void withoutCsatTheFirstScoreIsBeside() {
    List<Answer> answers =
        answers(answer("ease", Metric.CES, 7), answer("recommend", Metric.NPS, 0));

    assertThat(counted(answers, new Chosen("reason", List.of("wait"))))
        .allSatisfy((day, tally) -> {
          assertThat(day.cell().metric()).isEqualTo(Metric.CES);
          assertThat(tally.count(7)).isEqualTo(1);
        });
  }

  @Test
  void ratingThatChoseNothingCountsForNothing() {
    assertThat(counted(answers(answer("core", Metric.CSAT, 5)))).isEmpty();
  }

  private static Map<ChoiceDay, Tally> counted(List<Answer> answers, Chosen... chosen) {
    ChoiceDeltas deltas = new ChoiceDeltas();
    deltas.add(
        new RatingFacts(
            new Place("brussels", "permits", "counter-1", "KIOSK", "nl"),
            FROM,
            FROM,
            false,
            false,
            answers,
            List.of(chosen)),
        1,
        ZoneId.of("Europe/Brussels"));
    return deltas.sum();
  }

  private static List<Answer> answers(Answer... answers) {
    return List.of(answers);
  }

  private static Answer answer(String question, Metric metric, int score) {
    return new Answer(question, metric, OptionalInt.of(score));
  }

  private static Map<ChoiceDay, Tally> folded(
      List<Signal.Batch> batches, long seed, int batchesMax) {
    Random random = new Random(seed);
    Map<ChoiceDay, Tally> sums = new TreeMap<>();
    Folded.Known known = new Folded.Known(Map.of(), Set.of());
    for (int i = 0; i < batches.size(); ) {
      int end = Math.min(batches.size(), i + 1 + random.nextInt(batchesMax));
      Folded folded = Fold.fold(known, batches.subList(i, end));
      folded.choices().forEach((day, delta) -> sums.merge(day, delta, Tally::plus));
      known = folded.known();
      i = end;
    }
    sums.values().removeIf(Tally::isZero);
    return sums;
  }
}
