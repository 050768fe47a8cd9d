package org.onthaal.feedback.key;

/// What became of a change of the keys.
public sealed interface KeyOutcome {
  /// The key as it is now.
  record Done(AccessKey key) implements KeyOutcome {}

  /// No key has the id, or no administration the code.
  record Unknown() implements KeyOutcome {}

  /// The administration has as many keys that open something as it may have.
  record TooMany() implements KeyOutcome {}

  record Unavailable() implements KeyOutcome {}
}
