package org.onthaal.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * Requests that an OpenAPI 3.1 document describes, most of them broken somewhere: the same ones for
 * the same seed. One thread.
 */
public final class RandomRequests {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");

  // What has broken parsers: nothing, ends of ranges, signs of other languages, characters that are
  // none, too much.
  // Half of those bodies are longer than a door reads.
  private static final int BLANKS_MAX = 2 << 20;

  private static final List<String> STRANGE =
      List.of(
          "",
          " ",
          "0",
          "-1",
          "4294967296",
          "99999999999999999999",
          "1e400",
          "null",
          "true",
          "[]",
          "{}",
          "'",
          "\"",
          "' OR 1=1 --",
          "<script>alert(1)</script>",
          "../../etc/passwd",
          "\0",
          "a\r\nX-Injected: yes",
          "é😀\u200b\u202e",
          "ｆｕｌｌ",
          "%",
          "%zz",
          "2026-02-30",
          "0001-01-01T00:00:00Z",
          "9999-12-31T23:59:59.999999999-18:00",
          "+999999999-12-31T23:59:59Z",
          "x".repeat(3_000));

  private final JsonNode document;
  private final Map<String, List<String>> known;
  private final Random random;
  private final List<Described> operations = new ArrayList<>();

  private record Described(String method, String path, List<JsonNode> parameters, JsonNode call) {}

  /**
   * One request.
   *
   * @param target path and query as they are sent
   * @param body one character per byte
   */
  public record Request(String method, String target, Map<String, String> headers, String body) {}

  /**
   * @param document as it is served
   * @param known values by name of a parameter that something stands behind
   */
  public RandomRequests(String document, Map<String, List<String>> known, long seed) {
    this.document = tree(document);
    this.known = Map.copyOf(known);
    random = new Random(seed);
    this.document
        .get("paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .properties()
                .forEach(call -> {
                  if (METHODS.contains(call.getKey())) {
                    operations.add(described(path.getKey(), path.getValue(), call));
                  }
                }));
  }

  private Described described(String path, JsonNode item, Map.Entry<String, JsonNode> call) {
    List<JsonNode> parameters = new ArrayList<>();
    item.path("parameters").forEach(parameter -> parameters.add(resolved(parameter)));
    call.getValue().path("parameters").forEach(parameter -> parameters.add(resolved(parameter)));
    String method = call.getKey().toUpperCase(java.util.Locale.ROOT);
    return new Described(method, path, parameters, call.getValue());
  }

  /** The next one. */
  public Request next() {
    Described operation = pick(operations);
    JsonNode content = operation.call().path("requestBody").path("content");
    Map<String, String> headers = new LinkedHashMap<>();
    String body = "";
    if (content.has("application/json")) {
      headers.put("Content-Type", seldom() ? pick(List.of("text/xml", "")) : "application/json");
      body = json(content.get("application/json").path("example"));
    } else if (!content.isMissingNode()) {
      headers.put("Content-Type", "application/x-www-form-urlencoded");
      body = form();
    }
    if (operation.call().has("security") && !seldom()) {
      headers.put("Authorization", "Receipt " + pick(List.of("a" + "b".repeat(26), "x", "é")));
    }
    if (seldom()) {
      headers.put("Last-Event-ID", pick(List.of("0:0", "x", "0:1,,", "9".repeat(40) + ":1")));
    }
    return new Request(operation.method(), target(operation), headers, body);
  }

  private String target(Described operation) {
    String path = operation.path();
    List<String> query = new ArrayList<>();
    for (JsonNode parameter : operation.parameters()) {
      String name = parameter.get("name").asText();
      if (parameter.get("in").asText().equals("path")) {
        String value = value(name, parameter);
        // An empty one would be another path.
        path = path.replace("{" + name + "}", value.isEmpty() ? "x" : encoded(value));
      } else if (parameter.get("in").asText().equals("query")
          && (parameter.path("required").asBoolean() || random.nextInt(3) == 0)) {
        for (int times = seldom() ? 2 : 1; times > 0; times--) {
          query.add(name + "=" + encoded(value(name, parameter)));
        }
      }
    }
    if (seldom()) {
      query.add(encoded(pick(STRANGE)) + "=" + encoded(pick(STRANGE)));
    }
    return query.isEmpty() ? path : path + "?" + String.join("&", query);
  }

