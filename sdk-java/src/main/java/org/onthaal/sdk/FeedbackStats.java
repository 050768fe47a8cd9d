package org.onthaal.sdk;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What became of all ratings, at one moment: those submitted, and those found in the spool at the
 * start, are each either waiting, delivered or dropped.
 *
 * @param queued ratings in memory, not yet on the disk
 * @param spooled ratings on the disk that wait to be sent, or without a spool in memory
 * @param setAside ratings on the disk that the server refused for a reason that somebody can mend,
 *     for example an unknown touchpoint; tried again now and then
 * @param delivered ratings that the server acknowledged to this client
 * @param dropped ratings that were lost, by reason; a reason that never occurred is absent
 */
public record FeedbackStats(
    long queued, long spooled, long setAside, long delivered, Map<DropReason, Long> dropped) {
  /** Takes the counts. */
  public FeedbackStats {
    Map<DropReason, Long> copy = new EnumMap<>(DropReason.class);
    copy.putAll(dropped);
    dropped = Collections.unmodifiableMap(copy);
  }

  /**
   * All that was lost.
   *
   * @return ratings
   */
  public long droppedInAll() {
    return dropped.values().stream().mapToLong(Long::longValue).sum();
  }
}
