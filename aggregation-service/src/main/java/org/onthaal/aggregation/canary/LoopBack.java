package org.onthaal.aggregation.canary;

import com.google.gson.JsonParser;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.onthaal.aggregation.alert.Alert;
import org.onthaal.aggregation.alert.StoreFailedException;
import org.onthaal.aggregation.notify.Json;
import org.onthaal.aggregation.notify.Notification.Kind;
import org.onthaal.aggregation.notify.Outcome;
import org.onthaal.aggregation.notify.Receiver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The receiver that only the canary's alerts go to: notes in the database that one came back. Safe
/// for any thread, and for any replica.
final class LoopBack implements Receiver {
  /// No routes file can hold this name: a colon is not allowed there.
  static final String NAME = "onthaal:canary";

  private static final Logger LOG = LoggerFactory.getLogger(LoopBack.class);
  private static final int TAKEN = 204;

  private final CanaryRuns runs;

  LoopBack(CanaryRuns runs) {
    this.runs = runs;
  }

  /// What is queued for it.
  static String body(Alert alert, Instant firedAt, Instant due) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("alert", alert.id());
    data.put("due", due);
    data.put("because", alert.finding().because());
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", Kind.FIRING.type());
    body.put("timestamp", firedAt);
    body.put("data", data);
    return Json.object(body);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean isReady() {
    return true;
  }

  @Override
  public String endpoint() {
    return NAME;
  }

  @Override
  public Outcome deliver(Message message, Instant now) {
    Instant due =
        Instant.parse(
            JsonParser.parseString(message.body())
                .getAsJsonObject()
                .getAsJsonObject("data")
                .get("due")
                .getAsString());
    try {
      if (runs.arrived(due, now)) {
        LOG.info("the canary of {} is back", due);
      }
      return new Outcome.Delivered(TAKEN);
    } catch (StoreFailedException e) {
      return new Outcome.Retryable(OptionalInt.empty(), e.toString(), Optional.empty());
    }
  }
}
