package org.onthaal.sdk.internal.spool;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** A spool of a client without a folder: what waits in it ends with the process. */
public final class MemorySpool implements Spool {
  private final long bytesMax;
  private final LongSupplier nanoTime;
  private final long openedAt;
  private final Deque<SpoolRecord> records = new ArrayDeque<>();
  private long bytes;
  private long nextSequence = 1;

  /** Takes at most some bytes. */
  public MemorySpool(long bytesMax, LongSupplier nanoTime) {
    this.bytesMax = bytesMax;
    this.nanoTime = nanoTime;
    this.openedAt = nanoTime.getAsLong();
  }

  @Override
  public synchronized Appended append(List<byte[]> payloads, long ageMillis) {
    int appended = 0;
    for (byte[] each : payloads) {
      SpoolRecord record = new SpoolRecord(nextSequence, clock() - ageMillis, 0, each);
      if (bytes + record.size() > bytesMax) {
        return new Appended(
            appended, "the memory for unsent ratings is full: " + bytesMax + " bytes");
      }
      records.add(record);
      bytes += record.size();
      nextSequence++;
      appended++;
    }
    return new Appended(appended, "");
  }

  @Override
  public synchronized List<SpoolRecord> peek(int countMax, int bytesLimit) {
    List<SpoolRecord> found = new ArrayList<>();
    int taken = 0;
    for (SpoolRecord each : records) {
      if (found.size() >= countMax || taken >= bytesLimit) {
        break;
      }
      found.add(each);
      taken += each.size();
    }
    return found;
  }

  @Override
  public synchronized void settle(SpoolRecord last) {
    while (!records.isEmpty() && records.getFirst().sequence() <= last.sequence()) {
      bytes -= records.removeFirst().size();
    }
  }

  @Override
  public synchronized long waiting() {
    return records.size();
  }

  @Override
  public boolean isDurable() {
    return false;
  }

  @Override
  public long clock() {
    return TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong() - openedAt);
  }

  @Override
  public void close() {}
}
