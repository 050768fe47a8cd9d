package org.onthaal.feedback.phone;

/// What happened in a call.
public sealed interface CallEvent {
  /// Keys were pressed, in order; a closing `#` is one of them.
  record Keys(String pressed) implements CallEvent {}

  /// Nothing was pressed, or said, for as long as the step listens.
  record Silence() implements CallEvent {}

  /// The caller left.
  record HangUp() implements CallEvent {}

  /// What was to be stored is durable.
  record Stored() implements CallEvent {}

  /// It was looked at and not taken.
  record Refused() implements CallEvent {}

  /// It is not known to be durable, and time is up for finding out.
  record NotStored() implements CallEvent {}

  /// The caller said something, which is kept where the door told it to be.
  record Spoken() implements CallEvent {}

  /// The call lasts for longer than any may.
  record TimeUp() implements CallEvent {}

  /// The system that calls does not answer, or not in its own protocol.
  record Broken() implements CallEvent {}
}
