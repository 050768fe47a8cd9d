package org.onthaal.aggregation;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;
import org.onthaal.aggregation.door.HttpBody;
import org.onthaal.aggregation.door.HttpDoor;
import org.onthaal.aggregation.door.PathTable;

/// An HTTP door; what it answers comes from outside.
final class InternalHttpServer {
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
      List<PathTable.Row> rows,
      Consumer<HttpRouting.Builder> routes) {
    HttpRouting.Builder routing = HttpRouting.builder();
    HttpDoor.guard(routing, settings.loopbackOnly(), rows, PostgresFaults::problem);
    routes.accept(routing);
    WebServer server =
        WebServer.builder()
            .host(door.bind())
            .port(door.port())
            .shutdownHook(false)
            .maxPayloadSize(HttpBody.DRAINED_BYTES_MAX)
            .maxTcpConnections(CONNECTIONS_MAX)
            .maxConcurrentRequests(REQUESTS_MAX)
            .shutdownGracePeriod(settings.drain())
            .connectionOptions(options -> options.tcpNoDelay(true))
            .directHandlers(HttpDoor.unrouted())
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
