package org.onthaal.widget;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The citizens' door as the element sees it: surveys, ratings, amendments and pages to put the
/// element on. It notes what it is sent, and refuses what the contract does not have.
final class RecordingDoor implements AutoCloseable {
  static final String STRICT =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " require-trusted-types-for 'script'; trusted-types 'none'";

  /// As the service has it.
  private static final Duration AHEAD_MAX = Duration.ofDays(1);

  private static final Pattern ID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
  private static final Set<String> RATING_FIELDS =
      Set.of(
          "id",
          "ratedAt",
          "sentAt",
          "touchpoint",
          "channel",
          "language",
          "surveyVersion",
          "answers",
          "comment",
          "hints",
          "context");
  private static final Set<String> ANSWER_FIELDS =
      Set.of("question", "score", "dontKnow", "choices");

  private static final String HEAD =
      "<head><meta charset=utf-8><title>A page</title><meta name=color-scheme content=\"light dark\">"
          + "<meta name=viewport content=\"width=device-width\"><script src=/widget/v1/onthaal.js defer></script></head>";

  /// What the door does with ratings and amendments.
  enum Manner {
    TAKE,
    /// Takes it, and ends the connection without a word.
    TAKE_IN_SILENCE,
    SILENCE,
    BUSY,
    REFUSE
  }

  /// One rating or amendment that came in.
  record Call(String method, String id, JsonObject body, String receipt) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final List<String> faults = new CopyOnWriteArrayList<>();
  private final Map<String, String> stored = new ConcurrentHashMap<>();
  private final Map<String, String> pages = new ConcurrentHashMap<>();
  private volatile Manner manner = Manner.TAKE;
  private volatile String policy = STRICT;

  RecordingDoor() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  /// Address of a page with this body, under the policy.
  URI page(String language, String body) {
    pages.put(
        language + body.hashCode(),
        "<!doctype html><html lang=\"" + language + "\">" + HEAD + body);
    return address("/pages/" + language + body.hashCode());
  }

  URI address(String path) {
    return URI.create("http://localhost:" + server.getAddress().getPort() + path);
  }

  void be(Manner now) {
    manner = now;
  }

  void setPolicy(String now) {
    policy = now;
  }

  void forget() {
    calls.clear();
    stored.clear();
    faults.clear();
    manner = Manner.TAKE;
    policy = STRICT;
  }

  List<Call> calls() {
    return calls;
  }

  /// What was sent against the contract.
  List<String> faults() {
    return faults;
  }

  Set<String> stored() {
    return stored.keySet();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    try (exchange) {
      if (path.equals("/widget/v1/onthaal.js")) {
        send(exchange, 200, "text/javascript", resource("onthaal.js"));
      } else if (path.startsWith("/pages/")) {
        exchange.getResponseHeaders().set("Content-Security-Policy", policy);
        send(exchange, 200, "text/html; charset=utf-8", pages.getOrDefault(path.substring(7), ""));
      } else if (path.endsWith("/survey")) {
        String key = path.split("/", -1)[3];
        String language = exchange.getRequestURI().getQuery().replaceFirst("lang=", "");
        send(exchange, 200, "application/json", Surveys.survey(key, language));
      } else if (path.startsWith("/v1/ratings")) {
        take(exchange, path);
      } else if (path.startsWith("/r/")) {
        send(exchange, 200, "text/plain", "posted " + body(exchange));
      } else {
        send(exchange, 404, "application/json", "{\"reason\": \"NOT_FOUND\"}");
      }
    }
  }

  private void take(HttpExchange exchange, String path) throws IOException {
    JsonObject body = JsonParser.parseString(body(exchange)).getAsJsonObject();
    boolean isNew = exchange.getRequestMethod().equals("POST");
    String id = isNew ? body.get("id").getAsString() : path.substring("/v1/ratings/".length());
    String receipt = exchange.getRequestHeaders().getFirst("Authorization");
    calls.add(new Call(exchange.getRequestMethod(), id, body, receipt == null ? "" : receipt));
    Instant latest = Instant.now().plus(AHEAD_MAX);
    if (time(id).isAfter(latest)) {
      String violation =
          "{\"field\": \"id\", \"reason\": \"ID_NOT_V7\", \"expected\": \"a UUID of version 7 that begins with a"
              + " time from 2000-01-01T00:00:00Z to "
              + latest
              + "\"}";
      send(exchange, 400, "application/problem+json", refusal(violation));
      return;
    }
    switch (manner) {
      case TAKE -> send(exchange, 200, "application/json", stored(isNew, id, body, receipt));
      case TAKE_IN_SILENCE -> stored(isNew, id, body, receipt);
      case SILENCE -> {}
      case BUSY ->
          send(
              exchange,
              503,
              "application/problem+json",
              "{\"reason\": \"OVERLOADED\", \"detail\": \"busy\"}");
      case REFUSE -> send(exchange, 400, "application/problem+json", refusal(""));
    }
  }

  private static String refusal(String violations) {
    return "{\"reason\": \"VIOLATIONS\", \"detail\": \"no\", \"violations\": [" + violations + "]}";
  }

  /// What an id of version 7 begins with.
  private static Instant time(String id) {
    return Instant.ofEpochMilli(Long.parseLong(id.substring(0, 8) + id.substring(9, 13), 16));
  }

  private String stored(boolean isNew, String id, JsonObject body, @Nullable String receipt) {
    check(ID.matcher(id).matches(), "id: " + id);
    for (JsonElement answer : body.getAsJsonArray("answers")) {
      check(ANSWER_FIELDS.containsAll(answer.getAsJsonObject().keySet()), "answer: " + answer);
    }
    if (isNew) {
      check(RATING_FIELDS.containsAll(body.keySet()), "rating: " + body.keySet());
      check(body.has("ratedAt") && body.has("sentAt"), "times: " + body);
      JsonObject content = body.deepCopy();
      content.remove("sentAt");
      String before = stored.putIfAbsent(id, content.toString());
      check(before == null || before.equals(content.toString()), "id reused: " + id);
    } else {
      check(Set.of("answers", "comment").containsAll(body.keySet()), "amendment: " + body.keySet());
      check(("Receipt code-of-" + id).equals(receipt), "receipt: " + receipt);
      check(stored.containsKey(id), "amended before it was stored: " + id);
    }
    return "{\"id\": \"" + id + "\", \"code\": \"code-of-" + id + "\"}";
  }

  private void check(boolean holds, String otherwise) {
    if (!holds) {
      faults.add(otherwise);
    }
  }

  private static String body(HttpExchange exchange) throws IOException {
    return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static void send(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.getResponseHeaders().set("Access-Control-Allow-Origin", "*");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static String resource(String name) {
    try (InputStream in = RecordingDoor.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " was not built");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }
}
