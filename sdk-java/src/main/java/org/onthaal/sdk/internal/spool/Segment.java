package org.onthaal.sdk.internal.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One file of records, of a fixed size that is written out before the first record: a full disk is
 * met when a segment is made, not in the middle of a record. Not thread-safe, but what was
 * committed never changes.
 */
final class Segment {
  private static final String SUFFIX = ".spool";
  private static final String TOLD = ".told";
  private static final int READ_BYTES = 256 * 1024;
  private static final int PEEK_MAX = 1_000;

  private final String name;
  private final SpoolFile file;
  private final int bytesMax;
  private final long first;
  private final Map<Integer, Integer> skips = new HashMap<>();
  private final BitSet missing = new BitSet();
  private long next;
  private int committed;
  private boolean sealed;
  private int unsettledFrom;

  private Segment(String name, SpoolFile file, int bytesMax, long first) {
    this.name = name;
    this.file = file;
    this.bytesMax = bytesMax;
    this.first = first;
    this.next = first;
  }

  /**
   * Makes an empty segment, on the disk in full; {@code first} is the sequence of its first record.
   */
  static Segment create(SpoolDisk disk, long first, int bytesMax) throws IOException {
    String name = String.format("%016x", first) + SUFFIX;
    SpoolFile file = disk.open(name);
    try {
      ByteBuffer zeros = ByteBuffer.allocate(64 * 1024);
      for (int at = 0; at < bytesMax; at += zeros.capacity()) {
        zeros.clear().limit(Math.min(zeros.capacity(), bytesMax - at));
        file.write(zeros, at);
      }
      file.force();
      disk.force();
    } catch (IOException e) {
      try (file) {
        disk.delete(name);
      } catch (IOException again) {
        e.addSuppressed(again);
      }
      throw e;
    }
    return new Segment(name, file, bytesMax, first);
  }

  /**
   * Opens a segment of earlier; what is no record is kept aside.
   *
   * @param following the sequence that the next segment starts with; 0 when this is the newest
   */
  static Segment recover(SpoolDisk disk, String name, int bytesMax, long following)
      throws IOException {
    SpoolFile file = disk.open(name);
    Segment segment = new Segment(name, file, bytesMax, firstOf(name));
    int bytes = (int) Math.min(file.size(), bytesMax);
    SegmentScan scan = segment.scan(bytes, disk);
    segment.committed = scan.goodEnd();
    long most = segment.first + bytes / Frame.OVERHEAD_BYTES + 1;
    segment.next = Math.min(most, following > 0 ? following : segment.endOf(scan));
    segment.markMissing(scan);
    segment.sealed = following > 0 || file.size() < bytesMax;
    if (!segment.sealed) {
      segment.clean();
    }
    return segment;
  }

  /** Makes what follows the last whole record zeros again, so that records can follow it. */
  private void clean() throws IOException {
    skips.remove(committed);
    ByteBuffer zeros = ByteBuffer.allocate(bytesMax - committed);
    file.write(zeros, committed);
    file.force();
  }

  /** Whether a file is a segment. */
  static boolean isSegment(String name) {
    return name.matches("[0-9a-f]{16}\\.spool");
  }

  /** The sequence of the first record that a file of this name was made for. */
  static long firstOf(String name) {
    return Long.parseUnsignedLong(name.substring(0, 16), 16);
  }

  private SegmentScan scan(int bytes, SpoolDisk disk) throws IOException {
    ByteBuffer content = ByteBuffer.allocate(bytes);
    if (bytes > 0) {
      file.read(content, 0);
    }
    SegmentScan scan = SegmentScan.of(content.flip(), first);
    for (SegmentScan.Gap gap : scan.gaps()) {
      byte[] kept = new byte[gap.to() - gap.from()];
      content.get(gap.from(), kept);
      disk.keepCorrupt(name + "-" + gap.from() + (gap.torn() ? ".torn" : ".bad"), kept);
      skips.put(gap.from(), gap.to());
    }
    return scan;
  }

  /** The sequence after the newest record; a damaged end held one more, at least. */
  private long endOf(SegmentScan scan) {
    List<SpoolRecord> records = scan.records();
    long after = records.isEmpty() ? first : records.get(records.size() - 1).sequence() + 1;
    return scan.isEndDamaged() ? after + 1 : after;
  }

  private void markMissing(SegmentScan scan) {
    BitSet whole = new BitSet();
    for (SpoolRecord each : scan.records()) {
      if (each.sequence() >= first && each.sequence() < next) {
        whole.set((int) (each.sequence() - first));
      }
    }
    missing.set(0, (int) (next - first));
    missing.andNot(whole);
  }

