package org.onthaal.aggregation.notify;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.onthaal.aggregation.alert.AlertTransaction;
import org.onthaal.aggregation.alert.StableId;

/// Tells the meta receiver of log entries that could not be folded, in the transaction that puts
/// them aside: figures lack them until a person has looked.
public final class QuarantineNotifier {
  private final Optional<String> metaReceiver;
  private final Outbox outbox;
  private final InstantSource clock;
  private final Duration giveUpAfter;

  /// Tells whoever the table names.
  ///
  /// @param giveUpAfter after this a notification that was never taken becomes a dead letter
  public QuarantineNotifier(
      RouteTable table, Outbox outbox, InstantSource clock, Duration giveUpAfter) {
    this.metaReceiver = table.metaReceiver();
    this.outbox = outbox;
    this.clock = clock;
    this.giveUpAfter = giveUpAfter;
  }

  /// One notification for everything that one step of the fold put aside, so that a log full of
  /// such entries is no flood.
  ///
  /// @param offset of the first of them
  /// @param reason of the first of them
  public void quarantined(
      AlertTransaction transaction, int partition, long offset, int entries, String reason) {
    if (metaReceiver.isEmpty()) {
      return;
    }
    Instant now = clock.instant();
    UUID id = StableId.of("quarantine", partition + ":" + offset);
    outbox.queue(
        transaction,
        new Notification(
            id,
            new Notification.Address(metaReceiver.get(), "quarantine=" + partition),
            Optional.empty(),
            Optional.empty(),
            new Notification.Content(
                Notification.Kind.QUARANTINED,
                MessageBody.ofQuarantine(partition, offset, entries, reason, now)),
            new Notification.Schedule(now, now, now.plus(giveUpAfter))));
  }
}
