package org.onthaal.sdk;

import java.util.List;
import java.util.Objects;

/**
 * What is promised about a rating that was submitted. The strength grows from {@link Queued} over
 * {@link Durable} to {@link Delivered}; a {@link Rejected} one is not kept.
 */
public sealed interface Submission {
  /**
   * The id of the rating.
   *
   * @return the one it was given, or the one that the client made
   */
  RatingId id();

  /**
   * Whether the client keeps the rating, or the server has it.
   *
   * @return false only for {@link Rejected}
   */
  default boolean isAccepted() {
    return !(this instanceof Rejected);
  }

  /**
   * Whether the rating outlives this process, and the machine's loss of power.
   *
   * @return true for {@link Durable} and {@link Delivered}
   */
  default boolean isDurable() {
    return this instanceof Durable || this instanceof Delivered;
  }

  /**
   * In memory: it will be stored and sent; it is lost when this process ends before.
   *
   * @param id the rating
   */
  record Queued(RatingId id) implements Submission {
    /** Takes an id. */
    public Queued {
      Objects.requireNonNull(id, "id");
    }
  }

  /**
   * On the disk, forced: it survives the end of this process and a loss of power, and will be sent.
   *
   * @param id the rating
   */
  record Durable(RatingId id) implements Submission {
    /** Takes an id. */
    public Durable {
      Objects.requireNonNull(id, "id");
    }
  }

  /**
   * The server committed it.
   *
   * @param receipt the server's proof; that of the stored rating where this one is a duplicate
   */
  record Delivered(Receipt receipt) implements Submission {
    /** Takes a receipt. */
    public Delivered {
      Objects.requireNonNull(receipt, "receipt");
    }

    @Override
    public RatingId id() {
      return receipt.id();
    }
  }

  /**
   * Not kept.
   *
   * @param id the rating
   * @param reason why
   * @param violations all that is wrong with it, where the reason is {@link DropReason#REJECTED};
   *     otherwise empty
   */
  record Rejected(RatingId id, DropReason reason, List<Violation> violations)
      implements Submission {
    /** Takes a reason and what is wrong. */
    public Rejected {
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(reason, "reason");
      violations = List.copyOf(violations);
    }
  }
}
