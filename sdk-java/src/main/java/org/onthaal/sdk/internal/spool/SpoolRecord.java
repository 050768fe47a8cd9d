package org.onthaal.sdk.internal.spool;

import java.util.Arrays;

/** What lies in a spool: a payload and where it stands. */
public final class SpoolRecord {
  private final long sequence;
  private final long clock;
  private final int offset;
  private final byte[] payload;

  SpoolRecord(long sequence, long clock, int offset, byte[] payload) {
    this.sequence = sequence;
    this.clock = clock;
    this.offset = offset;
    this.payload = payload;
  }

  /** Its place in the order of all records of its spool; the first is 1. */
  public long sequence() {
    return sequence;
  }

  /** The spool's own clock when it was appended, in milliseconds; see {@link Spool#clock()}. */
  public long clock() {
    return clock;
  }

  /** What was appended. Not a copy: do not change it. */
  public byte[] payload() {
    return payload;
  }

  /** The byte of its segment after it. */
  int end() {
    return offset + size();
  }

  /** Bytes it takes in its segment. */
  int size() {
    return Frame.OVERHEAD_BYTES + payload.length;
  }

  @Override
  public String toString() {
    return "SpoolRecord["
        + sequence
        + ", "
        + payload.length
        + " B, "
        + Arrays.hashCode(payload)
        + "]";
  }
}