  /**
   * Reads everything once more, after a record was no longer readable; what is none now will be
   * skipped.
   */
  void rescan(SpoolDisk disk) throws IOException {
    markMissing(scan(committed, disk));
  }

  /** How many records after a sequence are whole. */
  long whole(long after) {
    long from = Math.max(first, after + 1);
    return from >= next ? 0 : next - from - missing(after);
  }

  /** How many records after a sequence are lost. */
  long missing(long after) {
    int from = (int) Math.max(0, after + 1 - first);
    return missing.get(from, Math.max(from, missing.length())).cardinality();
  }

  /** Name of the file. */
  String name() {
    return name;
  }

  /** Sequence of the first record that this segment was made for. */
  long first() {
    return first;
  }

  /** Sequence after its last record. */
  long next() {
    return next;
  }

  /** Whether a record of some length still fits. */
  boolean hasRoomFor(int bytes) {
    return !sealed && committed + bytes <= bytesMax;
  }

  /** Takes no more records. */
  void seal() {
    sealed = true;
  }

  /** Whether it takes no more records. */
  boolean isSealed() {
    return sealed;
  }

  /** Bytes that still fit. */
  int room() {
    return sealed ? 0 : bytesMax - committed;
  }

  /**
   * Writes whole records and returns once they are on the disk; nobody sees them before {@link
   * #commit}.
   */
  void write(ByteBuffer frames) throws IOException {
    file.write(frames, committed);
    file.force();
  }

  /** Counts what was written. */
  void commit(int count, int bytes) {
    next += count;
    committed += bytes;
  }

  /** The records from the first unsettled one, in order. */
  List<SpoolRecord> peek(int countMax, int bytesLimit) throws IOException {
    List<SpoolRecord> found = new ArrayList<>();
    int at = unsettledFrom;
    int taken = 0;
    int end = committed;
    while (at < end && found.size() < countMax && taken < bytesLimit) {
      ByteBuffer window = window(at, end);
      int start = 0;
      while (start < window.limit() && found.size() < countMax && taken < bytesLimit) {
        Integer skip = skips.get(at + start);
        if (skip != null) {
          start = skip - at;
          continue;
        }
        SpoolRecord record = Frame.at(window, start, at + start);
        if (record == null) {
          break;
        }
        found.add(record);
        taken += record.size();
        start += record.size();
      }
      if (start == 0) {
        throw new UnreadableRecordException(
            "the record at byte " + at + " of " + name + " is no longer readable");
      }
      at += start;
    }
    return found;
  }

  private ByteBuffer window(int at, int end) throws IOException {
    int bytes =
        Math.min(end - at, Math.max(READ_BYTES, Frame.OVERHEAD_BYTES + Frame.PAYLOAD_BYTES_MAX));
    ByteBuffer window = ByteBuffer.allocate(bytes);
    file.read(window, at);
    return window.flip();
  }

  /** Forgets all records up to and with one of its own. */
  void settle(SpoolRecord last) {
    unsettledFrom = last.end();
  }

  /** Forgets all records up to a sequence. */
  void settleThrough(long sequence) throws IOException {
    List<SpoolRecord> some = peek(PEEK_MAX, READ_BYTES);
    while (!some.isEmpty() && some.get(0).sequence() <= sequence) {
      some.stream().filter(each -> each.sequence() <= sequence).forEach(this::settle);
      some = peek(PEEK_MAX, READ_BYTES);
    }
  }

  /** Lets go of the file. */
  void close() throws IOException {
    file.close();
  }

  /** How many of its losses were told by an earlier client; the file beside it says so. */
  private long told(SpoolDisk disk) throws IOException {
    try (SpoolFile beside = disk.open(name + TOLD)) {
      if (beside.size() < Long.BYTES) {
        return 0;
      }
      ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES);
      beside.read(bytes, 0);
      return bytes.getLong(0);
    }
  }

  /** How many records after a sequence are lost and were never told; from now on they are told. */
  long untoldLosses(long after, SpoolDisk disk) throws IOException {
    long lost = missing.cardinality();
    if (lost == 0) {
      return 0;
    }
    long untold = Math.max(0, Math.min(lost - told(disk), missing(after)));
    try (SpoolFile beside = disk.open(name + TOLD)) {
      beside.write(ByteBuffer.allocate(Long.BYTES).putLong(0, lost), 0);
    }
    return untold;
  }

  /** Removes the file. */
  void delete(SpoolDisk disk) throws IOException {
    file.close();
    disk.delete(name);
    disk.delete(name + TOLD);
  }
}
