package org.onthaal.feedback.key;

/// What a key may be used for.
public enum Scope {
  /// To give ratings of people, just now or from an offline queue.
  APPEND,
  /// To bring in files of earlier ratings, with their times.
  IMPORT,
  /// To give ratings of channel KIOSK only: what a device that stands in the open may carry.
  DEVICE,
  /// To sign invitations. Opens no door by itself.
  INVITATION
}
