package org.onthaal.bench.sdk;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

/// The door that the others call.
final class HttpDoor implements Door {
  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;
  private static final int NO_BODY = -1;

  private final Faults faults;
  private final Reader reader;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /// Finds the ids in the body of a request.
  interface Reader {
    List<String> ids(byte[] body) throws IOException;
  }

  HttpDoor(Faults faults, Reader reader) throws IOException {
    this.faults = faults;
    this.reader = reader;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  @Override
  public int port() {
    return server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      if ("gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))) {
        body = new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes();
      }
      switch (faults.take(read(body))) {
        case TAKEN -> exchange.sendResponseHeaders(OK, NO_BODY);
        case UNAVAILABLE -> exchange.sendResponseHeaders(UNAVAILABLE, NO_BODY);
        case NONE -> {
          // the wire is cut already
        }
      }
    }
  }

  private List<String> read(byte[] body) throws IOException {
    try {
      return reader.ids(body);
    } catch (IOException | RuntimeException e) {
      faults.misread(e);
      throw e;
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
