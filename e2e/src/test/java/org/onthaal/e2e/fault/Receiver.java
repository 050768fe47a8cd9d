package org.onthaal.e2e.fault;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/// A team's endpoint that remembers every call, and keeps one waiting where a test asks for it.
final class Receiver implements AutoCloseable {
  private static final int BACKLOG = 64;

  private final HttpServer server;
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final AtomicReference<Optional<Hold>> hold = new AtomicReference<>(Optional.empty());

  /// What came.
  record Call(String webhookId, String body) {}

  /// One call that has arrived and is not answered.
  static final class Hold {
    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);

    boolean await(Duration max) throws InterruptedException {
      return arrived.await(max.toNanos(), TimeUnit.NANOSECONDS);
    }

    void release() {
      ended.countDown();
    }
  }

  private Receiver(HttpServer server) {
    this.server = server;
  }

  static Receiver start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
    Receiver receiver = new Receiver(server);
    server.createContext("/", receiver::take);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    return receiver;
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/alerts");
  }

  List<Call> calls() {
    return List.copyOf(calls);
  }

  /// Keeps the next call waiting.
  Hold holdNext() {
    Hold next = new Hold();
    hold.set(Optional.of(next));
    return next;
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      calls.add(new Call(exchange.getRequestHeaders().getFirst("webhook-id"), body));
      Optional<Hold> held = hold.getAndSet(Optional.empty());
      if (held.isPresent()) {
        held.get().arrived.countDown();
        var _ = held.get().ended.await(60, TimeUnit.SECONDS);
      }
      exchange.sendResponseHeaders(204, -1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    hold.get().ifPresent(Hold::release);
    server.stop(0);
  }
}
