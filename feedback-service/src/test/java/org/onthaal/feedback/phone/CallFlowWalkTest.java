package org.onthaal.feedback.phone;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.onthaal.feedback.phone.CallPlan.Asked;
import org.onthaal.feedback.survey.Metric;

/// Walks every sequence of events, also those that no honest door would send.
class CallFlowWalkTest {
  // 11 events: 1.9 million sequences for each plan.
  private static final int DEPTH = 6;
  private static final int LONG_WALKS = 50_000;
  private static final List<CallEvent> EVENTS =
      List.of(
          new CallEvent.Keys("4"),
          new CallEvent.Keys("9"),
          new CallEvent.Keys("7#"),
          new CallEvent.Silence(),
          new CallEvent.HangUp(),
          new CallEvent.Stored(),
          new CallEvent.Refused(),
          new CallEvent.NotStored(),
          new CallEvent.Spoken(),
          new CallEvent.TimeUp(),
          new CallEvent.Broken());
  private static final Asked CSAT = new Asked("overall", Metric.CSAT);
  private static final Asked NPS = new Asked("recommend", Metric.NPS);

  private final Set<Disposition> seen = EnumSet.noneOf(Disposition.class);

  /// What a caller went through so far.
  ///
  /// @param asked how often the first question was
  /// @param stored whether the rating is
  private record Past(int asked, boolean keyed, boolean stored, int events) {
    Past after(CallStep from, CallEvent event, CallStep to) {
      boolean isStored = stored || (from instanceof CallStep.Store && event.equals(STORED));
      boolean isAnswer = event instanceof CallEvent.Keys || event instanceof CallEvent.Silence;
      boolean isAsked = to instanceof CallStep.Listen && isAnswer && !isStored;
      return new Past(
          asked + (isAsked ? 1 : 0), keyed || to instanceof CallStep.Store, isStored, events + 1);
    }

    private static final CallEvent STORED = new CallEvent.Stored();
  }

  @Test
  void everySequenceKeepsWhatCallersArePromised() {
    for (CallPlan plan : plans()) {
      CallFlow begun = CallFlow.begun(plan);
      walk(begun, new Past(1, false, false, 0));
    }

    assertThat(seen).containsExactlyInAnyOrder(Disposition.values());
  }

  @Test
  void everySequenceEnds() {
    Random random = new Random(4573);
    List<CallPlan> plans = plans();
    for (int i = 0; i < LONG_WALKS; i++) {
      CallFlow flow = CallFlow.begun(plans.get(i % plans.size()));
      for (int event = 0; event < CallFlow.EVENTS_MAX; event++) {
        flow = flow.after(EVENTS.get(random.nextInt(EVENTS.size())));
      }
      assertThat(flow.step()).isInstanceOf(CallStep.End.class);
    }
  }

  @Test
  void doorThatRepeatsItselfForEverIsEndedToo() {
    for (CallPlan plan : plans()) {
      for (CallEvent event : EVENTS) {
        CallFlow flow = CallFlow.begun(plan).after(new CallEvent.Keys("4"));
        for (int i = 0; i < CallFlow.EVENTS_MAX; i++) {
          flow = flow.after(event);
        }
        assertThat(flow.step()).as("%s", event).isInstanceOf(CallStep.End.class);
      }
    }
  }

  private void walk(CallFlow flow, Past past) {
    if (past.events() == DEPTH) {
      return;
    }
    for (CallEvent event : EVENTS) {
      CallFlow next = flow.after(event);
      Past after = past.after(flow.step(), event, next.step());
      check(next, after);
      if (next.step() instanceof CallStep.End end) {
        seen.add(end.disposition());
        EVENTS.forEach(
            late -> ensure(next.after(late).step().equals(end), "an end is final", next));
      } else {
        walk(next, after);
      }
    }
  }

  private static void check(CallFlow flow, Past past) {
    ensure(past.asked() <= CallFlow.ASKED_MAX, "asked three times at most", flow);
    switch (flow.step()) {
      case CallStep.End(Disposition disposition, List<Prompt> prompts) -> {
        boolean isAnswered = disposition == Disposition.ANSWERED;
        ensure(isAnswered == past.stored(), "answered is what is stored", flow);
        ensure(
            !prompts.contains(Prompt.THANKS) || past.stored(), "thanks for what is stored", flow);
        ensure(
            disposition == Disposition.ANSWERED
                || disposition == Disposition.FAILED
                || !past.keyed(),
            "a key of the scale is answered, or our fault",
            flow);
      }
      case CallStep.Add _, CallStep.KeepWords _ ->
          ensure(past.stored(), "more comes after the rating", flow);
      case CallStep.Store _ -> ensure(!past.stored(), "it is stored once", flow);
      case CallStep.Listen(var prompts, Duration wait, int keysMax) -> {
        ensure(!prompts.isEmpty() && !wait.isZero() && keysMax > 0, "listens for a while", flow);
        ensure(!prompts.contains(Prompt.THANKS), "no thanks before the end", flow);
      }
    }
  }

  // An assertion of AssertJ for each of millions of steps takes minutes.
  private static void ensure(boolean holds, String claim, CallFlow flow) {
    if (!holds) {
      throw new AssertionError(claim + ", but: " + flow.step());
    }
  }

  private static List<CallPlan> plans() {
    Duration wait = Duration.ofSeconds(5);
    Optional<Duration> spoken = Optional.of(Duration.ofMinutes(1));
    return List.of(
        new CallPlan(CSAT, Optional.empty(), wait, Optional.empty()),
        new CallPlan(CSAT, Optional.of(NPS), wait, spoken),
        new CallPlan(NPS, Optional.empty(), wait, spoken),
        new CallPlan(NPS, Optional.of(CSAT), wait, Optional.empty()));
  }
}
