package org.onthaal.aggregation.notify.webhook;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.onthaal.aggregation.notify.Destination;
import org.onthaal.aggregation.notify.Destination.Signing;
import org.onthaal.aggregation.notify.Language;
import org.onthaal.aggregation.notify.Outcome;
import org.onthaal.aggregation.notify.Receiver;
import org.onthaal.aggregation.notify.ReceiverSpec;
import org.onthaal.aggregation.notify.Secret;
import org.onthaal.aggregation.notify.send.AddressGuard;
import org.onthaal.aggregation.notify.send.BoundedReceiver;
import org.onthaal.aggregation.notify.send.GuardedPost;
import org.onthaal.aggregation.notify.send.ReceiverLimits;

class WebhookSenderIT {
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
  private static final Secret SECRET =
      Secret.parse("whsec_b250aGFhbC1leGFtcGxlLXNlY3JldC0wMQ==").orElseThrow();
  private static final Receiver.Message MESSAGE =
      new Receiver.Message(new UUID(1, 2), "{\"type\":\"alert.firing\"}");

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
  void nameIsConnectedAtTheCheckedAddressAndKeptInTheHostHeader() {
    answer(aResponse().withStatus(200));

    Outcome outcome = receiver("hooks.example.org", Signing.STANDARD).deliver(MESSAGE, NOW);

    assertThat(outcome).isEqualTo(new Outcome.Delivered(200));
    var request = server.findAll(postRequestedFor(urlEqualTo("/hook?team=a%20b"))).getFirst();
    assertThat(request.getHost()).isEqualTo("hooks.example.org");
    assertThat(request.getBodyAsString()).isEqualTo(MESSAGE.body());
    assertThat(request.getHeader("content-type")).isEqualTo("application/json");
    assertThat(request.getHeader("webhook-id")).isEqualTo(MESSAGE.id().toString());
    assertThat(request.getHeader("webhook-timestamp")).isEqualTo("1795514400");
  }

  @Test
  void timestampedFormHasItsOwnHeaders() {
    answer(aResponse().withStatus(204));

    receiver("127.0.0.1", Signing.TIMESTAMPED).deliver(MESSAGE, NOW);

    var request = server.findAll(postRequestedFor(anyUrl())).getFirst();
    assertThat(request.getHeader("x-onthaal-signature"))
        .isEqualTo(WebhookSignature.timestamped(List.of(SECRET), NOW, MESSAGE.body()));
    assertThat(request.getHeader("x-onthaal-timestamp")).isEqualTo("1795514400");
  }

  @Test
  void statusDecidesWhetherItIsTriedAgain() {
    for (int status : List.of(408, 429, 500, 502, 503, 504)) {
      answer(aResponse().withStatus(status));
      assertThat(deliver())
          .as("HTTP " + status)
          .isEqualTo(
              new Outcome.Retryable(OptionalInt.of(status), "HTTP " + status, Optional.empty()));
    }
    for (int status : List.of(301, 302, 307, 400, 401, 403, 404, 422)) {
      answer(aResponse().withStatus(status).withHeader("Location", "/elsewhere"));
      assertThat(deliver()).as("HTTP " + status).isInstanceOf(Outcome.Refused.class);
    }
    answer(aResponse().withStatus(410));
    assertThat(deliver()).isInstanceOf(Outcome.Gone.class);
    assertThat(server.findAll(postRequestedFor(urlEqualTo("/elsewhere")))).isEmpty();
  }

  @Test
  void retryAfterIsReadAsSecondsOrDate() {
    answer(aResponse().withStatus(429).withHeader("Retry-After", "120"));
    assertThat(deliver())
        .isEqualTo(
            new Outcome.Retryable(
                OptionalInt.of(429), "HTTP 429", Optional.of(Duration.ofMinutes(2))));

    answer(aResponse().withStatus(503).withHeader("Retry-After", "Tue, 24 Nov 2026 10:00:30 GMT"));
    assertThat(deliver())
        .isEqualTo(
            new Outcome.Retryable(
                OptionalInt.of(503), "HTTP 503", Optional.of(Duration.ofSeconds(30))));
  }

  @Test
  void silenceEndsWithTheTimeout() {
    answer(aResponse().withStatus(200).withFixedDelay(20_000));

    assertThat(deliver())
        .isInstanceOfSatisfying(
            Outcome.Retryable.class, retry -> assertThat(retry.status()).isEmpty());
  }

  @Test
  void closedPortIsTriedAgainAndManyFailuresMakeTheReceiverRest() {
    int port = server.port();
    server.stop();
    Receiver receiver = receiver("127.0.0.1", port, Signing.STANDARD);

    for (int i = 0; i < 3; i++) {
      assertThat(receiver.isReady()).isTrue();
      assertThat(receiver.deliver(MESSAGE, NOW)).isInstanceOf(Outcome.Retryable.class);
    }

    assertThat(receiver.isReady()).isFalse();
  }

  @Test
  void refusedAddressIsNeverConnected() {
    answer(aResponse().withStatus(200));
    AddressGuard strict = new AddressGuard(AddressGuard.Names.system(), false, List.of());
    Receiver receiver = receiver(strict, webhook("127.0.0.1", server.port(), Signing.STANDARD));

    assertThat(receiver.deliver(MESSAGE, NOW)).isInstanceOf(Outcome.Refused.class);
    assertThat(server.getAllServeEvents()).isEmpty();
  }

  private Outcome deliver() {
    return receiver("127.0.0.1", Signing.STANDARD).deliver(MESSAGE, NOW);
  }

  private void answer(ResponseDefinitionBuilder response) {
    server.stubFor(any(anyUrl()).willReturn(response));
  }

  private Receiver receiver(String host, Signing signing) {
    return receiver(host, server.port(), signing);
  }

  private Receiver receiver(String host, int port, Signing signing) {
    AddressGuard guard =
        new AddressGuard(_ -> List.of(InetAddress.ofLiteral("127.0.0.1")), true, List.of());
    return receiver(guard, webhook(host, port, signing));
  }

  private Receiver receiver(AddressGuard guard, Destination.Webhook to) {
    return new BoundedReceiver(
        new ReceiverSpec("team", Language.EN, to),
        new WebhookSender(to, new GuardedPost(guard, limits().timeout())),
        limits(),
        executor);
  }

  private static ReceiverLimits limits() {
    return new ReceiverLimits(Duration.ofSeconds(2), 3, Duration.ofMinutes(5));
  }

  private static Destination.Webhook webhook(String host, int port, Signing signing) {
    URI url = URI.create("http://" + host + ":" + port + "/hook?team=a%20b");
    return new Destination.Webhook(url, signing, List.of(SECRET));
  }
}
