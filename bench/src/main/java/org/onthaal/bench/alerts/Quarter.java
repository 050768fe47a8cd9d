package org.onthaal.bench.alerts;

import org.onthaal.aggregation.drop.Slot;

/// A quarter of an hour of one stream.
///
/// @param index quarters since the first day opened; closed time has none
/// @param satisfied who answered 4 or 5
record Quarter(int index, Slot slot, int n, int satisfied) {
  /// A service that is open from 8 to 18.
  static final int HOURS_A_DAY = 10;

  static final int AN_HOUR = 4;
  static final int A_DAY = HOURS_A_DAY * AN_HOUR;

  /// Whether it ends a full hour.
  boolean endsHour() {
    return index % AN_HOUR == AN_HOUR - 1;
  }
}
