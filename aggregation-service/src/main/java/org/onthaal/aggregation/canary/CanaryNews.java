package org.onthaal.aggregation.canary;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.onthaal.aggregation.alert.AlertTransaction;
import org.onthaal.aggregation.alert.StableId;
import org.onthaal.aggregation.notify.Json;
import org.onthaal.aggregation.notify.Notification;
import org.onthaal.aggregation.notify.Outbox;

/// Tells the meta receiver of a night on which no alert came back.
final class CanaryNews {
  private final Optional<String> metaReceiver;
  private final Outbox outbox;
  private final Duration giveUpAfter;

  CanaryNews(Optional<String> metaReceiver, Outbox outbox, Duration giveUpAfter) {
    this.metaReceiver = metaReceiver;
    this.outbox = outbox;
    this.giveUpAfter = giveUpAfter;
  }

  /// In the transaction that gives the night up, and with an id that is the night's: once.
  void missed(AlertTransaction transaction, Instant due, String because, Instant now) {
    if (metaReceiver.isEmpty()) {
      return;
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("due", due);
    data.put("because", because);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", Notification.Kind.CANARY_MISSED.type());
    body.put("timestamp", now);
    body.put("data", data);
    outbox.queue(
        transaction,
        new Notification(
            StableId.of("canary-missed", due.toString()),
            new Notification.Address(metaReceiver.get(), "canary"),
            Optional.empty(),
            Optional.empty(),
            new Notification.Content(Notification.Kind.CANARY_MISSED, Json.object(body)),
            new Notification.Schedule(now, now, now.plus(giveUpAfter))));
  }
}
