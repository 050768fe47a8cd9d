package org.onthaal.feedback.phone;

/// How a call ended. Every call has exactly one.
public enum Disposition {
  /// A rating is stored.
  ANSWERED,
  /// Keys were pressed, none of them on the scale.
  INVALID,
  /// Nothing was pressed.
  NO_INPUT,
  /// The caller left before a key of the scale.
  HUNG_UP,
  /// A fault of ours, or of the system that calls: nothing is stored that the caller was told of.
  FAILED
}
