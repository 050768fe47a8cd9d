package org.onthaal.sdk.jmx;

import java.util.Map;

/** What a JMX console shows of a client. Each attribute is read when it is asked for. */
public interface FeedbackMXBean {
  /**
   * Ratings that the server acknowledged to this client.
   *
   * @return so many
   */
  long getDelivered();

  /**
   * Ratings that were lost, by {@link org.onthaal.sdk.DropReason}; those that never occurred are 0.
   *
   * @return so many of each
   */
  Map<String, Long> getDropped();

  /**
   * Ratings that were lost, for any reason.
   *
   * @return so many
   */
  long getDroppedInAll();

  /**
   * Ratings in memory, not yet on the disk.
   *
   * @return so many
   */
  long getQueued();

  /**
   * Ratings on the disk that wait to be sent, or without a spool in memory.
   *
   * @return so many
   */
  long getSpooled();

  /**
   * Ratings that the server refused for a reason that somebody can mend.
   *
   * @return so many
   */
  long getSetAside();

  /**
   * How it stands between the client and the server: a {@link org.onthaal.sdk.Health.State}.
   *
   * @return its name
   */
  String getState();

  /**
   * What the server or the network answered last, for people; empty while all is well.
   *
   * @return in words
   */
  String getStateDetail();
}