  private String value(String name, JsonNode parameter) {
    List<String> good = new ArrayList<>(known.getOrDefault(name, List.of()));
    JsonNode schema = resolved(parameter.path("schema"));
    JsonNode item = resolved(schema.path("items"));
    for (JsonNode choices : List.of(schema.path("enum"), item.path("enum"))) {
      choices.forEach(choice -> good.add(choice.asText()));
    }
    if (parameter.has("example")) {
      good.add(parameter.get("example").asText());
    }
    return good.isEmpty() || random.nextInt(4) == 0 ? pick(STRANGE) : pick(good);
  }

  private String json(JsonNode example) {
    JsonNode changed = example.deepCopy();
    for (int changes = random.nextInt(3); changes > 0; changes--) {
      changed = changed(changed);
    }
    byte[] bytes = changed.toString().getBytes(StandardCharsets.UTF_8);
    String body = new String(bytes, StandardCharsets.ISO_8859_1);
    return random.nextInt(4) == 0 ? broken(body) : body;
  }

  private JsonNode changed(JsonNode node) {
    if (random.nextInt(4) == 0 || !node.isContainerNode() || node.isEmpty()) {
      return strange();
    }
    if (node instanceof ObjectNode object) {
      String name = pick(object.properties().stream().map(Map.Entry::getKey).toList());
      switch (random.nextInt(4)) {
        case 0 -> object.remove(name);
        case 1 -> object.set(pick(STRANGE), strange());
        default -> object.set(name, changed(object.get(name)));
      }
    } else if (node instanceof ArrayNode array) {
      int place = random.nextInt(array.size());
      switch (random.nextInt(3)) {
        case 0 -> array.add(array.get(place).deepCopy());
        case 1 -> array.remove(place);
        default -> array.set(place, changed(array.get(place)));
      }
    }
    return node;
  }

  private JsonNode strange() {
    return switch (random.nextInt(5)) {
      case 0 -> JSON.createObjectNode().set(pick(STRANGE), JSON.createArrayNode());
      case 1 -> JSON.createArrayNode().add(pick(STRANGE)).addNull();
      case 2 -> JSON.getNodeFactory().numberNode(random.nextLong());
      case 3 -> JSON.getNodeFactory().numberNode(random.nextGaussian());
      default -> JSON.getNodeFactory().textNode(pick(STRANGE));
    };
  }

  // Cut, doubled, or with a byte that does not belong there.
  private String broken(String body) {
    int place = random.nextInt(body.length() + 1);
    return switch (random.nextInt(4)) {
      case 0 -> body.substring(0, place);
      case 1 -> body + body;
      case 2 -> body.substring(0, place) + (char) random.nextInt(256) + body.substring(place);
      default -> body + " ".repeat(random.nextInt(BLANKS_MAX));
    };
  }

  private String form() {
    List<String> fields = new ArrayList<>();
    for (String name : List.of("id", "lang", "via", "version", "comment", "number", "code")) {
      if (random.nextInt(2) == 0) {
        fields.add(name + "=" + encoded(pick(STRANGE)));
      }
    }
    for (String name : known.getOrDefault("field", List.of())) {
      fields.add(name + "=" + encoded(random.nextInt(3) == 0 ? pick(STRANGE) : "4"));
    }
    return fields.stream().collect(Collectors.joining(seldom() ? "&&=&" : "&"));
  }

  // A percent sign is sent as it is at times: then no escape follows.
  private String encoded(String text) {
    return text.startsWith("%") && seldom()
        ? text
        : URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private boolean seldom() {
    return random.nextInt(8) == 0;
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  private JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
  }

  private static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError("expected JSON, got " + json, e);
    }
  }
}
