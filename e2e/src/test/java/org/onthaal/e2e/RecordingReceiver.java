package org.onthaal.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/// A team's webhook endpoint: takes everything and remembers when it came.
public final class RecordingReceiver implements AutoCloseable {
  private static final int BACKLOG = 16;

  private final HttpServer server;
  private final List<Received> received = new CopyOnWriteArrayList<>();

  /// One call of the endpoint.
  ///
  /// @param nanoTime when it came, by the monotonic clock of this process
  public record Received(Map<String, List<String>> headers, String body, long nanoTime) {
    public String header(String name) {
      return headers.entrySet().stream()
          .filter(entry -> entry.getKey().equalsIgnoreCase(name))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no header " + name + " in " + headers))
          .getValue()
          .getFirst();
    }
  }

  private volatile int status = 204;

  private RecordingReceiver(HttpServer server) {
    this.server = server;
  }

  public static RecordingReceiver start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
    RecordingReceiver receiver = new RecordingReceiver(server);
    server.createContext("/", receiver::take);
    server.start();
    return receiver;
  }

  /// What it answers from now on.
  public void answer(int status) {
    this.status = status;
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/alerts");
  }

  public List<Received> received() {
    return List.copyOf(received);
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      received.add(new Received(Map.copyOf(exchange.getRequestHeaders()), body, System.nanoTime()));
      exchange.sendResponseHeaders(status, -1);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
