package org.onthaal.feedback;

import io.helidon.common.socket.SocketOptions;
import io.helidon.http.DirectHandler;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http1.Http1Config;
import java.time.Duration;
import java.util.List;
import org.onthaal.feedback.access.HttpConnections;
import org.onthaal.feedback.collect.HttpDoor;

/// The citizens' HTTP door; what it answers comes from outside.
final class PublicHttpServer {
  private final WebServer server;

  private PublicHttpServer(WebServer server) {
    this.server = server;
  }

  static PublicHttpServer start(
      FeedbackSettings settings, List<HttpService> services, HttpConnections connections) {
    FeedbackSettings.HttpLimits limits = settings.httpLimits();
    HttpRouting.Builder routing = HttpRouting.builder();
    services.forEach(routing::register);
    HttpDoor.guard(routing, limits.loopbackOnly(), connections);
    WebServer server =
        WebServer.builder()
            .host(settings.http().bind())
            .port(settings.http().port())
            .shutdownHook(false)
            .maxPayloadSize(Math.max(limits.drainedBytesMax(), settings.intake().bodyBytesMax()))
            .maxTcpConnections(limits.connectionsMax())
            .maxConcurrentRequests(limits.requestsMax())
            .addProtocol(
                Http1Config.builder()
                    .maxPrologueLength(limits.requestLineBytesMax())
                    .maxHeadersSize(limits.headerBytesMax())
                    .addReceiveListener(connections)
                    .build())
            .shutdownGracePeriod(atLeastTenSeconds(settings.drain().callsMax()))
            .connectionOptions(
                connections.guarding(SocketOptions.builder().tcpNoDelay(true).build()))
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
