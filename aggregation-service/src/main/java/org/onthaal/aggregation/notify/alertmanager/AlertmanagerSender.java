package org.onthaal.aggregation.notify.alertmanager;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.onthaal.aggregation.notify.Destination;
import org.onthaal.aggregation.notify.Outcome;
import org.onthaal.aggregation.notify.Receiver.Message;
import org.onthaal.aggregation.notify.send.GuardedPost;
import org.onthaal.aggregation.notify.send.Sender;

/// Pushes alerts to every instance of an Alertmanager.
public record AlertmanagerSender(Destination.Alertmanager to, GuardedPost post) implements Sender {
  /// Taken as soon as one instance took it: instances tell each other, and the next repetition
  /// reaches the rest.
  @Override
  public Outcome send(Message message, Instant now) {
    return push(List.of(message.body()), now);
  }

  /// As [#send], for many messages at once.
  ///
  /// @param bodies newest first
  Outcome push(List<String> bodies, Instant now) {
    String alerts = PostableAlerts.of(bodies, now);
    if (alerts.equals("[]")) {
      return new Outcome.Refused(
          OptionalInt.empty(), "an Alertmanager takes alerts, and this is no alert");
    }
    Map<String, String> headers =
        to.authorization()
            .map(credential -> Map.of("authorization", credential.value()))
            .orElse(Map.of());
    List<Outcome> outcomes = new ArrayList<>();
    for (URI url : to.urls()) {
      outcomes.add(post.send(address(url), alerts, headers, now));
    }
    return best(outcomes);
  }

  private static Outcome best(List<Outcome> outcomes) {
    Optional<Outcome> taken =
        outcomes.stream().filter(Outcome.Delivered.class::isInstance).findFirst();
    Optional<Outcome> later =
        outcomes.stream().filter(Outcome.Retryable.class::isInstance).findFirst();
    return taken.or(() -> later).orElse(outcomes.getFirst());
  }

  private static URI address(URI url) {
    String base = url.toString();
    return URI.create(
        (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + "/api/v2/alerts");
  }
}
