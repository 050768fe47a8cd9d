package org.onthaal.aggregation.notify.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onthaal.aggregation.notify.Destination;
import org.onthaal.aggregation.notify.ExampleAlerts;
import org.onthaal.aggregation.notify.Outcome;
import org.onthaal.aggregation.notify.Receiver.Message;
import org.onthaal.aggregation.notify.send.AddressGuard;
import org.onthaal.aggregation.notify.send.GuardedPost;

/// Against Debian's Alertmanager, two instances that know nothing of each other.
class AlertmanagerIT {
  @TempDir private Path folder;
  private final List<AlertmanagerProcess> instances = new ArrayList<>();

  @BeforeEach
  void start() throws Exception {
    instances.add(AlertmanagerProcess.start(folder.resolve("one")));
    instances.add(AlertmanagerProcess.start(folder.resolve("two")));
  }

  @AfterEach
  void stop() {
    instances.forEach(AlertmanagerProcess::close);
  }

  @Test
  void everyInstanceKnowsTheAlertByTheFingerprintThatWebhooksCarry() throws Exception {
    Instant now = AlertmanagerProcess.now();

    assertThat(sender().send(message(ExampleAlerts.firing()), now))
        .isEqualTo(new Outcome.Delivered(200));

    for (AlertmanagerProcess instance : instances) {
      JsonArray alerts = instance.alerts();
      assertThat(alerts).hasSize(1);
      JsonObject alert = alerts.get(0).getAsJsonObject();
      assertThat(alert.get("fingerprint")).isEqualTo(webhookAlert().get("fingerprint"));
      assertThat(alert.get("labels")).isEqualTo(webhookAlert().get("labels"));
      assertThat(alert.getAsJsonObject("annotations").get("summary").getAsString())
          .isEqualTo("Satisfaction <is> low.");
      assertThat(Instant.parse(alert.get("startsAt").getAsString()))
          .isEqualTo(ExampleAlerts.FIRED_AT);
      assertThat(Instant.parse(alert.get("endsAt").getAsString()))
          .isBetween(now.plusSeconds(239), now.plusSeconds(241));
    }
  }

  private static JsonObject webhookAlert() {
    return JsonParser.parseString(ExampleAlerts.firing())
        .getAsJsonObject()
        .getAsJsonArray("alerts")
        .get(0)
        .getAsJsonObject();
  }

  @Test
  void resolvedAlertIsNoLongerActive() throws Exception {
    Instant now = AlertmanagerProcess.now();
    sender().send(message(ExampleAlerts.firing()), now);

    assertThat(sender().send(message(ExampleAlerts.resolved()), now))
        .isEqualTo(new Outcome.Delivered(200));

    assertThat(instances.getFirst().alerts()).isEmpty();
  }

  @Test
  void oneInstanceThatIsDownHoldsNothingUp() throws Exception {
    instances.getFirst().close();

    assertThat(sender().send(message(ExampleAlerts.firing()), AlertmanagerProcess.now()))
        .isEqualTo(new Outcome.Delivered(200));

    instances.getLast().close();
    assertThat(sender().send(message(ExampleAlerts.firing()), AlertmanagerProcess.now()))
        .isInstanceOf(Outcome.Retryable.class);
  }

  @Test
  void whatIsNoAlertIsRefused() {
    assertThat(sender().send(message(ExampleAlerts.deadLetter()), ExampleAlerts.FIRED_AT))
        .isInstanceOf(Outcome.Refused.class);
  }

  private AlertmanagerSender sender() {
    AddressGuard guard = new AddressGuard(AddressGuard.Names.system(), true, List.of());
    List<URI> urls = instances.stream().map(AlertmanagerProcess::url).toList();
    return new AlertmanagerSender(
        new Destination.Alertmanager(urls, Optional.empty()),
        new GuardedPost(guard, Duration.ofSeconds(5)));
  }

  private static Message message(String body) {
    return new Message(ExampleAlerts.NOTIFICATION, body);
  }
}
