package org.onthaal.e2e.site;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A web site of somebody else: pages and scripts by path, all under one policy. Another port of
/// this machine is another origin, and a real one: what a browser only pretends to have loaded it
/// does not let call this machine.
public final class Site implements AutoCloseable {
  private final Map<String, String> files = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;
  private volatile String policy = "";

  private Site(HttpServer server) {
    this.server = server;
  }

  /// Opens it, without a policy.
  public static Site open() throws IOException {
    Site site =
        new Site(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    site.server.createContext("/", site::answer);
    site.server.setExecutor(site.threads);
    site.server.start();
    return site;
  }

  /// Gives all its pages a content security policy.
  public Site under(String next) {
    policy = next;
    return this;
  }

  /// Puts a file there, or replaces it.
  public Site with(String path, String content) {
    files.put(path, content);
    return this;
  }

  /// Address of a page.
  public String at(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private void answer(HttpExchange exchange) throws IOException {
    URI asked = exchange.getRequestURI();
    String content = files.get(asked.getPath());
    String type = asked.getPath().endsWith(".js") ? "text/javascript" : "text/html";
    exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
    if (!policy.isEmpty()) {
      exchange.getResponseHeaders().set("Content-Security-Policy", policy);
    }
    byte[] bytes = (content == null ? "" : content).getBytes(StandardCharsets.UTF_8);
    try (exchange) {
      exchange.sendResponseHeaders(
          content == null ? 404 : 200, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
