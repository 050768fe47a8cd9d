package org.onthaal.sdk.internal.spool;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * A queue of payloads, in order. One thread appends, one peeks and settles; both may do so at once.
 */
public interface Spool extends Closeable {
  /**
   * Appends payloads in order, as many as there is room for. On return those that it counts are as
   * durable as this spool can make them.
   *
   * @param payloads each at most {@link #PAYLOAD_BYTES_MAX} bytes
   * @param ageMillis how long they waited elsewhere before
   */
  Appended append(List<byte[]> payloads, long ageMillis);

  /** The oldest unsettled records, in order; an empty list when there is none. */
  List<SpoolRecord> peek(int countMax, int bytesMax) throws IOException;

  /** Forgets the oldest records, those of the last {@code peek} up to and with {@code last}. */
  void settle(SpoolRecord last) throws IOException;

  /** How many records wait. */
  long waiting();

  /** Whether appended payloads outlive the process. */
  boolean isDurable();

  /**
   * How long this spool was in use, in milliseconds, over all processes that used it. Jumps of the
   * machine's clock do not move it, and it stands while nobody uses the spool: what is younger than
   * a time by this clock may be older by another one, never the other way round.
   */
  long clock();

  /** Longest payload, in bytes. */
  int PAYLOAD_BYTES_MAX = Frame.PAYLOAD_BYTES_MAX;

  /**
   * What an append achieved.
   *
   * @param count how many payloads, from the first, are appended
   * @param hindrance why not all of them; empty when all are
   */
  record Appended(int count, String hindrance) {}
}
