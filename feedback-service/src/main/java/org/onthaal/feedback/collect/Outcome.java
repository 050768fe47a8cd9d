package org.onthaal.feedback.collect;

import org.onthaal.feedback.rating.Receipt;

/// What became of one rating at a door.
public sealed interface Outcome {
  /// Durable, now or before.
  record Accepted(Receipt receipt) implements Outcome {}

  record Refused(Problem problem) implements Outcome {}
}
