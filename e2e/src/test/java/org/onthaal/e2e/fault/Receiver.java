package org.onthaal.e2e.fault;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/// A team's endpoint that remembers every call, and refuses calls, cuts them off or keeps one
/// waiting where a test asks for it. As receivers should, it takes each message once.
final class Receiver implements AutoCloseable {
  private static final int BACKLOG = 64;

  private final HttpServer server;
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final AtomicReference<Optional<Hold>> hold = new AtomicReference<>(Optional.empty());
  private final AtomicReference<Manner> manner = new AtomicReference<>(Manner.TAKE);
  private final AtomicInteger unanswered = new AtomicInteger();

  /// How calls are answered.
  enum Manner {
    TAKE,
    /// 503.
    REFUSE,
    /// The connection ends without an answer.
    CUT
  }

  /// What came.
  ///
  /// @param isTaken whether the receiver acts on it
  record Call(String webhookId, String body, boolean isTaken) {}

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

  /// What the receiver acts on: each message with the first call that it took, in this order.
  Map<String, String> taken() {
    Map<String, String> taken = new LinkedHashMap<>();
    calls.stream()
        .filter(Call::isTaken)
        .forEach(call -> taken.putIfAbsent(call.webhookId(), call.body()));
    return taken;
  }

  /// Calls that have arrived and are not answered.
  int unanswered() {
    return unanswered.get();
  }

  /// Answers so from now on.
  void behave(Manner next) {
    manner.set(next);
  }

  /// Keeps the next call waiting.
  Hold holdNext() {
    Hold next = new Hold();
    hold.set(Optional.of(next));
    return next;
  }

  /// Keeps no call waiting any more.
  void release() {
    hold.getAndSet(Optional.empty()).ifPresent(Hold::release);
  }

  private void take(HttpExchange exchange) throws IOException {
    unanswered.incrementAndGet();
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      Manner now = manner.get();
      calls.add(
          new Call(exchange.getRequestHeaders().getFirst("webhook-id"), body, now == Manner.TAKE));
      Optional<Hold> held = hold.getAndSet(Optional.empty());
      if (held.isPresent()) {
        held.get().arrived.countDown();
        var _ = held.get().ended.await(60, TimeUnit.SECONDS);
      }
      switch (now) {
        case TAKE -> exchange.sendResponseHeaders(204, -1);
        case REFUSE -> exchange.sendResponseHeaders(503, -1);
        case CUT -> exchange.close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      unanswered.decrementAndGet();
    }
  }

  @Override
  public void close() {
    release();
    server.stop(0);
  }
}
