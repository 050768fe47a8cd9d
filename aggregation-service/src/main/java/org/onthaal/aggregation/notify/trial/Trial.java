package org.onthaal.aggregation.notify.trial;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.onthaal.aggregation.notify.Destination;
import org.onthaal.aggregation.notify.Json;
import org.onthaal.aggregation.notify.Notification;
import org.onthaal.aggregation.notify.Outcome;
import org.onthaal.aggregation.notify.Receiver;
import org.onthaal.aggregation.notify.ReceiverSpec;

/// Tries one receiver with one message that says that it is a test.
///
/// @param sending sends over the receiver's own way, once
/// @param ids a new one for each message
public record Trial(Sending sending, Supplier<UUID> ids) {
  /// The name of the alert that an Alertmanager gets; it ends there by itself.
  static final String ALERT_NAME = "OnthaalTest";

  /// One try to a receiver of a routes file. Blocks for at most the receiver's timeout, and never
  /// throws for what the other side does.
  @FunctionalInterface
  public interface Sending {
    Outcome send(ReceiverSpec to, Receiver.Message message, Instant now);
  }

  /// One try, and what it came to.
  ///
  /// @param by who asks for it; the reader is told
  public Outcome of(ReceiverSpec to, String by, Instant now) {
    Instant at = now.truncatedTo(ChronoUnit.MILLIS);
    return sending.send(to, new Receiver.Message(ids.get(), body(to, by, at)), now);
  }

  private static String body(ReceiverSpec to, String by, Instant at) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("receiver", to.name());
    data.put("by", by);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", Notification.Kind.TEST.type());
    body.put("timestamp", at);
    body.put("data", data);
    if (to.destination() instanceof Destination.Alertmanager) {
      body.put("alerts", List.of(alert(to, by, at)));
    }
    return Json.object(body);
  }

  /// An Alertmanager takes alerts only.
  private static Map<String, Object> alert(ReceiverSpec to, String by, Instant at) {
    Map<String, Object> alert = new LinkedHashMap<>();
    alert.put("status", "firing");
    alert.put(
        "labels",
        new TreeMap<>(Map.of("alertname", ALERT_NAME, "receiver", to.name(), "severity", "none")));
    alert.put("annotations", Map.of("summary", "A test of Onthaal, asked for by " + by + "."));
    alert.put("startsAt", at);
    alert.put("generatorURL", "");
    return alert;
  }
}
