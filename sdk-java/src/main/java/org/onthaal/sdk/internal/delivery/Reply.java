package org.onthaal.sdk.internal.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.onthaal.sdk.Receipt;
import org.onthaal.sdk.Violation;

/** What came of one call. */
public sealed interface Reply {
  /**
   * The server answered.
   *
   * @param items one per rating, in their order
   */
  record Answered(List<Item> items) implements Reply {
    public Answered {
      items = List.copyOf(items);
    }
  }

  /**
   * No rating of the call is known to be stored.
   *
   * @param kind what to do
   * @param detail for people
   * @param pushback how long the server asks to be left alone; empty when it did not say
   */
  record Failed(Kind kind, String detail, Optional<Duration> pushback) implements Reply {
    public Failed {
      Objects.requireNonNull(kind, "kind");
      Objects.requireNonNull(detail, "detail");
      Objects.requireNonNull(pushback, "pushback");
    }
  }

  /** What a failed call asks for. */
  enum Kind {
    /** The network, or a server that cannot now: the same again, later. */
    RETRY,
    /** Somebody has to mend something: the same again, seldom. */
    BLOCKED,
    /** The call itself is refused: smaller parts of it may pass. */
    REFUSED
  }

  /** What became of one rating. */
  sealed interface Item {
    /**
     * The server has it.
     *
     * @param receipt its proof
     */
    record Stored(Receipt receipt) implements Item {
      public Stored {
        Objects.requireNonNull(receipt, "receipt");
      }
    }

    /**
     * It will never be taken.
     *
     * @param detail in one line
     * @param violations all that is wrong
     */
    record Refused(String detail, List<Violation> violations) implements Item {
      public Refused {
        Objects.requireNonNull(detail, "detail");
        violations = List.copyOf(violations);
      }
    }

    /**
     * Somebody can mend the reason: it is set aside, so that others pass.
     *
     * @param detail what is wrong
     */
    record Mendable(String detail) implements Item {
      public Mendable {
        Objects.requireNonNull(detail, "detail");
      }
    }

    /**
     * Not now.
     *
     * @param detail why
     */
    record Later(String detail) implements Item {
      public Later {
        Objects.requireNonNull(detail, "detail");
      }
    }
  }
}
