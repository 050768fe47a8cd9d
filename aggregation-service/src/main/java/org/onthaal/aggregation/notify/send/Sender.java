package org.onthaal.aggregation.notify.send;

import java.time.Instant;
import org.onthaal.aggregation.notify.Outcome;
import org.onthaal.aggregation.notify.Receiver.Message;

/// One way of telling. Blocks until the other side has answered; safe for any thread.
@FunctionalInterface
public interface Sender {
  /// One try. Never throws for what the other side does.
  Outcome send(Message message, Instant now);
}
