package org.onthaal.feedback.phone;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.onthaal.feedback.phone.CallPlan.Asked;
import org.onthaal.feedback.survey.Metric;

class CallFlowTest {
  private static final Asked FIRST = new Asked("overall", Metric.CSAT);
  private static final Asked MORE = new Asked("ease", Metric.CES);
  private static final CallPlan SHORT =
      new CallPlan(FIRST, Optional.empty(), Duration.ofSeconds(5), Optional.empty());
  private static final CallPlan LONG =
      new CallPlan(
          FIRST, Optional.of(MORE), Duration.ofSeconds(5), Optional.of(Duration.ofMinutes(1)));
  private static final CallEvent SILENCE = new CallEvent.Silence();
  private static final CallEvent HANG_UP = new CallEvent.HangUp();
  private static final CallEvent STORED = new CallEvent.Stored();

  @Test
  void callBeginsWithWhatEveryCallerIsToKnow() {
    CallStep step = CallFlow.begun(SHORT).step();

    assertThat(step)
        .isEqualTo(
            new CallStep.Listen(
                List.of(Prompt.GREETING, Prompt.QUESTION_CSAT, Prompt.KEYS_CSAT),
                Duration.ofSeconds(5),
                1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "2", "3", "4", "5"})
  void keyOfTheScaleIsStoredAndThankedForOnlyThen(String key) {
    CallFlow keyed = CallFlow.begun(SHORT).after(keys(key));

    CallStep thanked = keyed.after(STORED).step();

    assertThat(keyed.step())
        .isEqualTo(new CallStep.Store(new CallStep.Answered(FIRST, Integer.parseInt(key))));
    assertThat(thanked).isEqualTo(new CallStep.End(Disposition.ANSWERED, List.of(Prompt.THANKS)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "6", "7", "8", "9", "*", "#", "44", "4#", "A", "٤", "-1", " 4"})
  void anyOtherKeyNeverBecomesARating(String keys) {
    CallFlow flow = CallFlow.begun(SHORT);
    for (int i = 1; i < CallFlow.ASKED_MAX; i++) {
      flow = flow.after(keys(keys));
      assertThat(flow.step())
          .isEqualTo(
              new CallStep.Listen(
                  List.of(Prompt.INVALID, Prompt.KEYS_CSAT), Duration.ofSeconds(5), 1));
    }

    CallStep end = flow.after(keys(keys)).step();

    assertThat(end).isEqualTo(new CallStep.End(Disposition.INVALID, List.of(Prompt.GOODBYE)));
  }

  @Test
  void silenceIsAskedAgainTwiceAndLetGo() {
    CallFlow flow = CallFlow.begun(SHORT).after(SILENCE).after(SILENCE).after(SILENCE);

    assertThat(flow.step())
        .isEqualTo(new CallStep.End(Disposition.NO_INPUT, List.of(Prompt.GOODBYE)));
  }

  @Test
  void silenceAfterAWrongKeyIsInvalid() {
    CallFlow flow = CallFlow.begun(SHORT).after(keys("9")).after(SILENCE).after(SILENCE);

    assertThat(flow.step())
        .isEqualTo(new CallStep.End(Disposition.INVALID, List.of(Prompt.GOODBYE)));
  }

  @Test
  void callerWhoLeavesBeforeAKeyHungUpAlsoAfterAWrongOne() {
    CallFlow flow = CallFlow.begun(SHORT);

    assertThat(flow.after(HANG_UP).step())
        .isEqualTo(new CallStep.End(Disposition.HUNG_UP, List.of()));
    assertThat(flow.after(keys("7")).after(HANG_UP).step())
        .isEqualTo(new CallStep.End(Disposition.HUNG_UP, List.of()));
  }

  @Test
  void keyThenHangUpIsAnswered() {
    CallFlow left = CallFlow.begun(SHORT).after(keys("2")).after(HANG_UP);

    assertThat(left.step()).isEqualTo(new CallStep.Store(new CallStep.Answered(FIRST, 2)));
    assertThat(left.after(STORED).step())
        .isEqualTo(new CallStep.End(Disposition.ANSWERED, List.of(Prompt.THANKS)));
  }

  @Test
  void ratingThatIsNotStoredIsApologisedForAndNeverThankedFor() {
    CallFlow keyed = CallFlow.begun(LONG).after(keys("5"));

    assertThat(List.of(new CallEvent.NotStored(), new CallEvent.Refused(), new CallEvent.TimeUp()))
        .allSatisfy(event ->
            assertThat(keyed.after(event).step())
                .isEqualTo(new CallStep.End(Disposition.FAILED, List.of(Prompt.APOLOGY))));
  }

  @Test
  void furtherQuestionAndSpokenCommentComeAfterTheRatingIsStored() {
    CallFlow stored = CallFlow.begun(LONG).after(keys("5")).after(STORED);
    CallFlow more = stored.after(keys("7"));
    CallFlow added = more.after(STORED);
    CallFlow spoken = added.after(new CallEvent.Spoken());

    assertThat(stored.step())
        .isEqualTo(
            new CallStep.Listen(
                List.of(Prompt.QUESTION_CES, Prompt.KEYS_CES), Duration.ofSeconds(5), 1));
    assertThat(more.step()).isEqualTo(new CallStep.Add(new CallStep.Answered(MORE, 7)));
    assertThat(added.step()).isEqualTo(new CallStep.KeepWords(Prompt.SPEAK, Duration.ofMinutes(1)));
    assertThat(spoken.step())
        .isEqualTo(new CallStep.End(Disposition.ANSWERED, List.of(Prompt.THANKS)));
  }

  @Test
  void furtherQuestionThatIsNotAnsweredChangesNothing() {
    CallFlow stored = CallFlow.begun(LONG).after(keys("5")).after(STORED);

    assertThat(stored.after(keys("8")).step()).isInstanceOf(CallStep.KeepWords.class);
    assertThat(stored.after(SILENCE).step()).isInstanceOf(CallStep.KeepWords.class);
    assertThat(stored.after(keys("1")).after(new CallEvent.NotStored()).step())
        .isInstanceOf(CallStep.KeepWords.class);
    assertThat(stored.after(HANG_UP).step())
        .isEqualTo(new CallStep.End(Disposition.ANSWERED, List.of()));
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void everyScoreOfEveryScaleCanBeKeyedIn(Metric metric) {
    for (int score = metric.lowest(); score <= metric.highest(); score++) {
      String keys = KeyedScore.keysMax(metric) == 1 ? "" + score : score + "#";

      assertThat(KeyedScore.of(metric, keys)).hasValue(score);
    }
    assertThat(KeyedScore.of(metric, metric.highest() + 1 + "")).isEmpty();
  }

  @Test
  void scaleToTenTakesTwoDigitsOrAClosingHash() {
    assertThat(KeyedScore.of(Metric.NPS, "10")).hasValue(10);
    assertThat(KeyedScore.of(Metric.NPS, "07")).hasValue(7);
    assertThat(KeyedScore.of(Metric.NPS, "7#")).hasValue(7);
    assertThat(KeyedScore.of(Metric.NPS, "10#")).hasValue(10);
    assertThat(List.of("7", "1", "11", "11#", "#", "100", "7*", "*7", "7##"))
        .allSatisfy(keys -> assertThat(KeyedScore.of(Metric.NPS, keys)).isEmpty());
  }

  private static CallEvent keys(String pressed) {
    return new CallEvent.Keys(pressed);
  }
}
