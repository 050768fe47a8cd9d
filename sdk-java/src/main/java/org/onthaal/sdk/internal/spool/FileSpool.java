package org.onthaal.sdk.internal.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.onthaal.sdk.DropReason;
import org.onthaal.sdk.SpoolPolicy;

/**
 * A spool in a folder: segments, oldest first, and a cursor. The folder must belong to this process
 * alone, see {@link SpoolFolder}.
 */
public final class FileSpool implements Spool {
  private static final int WRITE_BYTES = 1024 * 1024;

  private final SpoolDisk disk;
  private final Limits limits;
  private final SpoolLosses losses;
  private final LongSupplier nanoTime;
  private final long openedAt;
  private final Cursor cursor;
  private final ByteBuffer buffer;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Segment> segments = new ArrayDeque<>();
  private final long clockBefore;
  private long nextSequence = 1;
  private long settled;

  /** Counted at the end of each change, so that whoever asks waits for no disk. */
  private volatile long waiting;

  /** How much a spool may take. */
  public static final class Limits {
    private final int segmentBytes;
    private final long bytesMax;
    private final SpoolPolicy policy;

    /**
     * All limits.
     *
     * @param segmentBytes size of one file
     * @param bytesMax size of all files; at least two segments
     * @param policy what happens at that size
     */
    public Limits(int segmentBytes, long bytesMax, SpoolPolicy policy) {
      if (segmentBytes < Frame.OVERHEAD_BYTES + PAYLOAD_BYTES_MAX || bytesMax < 2L * segmentBytes) {
        throw new IllegalArgumentException(
            segmentBytes + " B a segment, " + bytesMax + " B in all");
      }
      this.segmentBytes = segmentBytes;
      this.bytesMax = bytesMax;
      this.policy = policy;
    }
  }

  private FileSpool(SpoolDisk disk, Limits limits, SpoolLosses losses, LongSupplier nanoTime)
      throws IOException {
    this.disk = disk;
    this.limits = limits;
    this.losses = losses;
    this.nanoTime = nanoTime;
    this.openedAt = nanoTime.getAsLong();
    this.cursor = Cursor.open(disk);
    this.settled = cursor.settled();
    this.clockBefore = cursor.clock();
    this.buffer = ByteBuffer.allocateDirect(Math.min(WRITE_BYTES, limits.segmentBytes));
  }

  /** Opens a folder and recovers what lies in it. */
  public static FileSpool open(
      SpoolDisk disk, Limits limits, SpoolLosses losses, LongSupplier nanoTime) throws IOException {
    FileSpool spool = new FileSpool(disk, limits, losses, nanoTime);
    spool.recover();
    return spool;
  }

  private void recover() throws IOException {
    List<String> names = disk.names().stream().filter(Segment::isSegment).sorted().toList();
    for (int i = 0; i < names.size(); i++) {
      long following = i + 1 < names.size() ? Segment.firstOf(names.get(i + 1)) : 0;
      Segment segment = Segment.recover(disk, names.get(i), limits.segmentBytes, following);
      segment.settleThrough(settled);
      tellMissing(segment);
      segments.add(segment);
    }
    Segment newest = segments.peekLast();
    nextSequence = Math.max(settled + 1, newest == null ? 1 : newest.next());
    dropSettledSegments();
    countWaiting();
  }

  private void tellMissing(Segment segment) throws IOException {
    long count = segment.untoldLosses(settled, disk);
    if (count > 0) {
      losses.lost(DropReason.CORRUPT, count, segment.name() + " is damaged");
    }
  }

  @Override
  public Appended append(List<byte[]> payloads, long ageMillis) {
    int appended = 0;
    Iterator<byte[]> rest = payloads.iterator();
    byte @Nullable [] next = rest.hasNext() ? rest.next() : null;
    while (next != null) {
      try {
        Segment segment = segmentFor(Frame.OVERHEAD_BYTES + next.length);
        int count = 0;
        buffer.clear().limit(Math.min(buffer.capacity(), segment.room()));
        while (next != null && buffer.remaining() >= Frame.OVERHEAD_BYTES + next.length) {
          Frame.put(buffer, nextSequence + count, clock() - ageMillis, next);
          count++;
          next = rest.hasNext() ? rest.next() : null;
        }
        commit(segment, count);
        appended += count;
      } catch (IOException e) {
        return new Appended(appended, e.toString());
      }
    }
    return new Appended(appended, "");
  }

