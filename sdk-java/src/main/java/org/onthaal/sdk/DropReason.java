package org.onthaal.sdk;

/**
 * Why a rating was lost. Each loss is counted in {@link FeedbackStats} and told to the {@link
 * FeedbackListener}.
 */
public enum DropReason {
  /**
   * More ratings came than the disk, or without a spool the network, took away. Raise {@link
   * FeedbackOptions.Builder#queueBytes(int)}, or see {@link FeedbackClient#health()}.
   */
  QUEUE_FULL,
  /** The spool is as large as it may be, or its disk is full. */
  SPOOL_FULL,
  /** It waited longer than {@link FeedbackOptions.Builder#keepFor(java.time.Duration)}. */
  EXPIRED,
  /** It does not fit into {@link FeedbackOptions#RATING_BYTES_MAX} bytes. */
  TOO_LARGE,
  /**
   * It breaks a rule of the survey, or its id is known with another content: sending it again would
   * change nothing.
   */
  REJECTED,
  /**
   * The disk gave back other bytes than were written. What is left of it lies in the spool's folder
   * {@code corrupt}.
   */
  CORRUPT,
  /**
   * It was submitted after the client was closed, or waited in a client without a spool when that
   * was closed.
   */
  CLOSED
}
