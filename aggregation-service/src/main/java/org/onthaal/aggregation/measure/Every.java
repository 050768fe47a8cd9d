package org.onthaal.aggregation.measure;

/// Length of the windows of an answer, in the calendar of a zone.
public enum Every {
  HOUR,
  DAY,
  /// ISO, from Monday.
  WEEK,
  MONTH,
  /// The whole range as one window.
  ALL
}
