package org.onthaal.widget.kiosk;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.onthaal.widget.Surveys;

/// The service as a kiosk sees it. It notes what it is sent, refuses what the contract does not
/// have, and goes away when it is told to.
final class KioskDoor implements AutoCloseable {
  static final String CODE = "K7QM-4TXD";
  static final String PIN = "2468";

  // As the service has it.
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " manifest-src 'self'; worker-src 'self'; form-action 'none'; base-uri 'none';"
          + " frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types onthaal-sw";
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml",
          "webmanifest", "application/manifest+json");
  private static final String SECRET = "ons_of-this-kiosk";
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
          "answers");
  private static final Set<String> HEARTBEAT_FIELDS =
      Set.of(
          "appVersion",
          "settingsVersion",
          "pending",
          "oldestPending",
          "sentAt",
          "storageUsedKib",
          "storageQuotaKib",
          "storagePersistent",
          "batteryPercent",
          "batteryCharging",
          "presses",
          "ignoredPresses",
          "pause",
          "ordersMark");

  /// What the door does with ratings.
  enum Manner {
    TAKE,
    /// Takes them, and ends the connection without a word.
    TAKE_IN_SILENCE,
    BUSY,
    /// Each of them, for good.
    REFUSE,
    /// Whoever has the key, which was taken back.
    REVOKE_KEY,
    /// Whoever has the key, as a replica does that does not have it yet.
    MISS_KEY
  }

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, JsonObject> stored = new ConcurrentHashMap<>();
  private final List<JsonObject> heartbeats = new CopyOnWriteArrayList<>();
  private final List<String> faults = new CopyOnWriteArrayList<>();
  private final Map<String, Object> settings = new ConcurrentHashMap<>();
  private volatile List<Map<String, Object>> hours = List.of();
  private volatile String survey = "parking-permit";
  private volatile boolean isUsable = true;
  private final AtomicInteger mark = new AtomicInteger();
  private volatile String build = "";
  private volatile Manner manner = Manner.TAKE;
  private volatile boolean isAway;
  private final HttpServer server;

  KioskDoor() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  String page() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/kiosk/";
  }

  /// Each connection ends without an answer. The port is kept, so that nobody else gets it.
  void goAway() {
    isAway = true;
  }

  void comeBack() {
    isAway = false;
  }

  void be(Manner now) {
    manner = now;
  }

  /// From the next heartbeat on.
  void order(String setting, Object value) {
    settings.put(setting, value);
    mark.incrementAndGet();
  }

  void open(List<Map<String, Object>> now) {
    hours = now;
    mark.incrementAndGet();
  }

  /// Which of the surveys.
  void ask(String key) {
    survey = key;
    mark.incrementAndGet();
  }

  void retire() {
    isUsable = false;
    mark.incrementAndGet();
  }

  /// Serves a newer version of the program from now on.
  void release(String newBuild) {
    build = newBuild;
  }

  void forget() {
    stored.clear();
    heartbeats.clear();
    faults.clear();
    settings.clear();
    settings.putAll(
        Map.of(
            "name", "Desk 3", "coolDown", "1.500s", "idle", "20s", "staffPin", PIN, "version", 1));
    hours = List.of();
    survey = "parking-permit";
    isUsable = true;
    build = "";
    manner = Manner.TAKE;
    isAway = false;
  }

  /// Ratings by id.
  Map<String, JsonObject> stored() {
    return stored;
  }

  List<JsonObject> heartbeats() {
    return heartbeats;
  }

  /// Why nobody is asked, as the latest heartbeat tells; empty when somebody is, or when none came.
  String pause() {
    return heartbeats.stream()
        .reduce((_, latest) -> latest)
        .filter(latest -> latest.has("pause"))
        .map(latest -> latest.get("pause").getAsString())
        .orElse("");
  }

  /// What was sent against the contract.
  List<String> faults() {
    return faults;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    try (exchange) {
      if (isAway) {
        return;
      }
      if (path.startsWith("/kiosk/")) {
        file(exchange, path.substring("/kiosk/".length()));
        return;
      }
      JsonObject body = JsonParser.parseString(body(exchange)).getAsJsonObject();
      boolean hasKey =
          ("Bearer " + SECRET).equals(exchange.getRequestHeaders().getFirst("Authorization"));
      if (path.equals("/v1/devices:pair")) {
        pair(exchange, body.get("code").getAsString());
      } else if (manner == Manner.REVOKE_KEY) {
        send(exchange, 401, problem("KEY_REVOKED"));
      } else if (!hasKey || manner == Manner.MISS_KEY) {
        send(exchange, 401, problem("KEY_UNKNOWN"));
      } else if (path.equals("/v1/devices:heartbeat")) {
        beat(exchange, body.getAsJsonObject("heartbeat"));
      } else if (path.equals("/v1/ratings:batch")) {
        take(exchange, body.getAsJsonArray("ratings"));
      } else {
        send(exchange, 404, problem("NOT_FOUND"));
      }
    }
  }

  private void file(HttpExchange exchange, String path) throws IOException {
    String name = path.isEmpty() ? "index.html" : path;
    try (InputStream in = Surveys.class.getResourceAsStream("kiosk/" + name)) {
      if (in == null) {
        send(exchange, 404, problem("NOT_FOUND"));
        return;
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      if (!build.isEmpty()) {
        text = text.replace("<title>", "<meta name=\"build\" content=\"" + build + "\"><title>");
        text = text.replaceFirst("\"[0-9a-f]{64}\"", "\"" + build + "\"");
      }
      exchange.getResponseHeaders().set("Content-Security-Policy", POLICY);
      exchange.getResponseHeaders().set("Cache-Control", "no-cache");
      String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
      send(exchange, 200, Objects.requireNonNull(type), text);
    }
  }

  private void pair(HttpExchange exchange, String code) throws IOException {
    if (code.replaceAll("[^A-Za-z0-9]", "").equalsIgnoreCase(CODE.replace("-", ""))) {
      Map<String, Object> answer = Map.of("id", "a-device", "secret", SECRET, "orders", orders());
      send(exchange, 200, new Gson().toJson(answer));
    } else {
      send(exchange, 400, problem("PAIRING_CODE_UNKNOWN"));
    }
  }

  private void beat(HttpExchange exchange, JsonObject heartbeat) throws IOException {
    heartbeats.add(heartbeat);
    check(HEARTBEAT_FIELDS.containsAll(heartbeat.keySet()), "heartbeat: " + heartbeat.keySet());
    Map<String, Object> answer = new HashMap<>();
    answer.put("serverTime", Instant.now().toString());
    if (!heartbeat.get("ordersMark").getAsString().equals("mark-" + mark.get())) {
      answer.put("orders", orders());
    }
    send(exchange, 200, new Gson().toJson(answer));
  }

  private Map<String, Object> orders() {
    Map<String, Object> orders = new HashMap<>();
    orders.put("settings", Map.copyOf(settings));
    orders.put("zone", "Europe/Brussels");
    orders.put("openingHours", hours);
    orders.put("names", Map.of("en", "Population, desk 3"));
    List<JsonElement> surveys =
        List.of("fr", "nl", "de", "en").stream()
            .map(language -> JsonParser.parseString(Surveys.survey(survey, language)))
            .peek(one -> one.getAsJsonObject().addProperty("administrationName", "Senne"))
            .peek(one -> one.getAsJsonObject().addProperty("serviceName", "Population"))
            .toList();
    orders.put("surveys", isUsable ? surveys : List.of());
    orders.put("mark", "mark-" + mark.get());
    return orders;
  }

  private void take(HttpExchange exchange, JsonArray ratings) throws IOException {
    JsonArray results = new JsonArray();
    for (JsonElement element : ratings) {
      JsonObject rating = element.getAsJsonObject();
      JsonObject result = new JsonObject();
      if (manner == Manner.REFUSE) {
        result.add("problem", JsonParser.parseString(problem("VIOLATIONS")));
      } else {
        if (manner != Manner.BUSY) {
          store(rating);
        }
        JsonObject receipt = new JsonObject();
        receipt.add("id", rating.get("id"));
        result.add("receipt", receipt);
      }
      results.add(result);
    }
    JsonObject answer = new JsonObject();
    answer.add("results", results);
    if (manner == Manner.BUSY) {
      send(exchange, 503, problem("OVERLOADED"));
    } else if (manner != Manner.TAKE_IN_SILENCE) {
      send(exchange, 200, answer.toString());
    }
  }

  private void store(JsonObject rating) {
    String id = rating.get("id").getAsString();
    check(ID.matcher(id).matches(), "id: " + id);
    check(RATING_FIELDS.equals(rating.keySet()), "rating: " + rating.keySet());
    check(rating.get("channel").getAsString().equals("KIOSK"), "channel: " + rating);
    JsonObject content = rating.deepCopy();
    content.remove("sentAt");
    JsonObject before = stored.putIfAbsent(id, content);
    check(before == null || before.equals(content), "id reused: " + id);
  }

  private static String problem(String reason) {
    return "{\"reason\": \"" + reason + "\", \"detail\": \"no\", \"violations\": []}";
  }

  private void check(boolean holds, String otherwise) {
    if (!holds) {
      faults.add(otherwise);
    }
  }

  private static String body(HttpExchange exchange) throws IOException {
    return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static void send(HttpExchange exchange, int status, String json) throws IOException {
    send(exchange, status, status < 300 ? "application/json" : "application/problem+json", json);
  }

  private static void send(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
