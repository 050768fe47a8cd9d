package org.onthaal.aggregation;

import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import org.onthaal.aggregation.alert.StableId;
import org.onthaal.aggregation.heartbeat.Heartbeat;
import org.onthaal.aggregation.heartbeat.HeartbeatBody;
import org.onthaal.aggregation.notify.Destination;
import org.onthaal.aggregation.notify.Outcome;
import org.onthaal.aggregation.notify.Receiver;
import org.onthaal.aggregation.notify.ReceiverSpec;
import org.onthaal.aggregation.notify.RouteTable;
import org.onthaal.aggregation.notify.alertmanager.AlertmanagerSender;
import org.onthaal.aggregation.notify.chat.ChatSender;
import org.onthaal.aggregation.notify.email.EmailSender;
import org.onthaal.aggregation.notify.pagerduty.PagerDutySender;
import org.onthaal.aggregation.notify.send.AddressGuard;
import org.onthaal.aggregation.notify.send.BoundedReceiver;
import org.onthaal.aggregation.notify.send.GuardedPost;
import org.onthaal.aggregation.notify.send.ReceiverLimits;
import org.onthaal.aggregation.notify.send.Sender;
import org.onthaal.aggregation.notify.webhook.WebhookSender;

/// Builds the receivers that a routes file describes. One whose entry stays the same over a change
/// of the file is kept, with its tries under way and its rest after failures. One thread at a time.
final class Receivers {
  private final AddressGuard guard;
  private final ReceiverLimits limits;
  private final ExecutorService executor;
  private Map<ReceiverSpec, Receiver> known = Map.of();

  Receivers(AddressGuard guard, ReceiverLimits limits, ExecutorService executor) {
    this.guard = guard;
    this.limits = limits;
    this.executor = executor;
  }

  List<Receiver> of(RouteTable routes) {
    Map<ReceiverSpec, Receiver> receivers = new LinkedHashMap<>();
    for (ReceiverSpec spec : routes.receivers()) {
      Receiver kept = known.get(spec);
      receivers.put(
          spec, kept == null ? new BoundedReceiver(spec, sender(spec), limits, executor) : kept);
    }
    known = receivers;
    return List.copyOf(receivers.values());
  }

  /// One try beside what is under way: a receiver that rests is tried all the same. Safe for any
  /// thread.
  Outcome trial(ReceiverSpec spec, Receiver.Message message, Instant now) {
    return new BoundedReceiver(spec, sender(spec), limits, executor).deliver(message, now);
  }

  /// Those that forget what is not repeated.
  Map<ReceiverSpec, AlertmanagerSender> forgetful(RouteTable routes) {
    Map<ReceiverSpec, AlertmanagerSender> forgetful = new LinkedHashMap<>();
    for (ReceiverSpec spec : routes.receivers()) {
      if (spec.destination() instanceof Destination.Alertmanager to) {
        forgetful.put(spec, new AlertmanagerSender(to, post()));
      }
    }
    return forgetful;
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
