package org.onthaal.feedback.observe;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerResponse;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.function.BooleanSupplier;

/// The door of whoever runs the service.
public final class ManagementServer {
  private static final Header METRICS_TEXT =
      HeaderValues.create(HeaderNames.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8");

  private final WebServer server;

  private ManagementServer(WebServer server) {
    this.server = server;
  }

  /// Listens; alive from then on, ready while `ready` says so.
  public static ManagementServer start(
      String bind,
      int port,
      int connectionsMax,
      PrometheusMeterRegistry meters,
      BooleanSupplier ready) {
    HttpRouting.Builder routing =
        HttpRouting.builder()
            .get("/health/live", (_, response) -> response.send("alive\n"))
            .get("/health/ready", (_, response) -> ready(response, ready.getAsBoolean()))
            .get("/metrics", (_, response) -> response.header(METRICS_TEXT).send(meters.scrape()));
    WebServer server =
        WebServer.builder()
            .host(bind)
            .port(port)
            .maxTcpConnections(connectionsMax)
            .maxConcurrentRequests(connectionsMax)
            .maxPayloadSize(0)
            .shutdownHook(false)
            .routing(routing)
            .build();
    server.start();
    // Helidon only logs that it could not listen.
    if (!server.isRunning()) {
      throw new IllegalStateException("port " + port + " on " + bind + " cannot be listened on");
    }
    return new ManagementServer(server);
  }

  public int port() {
    return server.port();
  }

  public void stop() {
    server.stop();
  }

  private static void ready(ServerResponse response, boolean ready) {
    response
        .status(ready ? Status.OK_200 : Status.SERVICE_UNAVAILABLE_503)
        .send(ready ? "ready\n" : "not ready\n");
  }
}
