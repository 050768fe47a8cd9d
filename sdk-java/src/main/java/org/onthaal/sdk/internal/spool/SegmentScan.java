package org.onthaal.sdk.internal.spool;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a segment as a crash, or a bad disk, left it: every record that is whole, and where
 * something else lies between.
 */
final class SegmentScan {
  private final ByteBuffer bytes;
  private final long first;
  private final int end;
  private final List<Gap> gaps = new ArrayList<>();
  private final List<SpoolRecord> records = new ArrayList<>();

  private SegmentScan(ByteBuffer bytes, long first) {
    this.bytes = bytes;
    this.first = first;
    this.end = endOfContent(bytes);
  }

  /** Reads all of a segment's bytes; {@code first} is the sequence that its records start with. */
  static SegmentScan of(ByteBuffer bytes, long first) {
    SegmentScan scan = new SegmentScan(bytes, first);
    scan.read();
    return scan;
  }

  /** Bytes that are no record, between or after records. */
  static final class Gap {
    private final int from;
    private final int to;
    private final boolean torn;

    Gap(int from, int to, boolean torn) {
      this.from = from;
      this.to = to;
      this.torn = torn;
    }

    /** The first byte of it. */
    int from() {
      return from;
    }

    /** The byte after it. */
    int to() {
      return to;
    }

    /**
     * Whether it looks like the end of a write that was cut off: no record follows, and its last
     * byte is not the end of one.
     */
    boolean torn() {
      return torn;
    }
  }

  /** In the order of the segment. */
  List<Gap> gaps() {
    return gaps;
  }

  /** Every whole record, in the order of the segment. */
  List<SpoolRecord> records() {
    return records;
  }

  /** The byte after the last whole record. */
  int goodEnd() {
    return records.isEmpty() ? 0 : records.get(records.size() - 1).end();
  }

  /** Whether what follows the last whole record is damage, not just a write that was cut off. */
  boolean isEndDamaged() {
    Gap last = gaps.isEmpty() ? null : gaps.get(gaps.size() - 1);
    return last != null && last.from() >= goodEnd() && !last.torn();
  }

  private void read() {
    int at = 0;
    while (at < end) {
      SpoolRecord found = recordAt(at);
      if (found != null) {
        records.add(found);
        at = found.end();
        continue;
      }
      int next = nextRecord(at + 1);
      gaps.add(new Gap(at, next, next == end && isCutOff(at)));
      at = next;
    }
  }

  /**
   * Whether the content ends as a write does that was cut off: too early for a record, or without a
   * record's last byte.
   */
  private boolean isCutOff(int at) {
    return end - at < Frame.OVERHEAD_BYTES || bytes.get(end - 1) != Frame.END;
  }

  /**
   * A whole record whose sequence can stand here: above the last one, and no higher than the bytes
   * in front of it allow.
   */
  private @Nullable SpoolRecord recordAt(int at) {
    SpoolRecord found = Frame.at(bytes, at, at);
    if (found == null) {
      return null;
    }
    long lowest = records.isEmpty() ? first : records.get(records.size() - 1).sequence() + 1;
    long highest = first + at / Frame.OVERHEAD_BYTES;
    return found.sequence() >= lowest && found.sequence() <= highest ? found : null;
  }

  private int nextRecord(int from) {
    for (int at = from; at < end; at++) {
      if (recordAt(at) != null) {
        return at;
      }
    }
    return end;
  }

  /** A segment is filled with zeros before it is used. */
  private static int endOfContent(ByteBuffer bytes) {
    int end = bytes.limit();
    while (end > 0 && bytes.get(end - 1) == 0) {
      end--;
    }
    return end;
  }
}
