package org.onthaal.aggregation.notify.send;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.onthaal.aggregation.notify.Credential;
import org.onthaal.aggregation.notify.Destination;
import org.onthaal.aggregation.notify.Destination.ChatKind;
import org.onthaal.aggregation.notify.Destination.Signing;
import org.onthaal.aggregation.notify.ExampleAlerts;
import org.onthaal.aggregation.notify.Language;
import org.onthaal.aggregation.notify.Outcome;
import org.onthaal.aggregation.notify.Receiver.Message;
import org.onthaal.aggregation.notify.ReceiverSpec;
import org.onthaal.aggregation.notify.Secret;
import org.onthaal.aggregation.notify.chat.ChatSender;
import org.onthaal.aggregation.notify.pagerduty.PagerDutySender;
import org.onthaal.aggregation.notify.webhook.WebhookSender;
import org.onthaal.testkit.ReferenceData;

/// What each receiver's answers mean, row by row of the known answers.
class DeliveryRetryIT {
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:05Z");
  private static final ReceiverLimits LIMITS =
      new ReceiverLimits(Duration.ofSeconds(1), 100, Duration.ofSeconds(1));

  private final WireMockServer server =
      new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop();
    executor.shutdownNow();
  }

  @Test
  @EnabledIf("org.onthaal.testkit.ReferenceData#isPresent")
  void everyAnswerIsDeliveredRepeatedOrGivenUpAsKnown() throws Exception {
    List<String> lines = Files.readAllLines(ReferenceData.path("kat/delivery_retry.csv"));
    assertThat(lines).hasSizeGreaterThan(1);
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", 5);

      Outcome outcome = outcome(cells[0], cells[1]);

      assertThat(outcome instanceof Outcome.Delivered).as(line).isEqualTo(cells[2].equals("1"));
      assertThat(outcome instanceof Outcome.Retryable).as(line).isEqualTo(cells[3].equals("1"));
    }
  }

  private Outcome outcome(String receiver, String answer) throws IOException {
    if (answer.equals("connect timeout")) {
      try (BusyPort busy = BusyPort.open()) {
        return deliver(receiver, busy.port());
      }
    }
    server.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(Integer.parseInt(answer))));
    return deliver(receiver, server.port());
  }

  private Outcome deliver(String name, int port) {
    URI url = URI.create("http://127.0.0.1:" + port + "/hook");
    GuardedPost post =
        new GuardedPost(
            new AddressGuard(AddressGuard.Names.system(), true, List.of()), LIMITS.timeout());
    Destination to =
        switch (name) {
          case "webhook" -> new Destination.Webhook(url, Signing.STANDARD, List.of(secret()));
          case "slack" -> new Destination.Chat(ChatKind.SLACK, url);
          case "pagerduty_v2" -> new Destination.PagerDuty(url, new Credential("a-key"));
          default -> throw new IllegalArgumentException("receiver: " + name);
        };
    Sender sender =
        switch (to) {
          case Destination.Webhook webhook -> new WebhookSender(webhook, post);
          case Destination.Chat chat -> new ChatSender(chat, Language.EN, post);
          case Destination.PagerDuty pager -> new PagerDutySender(pager, Language.EN, post);
          case Destination.Alertmanager _, Destination.Email _ ->
              throw new IllegalArgumentException("receiver: " + to);
        };
    return new BoundedReceiver(new ReceiverSpec(name, Language.EN, to), sender, LIMITS, executor)
        .deliver(new Message(ExampleAlerts.NOTIFICATION, ExampleAlerts.firing()), NOW);
  }

  private static Secret secret() {
    return Secret.parse("whsec_b250aGFhbC1leGFtcGxlLXNlY3JldC0wMQ==").orElseThrow();
  }

  /// A port whose queue of callers is full, so that a connection does not come about.
  private record BusyPort(ServerSocket door, List<Socket> callers) implements AutoCloseable {
    static BusyPort open() throws IOException {
      BusyPort busy =
          new BusyPort(
              new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1")), new ArrayList<>());
      // Linux keeps one more than the backlog asks for.
      for (int i = 0; i < 2; i++) {
        Socket caller = new Socket();
        busy.callers().add(caller);
        caller.connect(busy.door().getLocalSocketAddress(), 1_000);
      }
      return busy;
    }

    int port() {
      return door.getLocalPort();
    }

    @Override
    public void close() throws IOException {
      for (Socket caller : callers) {
        caller.close();
      }
      door.close();
    }
  }
}
