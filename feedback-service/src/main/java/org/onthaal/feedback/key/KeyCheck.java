package org.onthaal.feedback.key;

/// What became of a text that claims to be a key.
public sealed interface KeyCheck {
  /// It opens what its scopes say.
  record Open(AccessKey key) implements KeyCheck {}

  record Refused(KeyFault fault) implements KeyCheck {}
}
