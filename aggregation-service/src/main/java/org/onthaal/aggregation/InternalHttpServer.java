package org.onthaal.aggregation;

import io.helidon.common.socket.SocketOptions;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;
import org.onthaal.aggregation.door.HttpConnections;
import org.onthaal.aggregation.door.HttpDoor;
import org.onthaal.aggregation.door.PathTable;

/// An HTTP door; what it answers comes from outside.
final class InternalHttpServer {
  private final WebServer server;
  private final HttpConnections connections;

  private InternalHttpServer(WebServer server, HttpConnections connections) {
    this.server = server;
    this.connections = connections;
  }

  static InternalHttpServer start(
      String name,
      AggregationSettings.Door door,
      AggregationSettings settings,
      List<PathTable.Row> rows,
      Consumer<HttpRouting.Builder> routes) {
    HttpLimits limits = settings.httpLimits();
    HttpConnections connections =
        new HttpConnections(
            limits.connections(),
            address -> address.isLoopbackAddress() && !limits.limitLoopback(),
            System::nanoTime);
    HttpRouting.Builder routing = HttpRouting.builder();
    HttpDoor.guard(routing, settings.loopbackOnly(), connections, rows, PostgresFaults::problem);
    routes.accept(routing);
    WebServer server =
        WebServer.builder()
            .host(door.bind())
            .port(door.port())
            .shutdownHook(false)
            .maxPayloadSize(Math.max(limits.drainedBytesMax(), limits.bodyBytesMax()))
            .maxTcpConnections(limits.connectionsMax())
            .maxConcurrentRequests(limits.requestsMax())
            .addProtocol(
                Http1Config.builder()
                    .maxPrologueLength(limits.requestLineBytesMax())
                    .maxHeadersSize(limits.headerBytesMax())
                    .addReceiveListener(connections)
                    .build())
            .shutdownGracePeriod(settings.drain())
            .connectionOptions(
                connections.guarding(SocketOptions.builder().tcpNoDelay(true).build()))
            .directHandlers(HttpDoor.unrouted())
            .routing(routing)
            .build();
    try {
      InternalHttpServer started = new InternalHttpServer(server.start(), connections);
      connections.watch();
      return started;
    } catch (UncheckedIOException e) {
      throw new IllegalStateException(Taken.sentence("HTTP", name, door), e);
    }
  }

  int port() {
    return server.port();
  }

  /// What is open, for its figures.
  HttpConnections connections() {
    return connections;
  }

  void stop() {
    server.stop();
    connections.close();
  }
}
