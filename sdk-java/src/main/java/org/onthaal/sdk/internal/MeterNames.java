package org.onthaal.sdk.internal;

import java.util.Locale;

/** What hooks tell of a client, by the same names and words in each of them. */
public final class MeterNames {
  /** A counter. */
  public static final String DELIVERED = "onthaal.ratings.delivered";

  /** A counter by {@link #REASON}. */
  public static final String DROPPED = "onthaal.ratings.dropped";

  /** A number that goes up and down. */
  public static final String QUEUED = "onthaal.ratings.queued";

  /** A number that goes up and down. */
  public static final String SPOOLED = "onthaal.ratings.spooled";

  /** A number that goes up and down. */
  public static final String SET_ASIDE = "onthaal.ratings.set_aside";

  /** 1 or 0, by {@link #STATE}. */
  public static final String CLIENT_STATE = "onthaal.client.state";

  /** Why a rating was lost, in lower case. */
  public static final String REASON = "reason";

  /** How it stands between the client and the server, in lower case. */
  public static final String STATE = "state";

  /** Says what {@link #DELIVERED} counts. */
  public static final String DELIVERED_MEANS = "Ratings that the server acknowledged";

  /** Says what {@link #DROPPED} counts. */
  public static final String DROPPED_MEANS = "Ratings that were lost, by reason";

  /** Says what {@link #QUEUED} is. */
  public static final String QUEUED_MEANS = "Ratings in memory, not yet on the disk";

  /** Says what {@link #SPOOLED} is. */
  public static final String SPOOLED_MEANS =
      "Ratings on the disk that wait to be sent, or without a spool in memory";

  /** Says what {@link #SET_ASIDE} is. */
  public static final String SET_ASIDE_MEANS =
      "Ratings that the server refused for a reason that somebody can mend";

  /** Says what {@link #CLIENT_STATE} is. */
  public static final String CLIENT_STATE_MEANS =
      "1 for the state in which the client is, 0 for each other one";

  private MeterNames() {}

  /** The value of a label for a constant, for example {@code queue_full}. */
  public static String label(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
