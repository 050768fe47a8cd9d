package org.onthaal.feedback.phone;

import java.time.Duration;
import java.util.List;

/// What a door does next.
public sealed interface CallStep {
  /// Says the prompts, which any key cuts short, and waits for keys.
  ///
  /// @param keyWait from the last prompt, or key, to silence
  /// @param keysMax after so many keys nothing more is waited for; a `#` ends them earlier
  record Listen(List<Prompt> prompts, Duration keyWait, int keysMax) implements CallStep {
    public Listen {
      prompts = List.copyOf(prompts);
    }
  }

  /// Stores the rating; the same again where it was asked before.
  record Store(Answered answer) implements CallStep {}

  /// Adds an answer to the stored rating.
  record Add(Answered answer) implements CallStep {}

  /// Says the prompt and keeps what the caller says then.
  record KeepWords(Prompt prompt, Duration most) implements CallStep {}

  /// Says the prompts to a caller who is still there, and hands the call back.
  record End(Disposition disposition, List<Prompt> prompts) implements CallStep {
    public End {
      prompts = List.copyOf(prompts);
    }
  }

  /// A score that was keyed in.
  record Answered(CallPlan.Asked question, int score) {}
}
