package org.onthaal.aggregation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
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
