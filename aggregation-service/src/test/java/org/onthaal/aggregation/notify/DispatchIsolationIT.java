package org.onthaal.aggregation.notify;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.onthaal.aggregation.TestSchema;
import org.onthaal.aggregation.notify.Destination.Signing;
import org.onthaal.aggregation.notify.send.AddressGuard;
import org.onthaal.aggregation.notify.send.BoundedReceiver;
import org.onthaal.aggregation.notify.send.GuardedPost;
import org.onthaal.aggregation.notify.send.ReceiverLimits;
import org.onthaal.aggregation.notify.webhook.WebhookSender;
import org.postgresql.ds.PGSimpleDataSource;

/// One endpoint takes calls and never answers; the other must not notice.
class DispatchIsolationIT {
  private static final int EACH = 40;
  private static final ReceiverLimits LIMITS =
      new ReceiverLimits(Duration.ofSeconds(60), 10, Duration.ofSeconds(10));

  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final InstantSource clock = Clock.systemUTC();
  private final Random random = new Random(5);
  private final WireMockServer lively =
      new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));
  private Outbox outbox = new PostgresOutbox(new PGSimpleDataSource());

  @BeforeEach
  void open() {
    String url = TestSchema.database(DispatchIsolationIT.class);
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url);
    outbox = new PostgresOutbox(source);
    lively.start();
    lively.stubFor(post(anyUrl()).willReturn(ok()));
  }

  @AfterEach
  void close() {
    lively.stop();
    executor.shutdownNow();
  }

  @Test
  void silentEndpointDelaysNobodyElse() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"))) {
      List<Receiver> receivers =
          List.of(receiver("silent", silent.getLocalPort()), receiver("lively", lively.port()));
      for (int i = 0; i < EACH; i++) {
        queue("silent");
        queue("lively");
      }
      Dispatcher dispatcher =
          new Dispatcher(
              outbox,
              DispatchLimits.DEFAULT,
              Optional.empty(),
              UnaryOperator.identity(),
              new Dispatcher.Sources(clock, random, this::token, executor));

      try (DispatchLoop loop = new DispatchLoop(dispatcher, receivers, DispatchLimits.DEFAULT)) {
        loop.start(executor);
        // The silent one holds its first calls for a minute, far longer than this may take.
        await("the lively endpoint to hear everything")
            .atMost(Duration.ofSeconds(30))
            .until(() -> lively.findAll(postRequestedFor(anyUrl())).size() == EACH);
        executor.shutdownNow();
      }
      assertThat(outbox.depth().queued()).isGreaterThanOrEqualTo(EACH);
    }
  }

  private Receiver receiver(String name, int port) {
    Destination.Webhook to =
        new Destination.Webhook(
            URI.create("http://127.0.0.1:" + port + "/"),
            Signing.STANDARD,
            List.of(Secret.parse("whsec_b250aGFhbC1leGFtcGxlLXNlY3JldC0wMQ==").orElseThrow()));
    AddressGuard guard = new AddressGuard(AddressGuard.Names.system(), true, List.of());
    return new BoundedReceiver(
        new ReceiverSpec(name, Language.EN, to),
        new WebhookSender(to, new GuardedPost(guard, LIMITS.timeout())),
        LIMITS,
        executor);
  }

  private void queue(String receiver) {
    Instant now = clock.instant();
    outbox.queue(
        new Notification(
            token(),
            new Notification.Address(receiver, "one"),
            Optional.empty(),
            Optional.empty(),
            new Notification.Content(Notification.Kind.FIRING, "{}"),
            new Notification.Schedule(now, now, now.plus(Duration.ofHours(1)))));
  }

  private synchronized UUID token() {
    return new UUID(random.nextLong(), random.nextLong());
  }
}
