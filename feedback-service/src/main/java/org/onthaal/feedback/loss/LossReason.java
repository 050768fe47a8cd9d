package org.onthaal.feedback.loss;

/// Why a sender gave a rating up.
public enum LossReason {
  /// A word that this service does not know.
  OTHER,
  QUEUE_FULL,
  SPOOL_FULL,
  EXPIRED,
  TOO_LARGE,
  REJECTED,
  CORRUPT,
  CLOSED
}
