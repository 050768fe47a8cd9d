package org.onthaal.feedback.phone.agi;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.onthaal.feedback.phone.Call;
import org.onthaal.feedback.phone.CallEvent;
import org.onthaal.feedback.phone.CallFlow;
import org.onthaal.feedback.phone.CallStep;
import org.onthaal.feedback.phone.Calls;
import org.onthaal.feedback.phone.Disposition;
import org.onthaal.feedback.phone.PhoneSettings;
import org.onthaal.feedback.phone.Prompt;
import org.onthaal.feedback.phone.PromptAddresses;
import org.onthaal.feedback.rating.Receipt;

/// One call, led step by step. For one thread, which may block.
final class AgiCall {
  private static final System.Logger LOG = System.getLogger(AgiCall.class.getName());
  private static final String RATING = "RATING";

  /// With the time that the store is waited for it stays below three seconds.
  private static final Duration APOLOGY_MAX = Duration.ofMillis(1_300);

  /// The longest recording that is played lasts a little longer than this.
  private static final Duration PROMPT_MAX = Duration.ofMinutes(2);

  private final AgiPeer peer;
  private final Parts parts;
  private final Call call;
  private final long end;
  private final List<CallStep.Answered> answers = new ArrayList<>();
  private Optional<Receipt> receipt = Optional.empty();

  /// What every call is led with.
  ///
  /// @param nanos a clock that never goes back
  record Parts(
      Calls calls, PromptAddresses addresses, PhoneSettings settings, LongSupplier nanos) {}

  AgiCall(AgiPeer peer, Parts parts, Call call) {
    this.peer = peer;
    this.parts = parts;
    this.call = call;
    end = parts.nanos().getAsLong() + parts.settings().limits().callMax().toNanos();
  }

  /// Leads it to its end.
  Disposition lead() {
    CallFlow flow = CallFlow.begun(call.plan());
    while (true) {
      if (flow.step() instanceof CallStep.End(Disposition disposition, List<Prompt> prompts)) {
        farewell(disposition, prompts);
        return disposition;
      }
      flow = flow.after(event(flow.step()));
    }
  }

  private CallEvent event(CallStep step) {
    try {
      return switch (step) {
        case CallStep.Listen listen -> listen(listen);
        case CallStep.Store(CallStep.Answered answer) -> store(answer);
        case CallStep.Add(CallStep.Answered answer) -> add(answer);
        case CallStep.KeepWords(Prompt prompt, Duration most) -> keepSpoken(prompt, most);
        case CallStep.End _ -> throw new IllegalStateException("an end has nothing after it");
      };
    } catch (EOFException | SocketException _) {
      peer.lost();
      return new CallEvent.HangUp();
    } catch (IOException e) {
      peer.lost();
      LOG.log(
          System.Logger.Level.WARNING, "a telephone system broke off a call: {0}", e.toString());
      return new CallEvent.Broken();
    }
  }

  private CallEvent listen(CallStep.Listen step) throws IOException {
    if (peer.isGone()) {
      return new CallEvent.HangUp();
    }
    if (left().isZero()) {
      return new CallEvent.TimeUp();
    }
    for (Prompt prompt : step.prompts().subList(0, step.prompts().size() - 1)) {
      AgiAnswer said = peer.stream(address(prompt), left());
      Optional<String> key = said.key();
      if (key.isPresent()) {
        return keys(key.get(), step);
      }
      if (said.isFailed() && isLeft(said, prompt)) {
        return new CallEvent.HangUp();
      }
      if (peer.isGone()) {
        return new CallEvent.HangUp();
      }
    }
    return data(step);
  }

  private CallEvent data(CallStep.Listen step) throws IOException {
    Prompt last = step.prompts().getLast();
    AgiAnswer data = peer.data(address(last), step.keyWait(), step.keysMax(), left());
    if (data.isFailed()) {
      return isLeft(data, last) ? new CallEvent.HangUp() : keys("", step);
    }
    if (data.result().isEmpty()) {
      // A closing key alone is told apart from silence by one word.
      return data.timedOut() ? silence() : new CallEvent.Keys("#");
    }
    boolean isClosed = !data.timedOut() && data.result().length() < step.keysMax();
    return new CallEvent.Keys(data.result() + (isClosed ? "#" : ""));
  }

  /// The keys of a step, of which the first may have been pressed into a prompt.
  private CallEvent keys(String first, CallStep.Listen step) throws IOException {
    StringBuilder keys = new StringBuilder(first);
    while (keys.length() < step.keysMax() && keys.indexOf("#") < 0 && !peer.isGone()) {
      AgiAnswer digit = peer.digit(step.keyWait());
      Optional<String> key = digit.key();
      if (key.isEmpty()) {
        if (digit.isFailed() && !peer.leftBy(digit)) {
          throw new java.net.ProtocolException("WAIT FOR DIGIT is answered by " + digit);
        }
        break;
      }
      keys.append(key.get());
    }
    return keys.isEmpty() ? silence() : new CallEvent.Keys(keys.toString());
  }

  private CallEvent silence() {
    return peer.isGone() ? new CallEvent.HangUp() : new CallEvent.Silence();
  }

  private boolean isLeft(AgiAnswer failed, Prompt prompt) throws IOException {
    boolean left = peer.leftBy(failed);
    if (!left) {
      LOG.log(
          System.Logger.Level.WARNING,
          "a telephone system cannot play " + address(prompt) + "; the call goes on without it");
    }
    return left;
  }

  private CallEvent store(CallStep.Answered answer) throws IOException {
    Calls.Kept kept = parts.calls().store(call, answer);
    receipt = kept.receipt();
    if (receipt.isPresent()) {
      answers.add(answer);
      tell(answer.score());
    }
    return kept.event();
  }

  // What became of the rating is no matter of whether somebody listens.
  private void tell(int score) {
    try {
      peer.variable(RATING, score);
    } catch (IOException _) {
      peer.lost();
    }
  }

  private CallEvent add(CallStep.Answered answer) {
    List<CallStep.Answered> all = new ArrayList<>(answers);
    all.add(answer);
    return parts.calls().add(call, receipt.orElseThrow(), all).event();
  }

  private CallEvent keepSpoken(Prompt prompt, Duration most) throws IOException {
    if (peer.isGone()) {
      return new CallEvent.HangUp();
    }
    if (left().isZero()) {
      return new CallEvent.TimeUp();
    }
    AgiAnswer said = peer.stream(address(prompt), left());
    if (said.isFailed() && isLeft(said, prompt)) {
      return new CallEvent.HangUp();
    }
    String file = parts.settings().spokenFolder() + "/" + call.id();
    AgiAnswer spoken = peer.record(file, most.compareTo(left()) < 0 ? most : left());
    if (!spoken.isFailed()) {
      return new CallEvent.Spoken();
    }
    return peer.leftBy(spoken) ? new CallEvent.HangUp() : new CallEvent.Silence();
  }

  private void farewell(Disposition disposition, List<Prompt> prompts) {
    Duration most = disposition == Disposition.FAILED ? APOLOGY_MAX : PROMPT_MAX;
    try {
      for (Prompt prompt : prompts) {
        if (!peer.isGone()) {
          AgiAnswer said = peer.say(address(prompt), most);
          if (said.isFailed()) {
            var _ = isLeft(said, prompt);
          }
        }
      }
    } catch (IOException _) {
      peer.lost();
    }
  }

  private String address(Prompt prompt) {
    return parts.addresses().of(call.place(), prompt);
  }

  private Duration left() {
    return Duration.ofNanos(Math.max(0, end - parts.nanos().getAsLong()));
  }
}
