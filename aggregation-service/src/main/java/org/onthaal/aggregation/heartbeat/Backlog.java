package org.onthaal.aggregation.heartbeat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.onthaal.aggregation.notify.Outbox;

/// What is still to be judged and to be told, as the database has it: the same for all replicas.
///
/// Every method throws `StoreFailedException` when the database does not answer.
public interface Backlog {
  /// Per drop rule, the start of the oldest slot that is not judged yet; of rules that have met a
  /// stream.
  Map<String, Instant> nextSlots();

  /// Since when the oldest notification of a receiver could have been delivered; empty when none is
  /// due. Waiting that a route asks for, `group-wait`, does not count.
  Optional<Instant> dueSince(String receiver, Instant now);

  boolean isDisabled(Outbox.Endpoint endpoint);
}
