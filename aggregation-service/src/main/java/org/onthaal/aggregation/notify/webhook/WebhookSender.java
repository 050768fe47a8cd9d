package org.onthaal.aggregation.notify.webhook;

import java.time.Instant;
import java.util.Map;
import org.onthaal.aggregation.notify.Destination;
import org.onthaal.aggregation.notify.Destination.Signing;
import org.onthaal.aggregation.notify.Outcome;
import org.onthaal.aggregation.notify.Receiver.Message;
import org.onthaal.aggregation.notify.send.GuardedPost;
import org.onthaal.aggregation.notify.send.Sender;

/// Posts the message as it is, signed, so that the other side can tell that it is ours and whole.
public record WebhookSender(Destination.Webhook to, GuardedPost post) implements Sender {
  @Override
  public Outcome send(Message message, Instant now) {
    return post.send(to.url(), message.body(), headers(message, now), now);
  }

  private Map<String, String> headers(Message message, Instant now) {
    String id = message.id().toString();
    String timestamp = Long.toString(now.getEpochSecond());
    if (to.signing() == Signing.STANDARD) {
      return Map.of(
          "webhook-id", id,
          "webhook-timestamp", timestamp,
          "webhook-signature", WebhookSignature.standard(to.secrets(), id, now, message.body()));
    }
    return Map.of(
        "webhook-id", id,
        "x-onthaal-timestamp", timestamp,
        "x-onthaal-signature", WebhookSignature.timestamped(to.secrets(), now, message.body()));
  }
}
