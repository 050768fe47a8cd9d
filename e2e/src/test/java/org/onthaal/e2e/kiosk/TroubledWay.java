package org.onthaal.e2e.kiosk;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// Between a kiosk and its service: it passes requests on, and loses every third batch of ratings
/// before the service had it, and every third after it was stored.
final class TroubledWay implements AutoCloseable {
  private static final String BATCH = "/v1/ratings:batch";
  private static final List<String> PASSED = List.of("Content-Type", "Authorization", "Accept");

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client = HttpClient.newBuilder().executor(threads).build();
  private final URI service;
  private final HttpServer server;
  private final AtomicInteger batches = new AtomicInteger();
  private final AtomicInteger lostBefore = new AtomicInteger();
  private final AtomicInteger lostAfter = new AtomicInteger();
  private volatile boolean isCut;

  private TroubledWay(URI service) throws IOException {
    this.service = service;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::pass);
    server.start();
  }

  static TroubledWay to(URI service) throws IOException {
    return new TroubledWay(service);
  }

  String kiosk() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/kiosk/";
  }

  /// Whether nothing gets through at all.
  void setCut(boolean now) {
    isCut = now;
  }

  int lostBefore() {
    return lostBefore.get();
  }

  int lostAfter() {
    return lostAfter.get();
  }

  @Override
  public void close() {
    server.stop(0);
    client.shutdownNow();
    threads.shutdownNow();
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String path = exchange.getRequestURI().getPath();
      int turn = path.equals(BATCH) && !isCut ? batches.incrementAndGet() % 3 : 0;
      if (isCut) {
        return;
      }
      if (turn == 1) {
        lostBefore.incrementAndGet();
        return;
      }
      HttpResponse<byte[]> answer = client.send(request(exchange, body), bytes());
      if (turn == 2) {
        lostAfter.incrementAndGet();
        return;
      }
      answer(exchange, answer);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException _) {
      // The service is away: the caller hears nothing either.
    }
  }

  private HttpRequest request(HttpExchange exchange, byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(service.resolve(exchange.getRequestURI()))
            .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
    for (String name : PASSED) {
      List<String> values = exchange.getRequestHeaders().getOrDefault(name, List.of());
      values.forEach(value -> request.header(name, value));
    }
    return request.build();
  }

  private static HttpResponse.BodyHandler<byte[]> bytes() {
    return HttpResponse.BodyHandlers.ofByteArray();
  }

  private static void answer(HttpExchange exchange, HttpResponse<byte[]> answer)
      throws IOException {
    answer
        .headers()
        .map()
        .forEach((name, values) -> {
          if (!name.equalsIgnoreCase("content-length")
              && !name.equalsIgnoreCase("transfer-encoding")
              && !name.equalsIgnoreCase("connection")) {
            exchange.getResponseHeaders().put(name, values);
          }
        });
    byte[] body = answer.body();
    exchange.sendResponseHeaders(answer.statusCode(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }
}
