package org.onthaal.feedback.phone;

import java.util.List;
import java.util.Optional;
import org.onthaal.feedback.phone.CallPlan.Asked;
import org.onthaal.feedback.phone.CallStep.Answered;

/// Where a call is, and what follows from what happens in it: pure, without input, output or clock.
///
/// Every sequence of events ends, after `EVENTS_MAX` at the latest, with one disposition. The first
/// question is asked three times at most, a further one once. Thanks follow only what is stored.
public final class CallFlow {
  /// Who did not find the key by then does not want to, or cannot.
  public static final int ASKED_MAX = 3;

  /// No call that a door leads as it should comes near it; a door that does not is ended by it.
  static final int EVENTS_MAX = 16;

  private enum Phase {
    ASKING,
    STORING,
    ASKING_MORE,
    ADDING,
    RECORDING,
    ENDED
  }

  private final CallPlan plan;
  private final Phase phase;
  private final int asked;
  private final boolean wrongKeys;
  private final int events;
  private final CallStep step;

  private CallFlow(
      CallPlan plan, Phase phase, int asked, boolean wrongKeys, int events, CallStep step) {
    this.plan = plan;
    this.phase = phase;
    this.asked = asked;
    this.wrongKeys = wrongKeys;
    this.events = events;
    this.step = step;
  }

  /// A call that was answered just now.
  public static CallFlow begun(CallPlan plan) {
    Asked first = plan.first();
    List<Prompt> prompts =
        List.of(Prompt.GREETING, Prompt.question(first.metric()), Prompt.keys(first.metric()));
    return new CallFlow(plan, Phase.ASKING, 1, false, 0, listen(plan, first, prompts));
  }

  /// What is to be done now.
  public CallStep step() {
    return step;
  }

  /// The call after an event. One that does not fit what is being done changes nothing.
  public CallFlow after(CallEvent event) {
    CallFlow counted = new CallFlow(plan, phase, asked, wrongKeys, events + 1, step);
    CallFlow next =
        switch (phase) {
          case ASKING -> counted.whileAsking(event);
          case STORING -> counted.whileStoring(event);
          case ASKING_MORE -> counted.whileAskingMore(event);
          case ADDING -> counted.whileAdding(event);
          case RECORDING -> counted.whileRecording(event);
          case ENDED -> this;
        };
    return next.phase == Phase.ENDED || next.events < EVENTS_MAX ? next : next.broken();
  }

  private CallFlow whileAsking(CallEvent event) {
    return switch (event) {
      case CallEvent.Keys(String pressed) ->
          KeyedScore.of(plan.first().metric(), pressed)
              .map(score -> to(Phase.STORING, new CallStep.Store(answer(plan.first(), score))))
              .orElseGet(() -> again(Prompt.INVALID, true));
      case CallEvent.Silence() -> again(Prompt.SILENCE, wrongKeys);
      case CallEvent.HangUp() -> end(Disposition.HUNG_UP);
      case CallEvent.TimeUp() -> end(unanswered(wrongKeys), Prompt.GOODBYE);
      case CallEvent.Broken() -> broken();
      case CallEvent.Stored(), CallEvent.Refused(), CallEvent.NotStored(), CallEvent.Spoken() ->
          this;
    };
  }

  private CallFlow again(Prompt why, boolean wrong) {
    if (asked == ASKED_MAX) {
      return end(unanswered(wrong), Prompt.GOODBYE);
    }
    Asked first = plan.first();
    CallStep listen = listen(plan, first, List.of(why, Prompt.keys(first.metric())));
    return new CallFlow(plan, Phase.ASKING, asked + 1, wrong, events, listen);
  }

  private static Disposition unanswered(boolean wrong) {
    return wrong ? Disposition.INVALID : Disposition.NO_INPUT;
  }

  // Also a caller who leaves meanwhile has pressed a key.
  private CallFlow whileStoring(CallEvent event) {
    return switch (event) {
      case CallEvent.Stored() ->
          plan.more()
              .map(more ->
                  to(
                      Phase.ASKING_MORE,
                      listen(
                          plan,
                          more,
                          List.of(Prompt.question(more.metric()), Prompt.keys(more.metric())))))
              .orElseGet(this::recorded);
      case CallEvent.Refused(), CallEvent.NotStored(), CallEvent.TimeUp() ->
          end(Disposition.FAILED, Prompt.APOLOGY);
      case CallEvent.Broken() -> broken();
      case CallEvent.Keys _, CallEvent.Silence(), CallEvent.HangUp(), CallEvent.Spoken() -> this;
    };
  }

  private CallFlow whileAskingMore(CallEvent event) {
    return switch (event) {
      case CallEvent.Keys(String pressed) -> more(pressed).orElseGet(this::recorded);
      case CallEvent.Silence() -> recorded();
      case CallEvent.TimeUp() -> thanked();
      case CallEvent.HangUp(), CallEvent.Broken() -> end(Disposition.ANSWERED);
      case CallEvent.Stored(), CallEvent.Refused(), CallEvent.NotStored(), CallEvent.Spoken() ->
          this;
    };
  }

  private Optional<CallFlow> more(String pressed) {
    return plan.more()
        .flatMap(more ->
            KeyedScore.of(more.metric(), pressed)
                .map(score -> to(Phase.ADDING, new CallStep.Add(answer(more, score)))));
  }

  // The rating is stored whatever becomes of what is added.
  private CallFlow whileAdding(CallEvent event) {
    return switch (event) {
      case CallEvent.Stored(), CallEvent.Refused(), CallEvent.NotStored() -> recorded();
      case CallEvent.TimeUp() -> thanked();
      case CallEvent.Broken() -> end(Disposition.ANSWERED);
      case CallEvent.Keys _, CallEvent.Silence(), CallEvent.HangUp(), CallEvent.Spoken() -> this;
    };
  }

  private CallFlow recorded() {
    return plan.spokenMax()
        .map(most -> to(Phase.RECORDING, new CallStep.KeepWords(Prompt.SPEAK, most)))
        .orElseGet(this::thanked);
  }

  private CallFlow whileRecording(CallEvent event) {
    return switch (event) {
      case CallEvent.Spoken(), CallEvent.Silence(), CallEvent.Keys _, CallEvent.TimeUp() ->
          thanked();
      case CallEvent.HangUp(), CallEvent.Broken() -> end(Disposition.ANSWERED);
      case CallEvent.Stored(), CallEvent.Refused(), CallEvent.NotStored() -> this;
    };
  }

  private CallFlow thanked() {
    return end(Disposition.ANSWERED, Prompt.THANKS);
  }

  private CallFlow broken() {
    boolean isStored =
        phase == Phase.ASKING_MORE || phase == Phase.ADDING || phase == Phase.RECORDING;
    return end(isStored ? Disposition.ANSWERED : Disposition.FAILED);
  }

  private CallFlow end(Disposition disposition, Prompt... prompts) {
    return to(Phase.ENDED, new CallStep.End(disposition, List.of(prompts)));
  }

  private CallFlow to(Phase next, CallStep doing) {
    return new CallFlow(plan, next, asked, wrongKeys, events, doing);
  }

  private static Answered answer(Asked question, int score) {
    return new Answered(question, score);
  }

  private static CallStep listen(CallPlan plan, Asked question, List<Prompt> prompts) {
    return new CallStep.Listen(prompts, plan.keyWait(), KeyedScore.keysMax(question.metric()));
  }
}
