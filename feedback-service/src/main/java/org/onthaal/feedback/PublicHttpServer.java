package org.onthaal.feedback;

import io.helidon.http.DirectHandler;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.HttpService;
import java.time.Duration;
import java.util.List;
import org.onthaal.feedback.collect.HttpDoor;

/// The citizens' HTTP door; what it answers comes from outside.
final class PublicHttpServer {
  // Far above any body that is accepted from a browser, far below what would hurt.
  private static final int CONNECTIONS_MAX = 10_000;
  private static final int REQUESTS_MAX = 2_000;
  // A body above its limit is read to its end, so that the refusal arrives; beyond this the
  // connection is cut.
  private static final int DRAINED_BYTES_MAX = 16 << 20;

  private final WebServer server;

  private PublicHttpServer(WebServer server) {
    this.server = server;
  }

  static PublicHttpServer start(FeedbackSettings settings, List<HttpService> services) {
    HttpRouting.Builder routing = HttpRouting.builder();
    services.forEach(routing::register);
    HttpDoor.guard(routing, settings.grpcLimits().loopbackOnly());
    WebServer server =
        WebServer.builder()
            .host(settings.http().bind())
            .port(settings.http().port())
            .shutdownHook(false)
            .maxPayloadSize(Math.max(DRAINED_BYTES_MAX, settings.intake().messageBytesMax()))
            .maxTcpConnections(CONNECTIONS_MAX)
            .maxConcurrentRequests(REQUESTS_MAX)
            .shutdownGracePeriod(atLeastTenSeconds(settings.drain().callsMax()))
            .connectionOptions(options -> options.tcpNoDelay(true))
            .directHandlers(unrouted())
            .routing(routing)
            .build();
    server.start();
    // Helidon only logs that it could not listen.
    if (!server.isRunning()) {
      throw new IllegalStateException(Taken.sentence("HTTP", "http", settings.http()));
    }
    return new PublicHttpServer(server);
  }

  int port() {
    return server.port();
  }

  void stop() {
    server.stop();
  }

  private static DirectHandlers unrouted() {
    DirectHandlers.Builder handlers = DirectHandlers.builder();
    for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
      handlers.addHandler(type, HttpDoor::unrouted);
    }
    return handlers.build();
  }

  // Helidon's own default is half a second, which cuts calls that wait for a commit.
  private static Duration atLeastTenSeconds(Duration callsMax) {
    Duration least = Duration.ofSeconds(10);
    return callsMax.compareTo(least) > 0 ? callsMax : least;
  }
}
