package org.onthaal.aggregation.notify.pagerduty;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.onthaal.aggregation.notify.Destination;
import org.onthaal.aggregation.notify.Language;
import org.onthaal.aggregation.notify.Outcome;
import org.onthaal.aggregation.notify.Receiver.Message;
import org.onthaal.aggregation.notify.message.NewsReader;
import org.onthaal.aggregation.notify.send.GuardedPost;
import org.onthaal.aggregation.notify.send.Sender;

/// Triggers and resolves incidents by events of PagerDuty's API version 2.
public record PagerDutySender(Destination.PagerDuty to, Language language, GuardedPost post)
    implements Sender {
  /// One event after the other. Those that were taken before one fails are sent again with it;
  /// their key makes that the same incident.
  @Override
  public Outcome send(Message message, Instant now) {
    PagerDutyEvents events = new PagerDutyEvents(to.routingKey(), language);
    List<String> bodies = events.of(message.id(), NewsReader.read(message.body()));
    Outcome outcome = post.send(to.url(), bodies.getFirst(), Map.of(), now);
    for (String body : bodies.subList(1, bodies.size())) {
      if (!(outcome instanceof Outcome.Delivered)) {
        return outcome;
      }
      outcome = post.send(to.url(), body, Map.of(), now);
    }
    return outcome;
  }
}
