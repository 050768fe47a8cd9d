package org.onthaal.aggregation;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import org.onthaal.aggregation.alert.StableId;
import org.onthaal.aggregation.heartbeat.Heartbeat;
import org.onthaal.aggregation.heartbeat.HeartbeatBody;
import org.onthaal.aggregation.notify.Destination;
import org.onthaal.aggregation.notify.Outbox;
import org.onthaal.aggregation.notify.Receiver;
import org.onthaal.aggregation.notify.ReceiverSpec;
import org.onthaal.aggregation.notify.RouteTable;
import org.onthaal.aggregation.notify.alertmanager.AlertmanagerSender;
import org.onthaal.aggregation.notify.alertmanager.Repetition;
import org.onthaal.aggregation.notify.chat.ChatSender;
import org.onthaal.aggregation.notify.email.EmailSender;
import org.onthaal.aggregation.notify.pagerduty.PagerDutySender;
import org.onthaal.aggregation.notify.send.AddressGuard;
import org.onthaal.aggregation.notify.send.BoundedReceiver;
import org.onthaal.aggregation.notify.send.GuardedPost;
import org.onthaal.aggregation.notify.send.ReceiverLimits;
import org.onthaal.aggregation.notify.send.Sender;
import org.onthaal.aggregation.notify.webhook.WebhookSender;

/// Builds the receivers that a routes file describes.
record Receivers(
    RouteTable routes, AddressGuard guard, ReceiverLimits limits, ExecutorService executor) {
  List<Receiver> all() {
    return routes.receivers().stream()
        .<Receiver>map(spec -> new BoundedReceiver(spec, sender(spec), limits, executor))
        .toList();
  }

  /// For receivers that forget what is not repeated.
  List<Repetition> repetitions(Outbox outbox) {
    List<Repetition> repetitions = new ArrayList<>();
    for (ReceiverSpec spec : routes.receivers()) {
      if (spec.destination() instanceof Destination.Alertmanager to) {
        repetitions.add(new Repetition(spec.name(), new AlertmanagerSender(to, post()), outbox));
      }
    }
    return repetitions;
  }

  /// How a sign of life of one receiver leaves.
  Heartbeat.Signal heartbeat(ReceiverSpec spec, ReceiverSpec.Heartbeat wanted) {
    String name = spec.name();
    if (wanted.url().isPresent()) {
      URI url = wanted.url().get();
      return now -> post().send(url, HeartbeatBody.of(name, now), Map.of(), now);
    }
    Sender pushed = sender(spec);
    return now ->
        pushed.send(
            new Receiver.Message(
                StableId.of("heartbeat", name), HeartbeatBody.alwaysFiring(name, now)),
            now);
  }

  private Sender sender(ReceiverSpec spec) {
    return switch (spec.destination()) {
      case Destination.Webhook to -> new WebhookSender(to, post());
      case Destination.Chat to -> new ChatSender(to, spec.language(), post());
      case Destination.PagerDuty to -> new PagerDutySender(to, spec.language(), post());
      case Destination.Alertmanager to -> new AlertmanagerSender(to, post());
      case Destination.Email to -> new EmailSender(to, spec.language(), guard, limits.timeout());
    };
  }

  private GuardedPost post() {
    return new GuardedPost(guard, limits.timeout());
  }
}
