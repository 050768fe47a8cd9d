package org.onthaal.aggregation.notify;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/// Someone who is told. Blocks for at most its timeout; called from several threads.
public interface Receiver {
  String name();

  /// Whether it makes sense to try now; false while it rests after many failures.
  boolean isReady();

  /// Where it is told; when this changes, a disabled receiver is enabled again.
  String endpoint();

  /// One try. Never throws for what the other side does.
  Outcome deliver(Message message, Instant now);

  /// What is sent.
  ///
  /// @param id the same on every try
  /// @param takenBy readers who have it from a try before; only a receiver with several has any
  record Message(UUID id, String body, Set<String> takenBy) {
    public Message {
      takenBy = Set.copyOf(takenBy);
    }

    /// The first try.
    public Message(UUID id, String body) {
      this(id, body, Set.of());
    }
  }
}
