package org.onthaal.aggregation;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import org.onthaal.aggregation.report.ProblemHttpService;

/// An HTTP door; what it answers comes from outside.
final class InternalHttpServer {
  /// Bytes. A rule file for a back-test is the largest thing anybody sends.
  private static final long PAYLOAD_BYTES_MAX = 1 << 20;

  private static final int CONNECTIONS_MAX = 1_000;
  private static final int REQUESTS_MAX = 500;

  private final WebServer server;

  private InternalHttpServer(WebServer server) {
    this.server = server;
  }

  static InternalHttpServer start(
      String name,
      AggregationSettings.Door door,
      AggregationSettings settings,
      Consumer<HttpRouting.Builder> routes) {
    HttpRouting.Builder routing = HttpRouting.builder();
    if (settings.loopbackOnly()) {
      routing.addFilter((chain, request, response) -> {
        if (ProblemHttpService.isLoopback(request)) {
          chain.proceed();
        } else {
          ProblemHttpService.refuseStranger(response);
        }
      });
    }
    routes.accept(routing);
    WebServer server =
        WebServer.builder()
            .host(door.bind())
            .port(door.port())
            .shutdownHook(false)
            .maxPayloadSize(PAYLOAD_BYTES_MAX)
            .maxTcpConnections(CONNECTIONS_MAX)
            .maxConcurrentRequests(REQUESTS_MAX)
            .shutdownGracePeriod(settings.drain())
            .connectionOptions(options -> options.tcpNoDelay(true))
            .routing(routing)
            .build();
    try {
      return new InternalHttpServer(server.start());
    } catch (UncheckedIOException e) {
      throw new IllegalStateException(Taken.sentence("HTTP", name, door), e);
    }
  }

  int port() {
    return server.port();
  }

  void stop() {
    server.stop();
  }
}
