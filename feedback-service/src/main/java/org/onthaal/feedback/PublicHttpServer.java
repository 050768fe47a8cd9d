package org.onthaal.feedback;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import java.time.Duration;
import java.util.function.Consumer;

/// The citizens' HTTP door; what it answers comes from outside.
final class PublicHttpServer {
  // Far above any body that is accepted from a browser, far below what would hurt.
  private static final int CONNECTIONS_MAX = 10_000;
  private static final int REQUESTS_MAX = 2_000;

  private final WebServer server;

  private PublicHttpServer(WebServer server) {
    this.server = server;
  }

  static PublicHttpServer start(FeedbackSettings settings, Consumer<HttpRouting.Builder> routes) {
    HttpRouting.Builder routing = HttpRouting.builder();
    routes.accept(routing);
    WebServer server =
        WebServer.builder()
            .host(settings.http().bind())
            .port(settings.http().port())
            .shutdownHook(false)
            .maxPayloadSize(settings.intake().messageBytesMax())
            .maxTcpConnections(CONNECTIONS_MAX)
            .maxConcurrentRequests(REQUESTS_MAX)
            .shutdownGracePeriod(atLeastTenSeconds(settings.drain().callsMax()))
            .connectionOptions(options -> options.tcpNoDelay(true))
            .routing(routing)
            .build();
    return new PublicHttpServer(server.start());
  }

  int port() {
    return server.port();
  }

  void stop() {
    server.stop();
  }

  // Helidon's own default is half a second, which cuts calls that wait for a commit.
  private static Duration atLeastTenSeconds(Duration callsMax) {
    Duration least = Duration.ofSeconds(10);
    return callsMax.compareTo(least) > 0 ? callsMax : least;
  }
}
