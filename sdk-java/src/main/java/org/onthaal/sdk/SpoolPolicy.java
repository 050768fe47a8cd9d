package org.onthaal.sdk;

/** What happens when the spool is as large as it may be. */
public enum SpoolPolicy {
  /** New ratings are rejected with {@link DropReason#SPOOL_FULL}: what was promised is kept. */
  REJECT_NEW,
  /**
   * The oldest ratings are dropped and counted as {@link DropReason#SPOOL_FULL}: the newest days
   * are kept.
   */
  DROP_OLDEST
}