  private void commit(Segment segment, int count) throws IOException {
    int bytes = buffer.flip().remaining();
    try {
      segment.write(buffer);
    } catch (IOException e) {
      // What the disk holds of it now is unknown, and asking it to force the same file again would
      // not tell.
      lock.lock();
      try {
        segment.seal();
      } finally {
        lock.unlock();
      }
      throw e;
    }
    lock.lock();
    try {
      segment.commit(count, bytes);
      nextSequence += count;
      countWaiting();
    } finally {
      lock.unlock();
    }
  }

  private Segment segmentFor(int bytes) throws IOException {
    lock.lock();
    try {
      Segment current = segments.peekLast();
      if (current != null && current.hasRoomFor(bytes)) {
        return current;
      }
      if (current != null) {
        current.seal();
      }
      dropSettledSegments();
      makeRoom();
    } finally {
      lock.unlock();
    }
    Segment made = Segment.create(disk, nextSequence, limits.segmentBytes);
    lock.lock();
    try {
      segments.add(made);
    } finally {
      lock.unlock();
    }
    return made;
  }

  private void makeRoom() throws IOException {
    while ((segments.size() + 1L) * limits.segmentBytes > limits.bytesMax) {
      if (limits.policy == SpoolPolicy.REJECT_NEW) {
        throw new IOException("the spool holds " + limits.bytesMax + " bytes, its limit");
      }
      dropOldest();
    }
  }

  private void dropOldest() throws IOException {
    Segment oldest = segments.removeFirst();
    long dropped = oldest.whole(settled);
    settled = Math.max(settled, oldest.next() - 1);
    countWaiting();
    oldest.delete(disk);
    cursor.write(settled, clock());
    if (dropped > 0) {
      losses.lost(DropReason.SPOOL_FULL, dropped, "the oldest gave way to new ones");
    }
  }

  private void dropSettledSegments() throws IOException {
    while (!segments.isEmpty()) {
      Segment oldest = segments.getFirst();
      if (!oldest.isSealed() || oldest.next() > settled + 1) {
        break;
      }
      segments.removeFirst();
      oldest.delete(disk);
    }
    // One without a record has the name that the next one will have.
    Segment newest = segments.peekLast();
    if (newest != null && newest.isSealed() && newest.next() == newest.first()) {
      segments.removeLast();
      newest.delete(disk);
    }
  }

  @Override
  public List<SpoolRecord> peek(int countMax, int bytesMax) throws IOException {
    lock.lock();
    try {
      for (Segment segment : segments) {
        if (segment.next() > settled + 1) {
          List<SpoolRecord> found = readable(segment, countMax, bytesMax);
          if (!found.isEmpty()) {
            return found;
          }
        }
      }
      return List.of();
    } finally {
      lock.unlock();
    }
  }

  /** Records that became unreadable after they were written are given up; all others are kept. */
  private List<SpoolRecord> readable(Segment segment, int countMax, int bytesMax)
      throws IOException {
    try {
      return segment.peek(countMax, bytesMax);
    } catch (UnreadableRecordException e) {
      segment.rescan(disk);
      countWaiting();
      tellMissing(segment);
      return segment.peek(countMax, bytesMax);
    }
  }

  /** Every unsettled record, in order. */
  List<SpoolRecord> everything() throws IOException {
    lock.lock();
    try {
      List<SpoolRecord> all = new ArrayList<>();
      for (Segment segment : segments) {
        all.addAll(readable(segment, Integer.MAX_VALUE, Integer.MAX_VALUE));
      }
      return all;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void settle(SpoolRecord last) throws IOException {
    lock.lock();
    try {
      if (last.sequence() <= settled) {
        return; // dropped meanwhile, to make room
      }
      settled = last.sequence();
      for (Segment segment : segments) {
        if (segment.first() <= settled && settled < segment.next()) {
          segment.settle(last);
        }
      }
      countWaiting();
      cursor.write(settled, clock());
      dropSettledSegments();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long waiting() {
    return waiting;
  }

  private void countWaiting() {
    waiting = segments.stream().mapToLong(segment -> segment.whole(settled)).sum();
  }

  @Override
  public boolean isDurable() {
    return true;
  }

  @Override
  public long clock() {
    return clockBefore + TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong() - openedAt);
  }

  @Override
  public void close() throws IOException {
    lock.lock();
    try {
      cursor.write(settled, clock());
      cursor.close();
      for (Segment segment : segments) {
        segment.close();
      }
      disk.close();
    } finally {
      lock.unlock();
    }
  }
}
