package org.onthaal.aggregation.notify;

/// Why a transition was not told.
public enum Withheld {
  /// Only firing and its end are told.
  NOT_NEWS,
  /// No route matches.
  NO_ROUTE,
  /// The receiver was not told that it fired.
  NOT_TOLD_BEFORE,
  /// The endpoint answered 410.
  RECEIVER_DISABLED,
  /// The receiver is no longer in the routes file.
  RECEIVER_UNKNOWN,
  /// A silence matches; its id is the cause.
  SILENCED,
  /// Another alert says the same of more; its id is the cause.
  INHIBITED,
  /// It was over before it, or its group, was told.
  OVER_BEFORE_TOLD,
  /// It began and ended while its route was muted.
  MUTED,
  /// The receiver knows it already.
  ALREADY_TOLD
}
