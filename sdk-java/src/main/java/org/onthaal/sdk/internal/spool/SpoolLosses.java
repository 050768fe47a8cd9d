package org.onthaal.sdk.internal.spool;

import org.onthaal.sdk.DropReason;

/** Hears of records that a spool lost. */
@FunctionalInterface
public interface SpoolLosses {
  /** Records are gone for good; {@code detail} says what is known of them. */
  void lost(DropReason reason, long count, String detail);
}
