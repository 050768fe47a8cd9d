package org.onthaal.feedback.invitation;

/// What became of a token.
public sealed interface InvitationCheck {
  /// It may be used, unless it was: that shows when its rating is stored.
  record Open(Invitation invitation) implements InvitationCheck {}

  /// It was one, but its time or that of its key is over, or the key was revoked.
  record Over(Invitation invitation) implements InvitationCheck {}

  /// Nobody who may invite to this touchpoint signed it.
  record Unknown() implements InvitationCheck {}
}
