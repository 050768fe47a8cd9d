package org.onthaal.bench.widget;

import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/// Pages, scripts and the services behind the widgets, all at one address of this machine: the same
/// way, the same gzip and the same speed for everybody. The services answer what their widgets
/// expect, and store nothing.
final class PageServer implements AutoCloseable {
  /// The address of its service that this peer's code has, and no setting changes. Served without
  /// it, the code calls the address of the page.
  private static final String PUSHFEEDBACK = "https://app.pushfeedback.com";

  private static final String JSON = "application/json";
  private static final int NOT_FOUND = 404;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final PeerPackages packages;
  private final Map<String, byte[]> zipped = new ConcurrentHashMap<>();
  private volatile Traffic traffic = new Traffic();

  PageServer(PeerPackages packages) throws IOException {
    this.packages = packages;
    // Else small answers wait for the acknowledgement of those before: 40 ms that are nobody's.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  URI page(String name) {
    return URI.create("http://localhost:" + server.getAddress().getPort() + "/pages/" + name);
  }

  /// Begins to count anew.
  Traffic newTraffic() {
    traffic = new Traffic();
    return traffic;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private record Answer(int status, String type, String text) {
    static Answer json(int status, String json) {
      return new Answer(status, JSON, json);
    }

    static Answer script(String script) {
      return new Answer(200, "text/javascript", script);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    Traffic now = traffic;
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      Answer answer = exchange.getRequestMethod().equals("GET") ? file(path) : service(path, body);
      if (answer.status() == NOT_FOUND) {
        now.addUnknown(exchange.getRequestMethod() + " " + path);
      }
      byte[] content = zipped(path, answer);
      now.add(body, content.length, answer.type().equals("text/javascript"));
      exchange.getResponseHeaders().set("Content-Type", answer.type());
      exchange.getResponseHeaders().set("Content-Encoding", "gzip");
      exchange.sendResponseHeaders(answer.status(), content.length);
      exchange.getResponseBody().write(content);
    }
  }

  /// Files are packed once, so that nobody waits for it.
  private byte[] zipped(String path, Answer answer) throws IOException {
    if (answer.type().equals(JSON)) {
      return gzip(answer.text().getBytes(StandardCharsets.UTF_8));
    }
    byte[] known = zipped.get(path);
    if (known == null) {
      known = gzip(answer.text().getBytes(StandardCharsets.UTF_8));
      zipped.put(path, known);
    }
    return known;
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out =
        new GZIPOutputStream(bytes) {
          {
            def.setLevel(Deflater.BEST_COMPRESSION);
          }
        }) {
      out.write(content);
    }
    return bytes.toByteArray();
  }

  private Answer file(String path) throws IOException {
    try {
      if (path.startsWith("/pages/")) {
        String page = PeerPackages.resource(path.substring(1) + ".html");
        return new Answer(200, "text/html; charset=utf-8", page);
      } else if (path.equals("/widget/v1/onthaal.js")) {
        return Answer.script(PeerPackages.resource("/org/onthaal/widget/onthaal.js"));
      } else if (path.startsWith("/bundles/")) {
        return Answer.script(
            Files.readString(packages.bundled(path.substring("/bundles/".length()))));
      } else if (path.startsWith("/npm/")) {
        return packaged(path.substring("/npm/".length()));
      } else if (path.equals("/v1/touchpoints/parking-permit/survey")) {
        return Answer.json(200, PeerPackages.resource("survey.json"));
      } else if (path.equals("/api/v1/projects/bench/")) {
        // PushFeedback's settings of a project.
        return Answer.json(200, "{\"whitelabel\": false, \"recaptcha_enabled\": false}");
      }
    } catch (NoSuchFileException e) {
      return nothing();
    }
    return nothing();
  }

  private Answer packaged(String path) throws IOException {
    String text = Files.readString(packages.file(path));
    return path.endsWith(".css")
        ? new Answer(200, "text/css", text)
        : Answer.script(text.replace(PUSHFEEDBACK, ""));
  }

  private static Answer service(String path, String body) {
    if (path.equals("/v1/ratings")) {
      String id = JsonParser.parseString(body).getAsJsonObject().get("id").getAsString();
      return receipt(id);
    } else if (path.startsWith("/v1/ratings/")) {
      return receipt(path.substring("/v1/ratings/".length()));
    } else if (path.equals("/api/v1/feedback/")) {
      // PushFeedback answers with the number of what it stored.
      return Answer.json(201, "1");
    } else if (path.equals("/api/1/envelope/")) {
      // Sentry answers with the id of the event, which its client does not read.
      return Answer.json(200, "{}");
    } else if (path.equals("/answers")) {
      return Answer.json(200, "{}");
    }
    return nothing();
  }

  private static Answer receipt(String id) {
    return Answer.json(200, "{\"id\": \"%s\", \"code\": \"code-of-%s\"}".formatted(id, id));
  }

  private static Answer nothing() {
    return Answer.json(NOT_FOUND, "{}");
  }
}
