package org.onthaal.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What an OpenAPI 3.1 document promises, held against what a server does. Stricter than a client
 * need be: a member that the document does not name is a difference. Safe for any thread.
 */
public final class ApiContract {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PROBLEM = "#/components/schemas/ProblemDetails";
  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

  private final JsonNode document;
  private final List<Operation> operations = new ArrayList<>();
  private final Map<String, JsonSchema> schemas = new ConcurrentHashMap<>();
  private final Set<String> seen = new ConcurrentSkipListSet<>();

  private record Operation(String name, String method, Pattern path, JsonNode described) {}

  private ApiContract(JsonNode document) {
    this.document = document;
    document
        .get("paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .properties()
                .forEach(call -> {
                  if (METHODS.contains(call.getKey())) {
                    String method = call.getKey().toUpperCase(Locale.ROOT);
                    operations.add(
                        new Operation(
                            method + " " + path.getKey(),
                            method,
                            pattern(path.getKey()),
                            call.getValue()));
                  }
                }));
    close(document.get("components"));
  }

  // `/v1/ratings/{id}` stands for anything between its slashes.
  private static Pattern pattern(String path) {
    return Pattern.compile(
        Pattern.compile("(?<=})|(?=\\{)")
            .splitAsStream(path)
            .map(part -> part.startsWith("{") ? "[^/]+" : Pattern.quote(part))
            .collect(Collectors.joining()));
  }

  /**
   * One call and its answer.
   *
   * @param path as sent, with its query
   * @param headers of the answer, by their names in lower case
   */
  public record Exchange(
      String method, String path, int status, Map<String, String> headers, String body) {
    String mediaType() {
      return headers.getOrDefault("content-type", "").replaceFirst(";.*", "").strip();
    }
  }

  /** Reads a document as it is served. */
  public static ApiContract of(String document) {
    return new ApiContract(tree(document));
  }

  /** All operations, as method and path template: {@code GET /v1/scores}. */
  public Set<String> operations() {
    return operations.stream().map(Operation::name).collect(Collectors.toCollection(TreeSet::new));
  }

  /** Names of an operation's query parameters. */
  public Set<String> queryParameters(String operation) {
    Set<String> names = new TreeSet<>();
    operations.stream()
        .filter(described -> described.name().equals(operation))
        .flatMap(described -> described.described().path("parameters").valueStream())
        .map(this::resolved)
        .filter(parameter -> parameter.get("in").asText().equals("query"))
        .forEach(parameter -> names.add(parameter.get("name").asText()));
    return names;
  }

  /** Everything in which an answer differs from the document; empty when it keeps it. */
  public List<String> differences(Exchange exchange) {
    String path = exchange.path().replaceFirst("\\?.*", "");
    Optional<Operation> operation =
        operations.stream()
            .filter(described -> described.method().equals(exchange.method()))
            .filter(described -> described.path().matcher(path).matches())
            .findFirst();
    if (operation.isEmpty()) {
      // What has no operation is refused; how, is the same everywhere.
      return Set.of(400, 404, 405, 413).contains(exchange.status())
          ? bodyDifferences(exchange, "application/problem+json", reference(PROBLEM))
          : List.of(exchange.method() + " " + exchange.path() + " is not documented");
    }
    String place = operation.get().name() + " " + exchange.status();
    JsonNode answer =
        resolved(
            operation.get().described().path("responses").path(String.valueOf(exchange.status())));
    if (answer.isMissingNode()) {
      return List.of(place + " is not documented");
    }
    seen.add(place);
    List<String> found = new ArrayList<>();
    answer
        .path("headers")
        .fieldNames()
        .forEachRemaining(name -> {
          if (!exchange.headers().containsKey(name.toLowerCase(Locale.ROOT))) {
            found.add(place + " lacks the header " + name);
          }
        });
    JsonNode content = answer.path("content");
    String type = exchange.mediaType();
    if (content.has(type)) {
      found.addAll(bodyDifferences(exchange, type, content.get(type).get("schema")));
    } else {
      found.add(place + " has the media type " + type + ", which is not documented");
    }
    return found;
  }

  /** Documented answers, as operation and status, of which no exchange was given yet. */
  public Set<String> unseen() {
    Set<String> unseen = new TreeSet<>();
    for (Operation operation : operations) {
      operation
          .described()
          .path("responses")
          .fieldNames()
          .forEachRemaining(status -> unseen.add(operation.name() + " " + status));
    }
    unseen.removeAll(seen);
    return unseen;
  }

  private List<String> bodyDifferences(Exchange exchange, String type, JsonNode schema) {
    String place = exchange.method() + " " + exchange.path() + " " + exchange.status() + ": ";
    if (!exchange.mediaType().equals(type)) {
      return List.of(place + exchange.mediaType() + " (expected: " + type + ")");
    }
    if (!type.endsWith("json")) {
      return List.of();
    }
    return schemas
        .computeIfAbsent(schema.toString(), key -> compile(schema))
        .validate(tree(exchange.body()))
        .stream()
        .map(message -> place + message.getMessage())
        .toList();
  }

  // References look for the components in the schema's own root.
  private JsonSchema compile(JsonNode schema) {
    ObjectNode whole = schema.deepCopy();
    whole.set("components", document.get("components"));
    SchemaValidatorsConfig strict =
        SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(whole, strict);
  }

  private JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
  }

  private static JsonNode reference(String target) {
    return JSON.createObjectNode().put("$ref", target);
  }

  // So that a member which the document does not name is a difference.
  private static void close(JsonNode node) {
    if (node instanceof ObjectNode object
        && object.path("properties").isObject()
        && !object.has("additionalProperties")) {
      object.put("additionalProperties", false);
    }
    node.forEach(ApiContract::close);
  }

  private static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError("expected JSON, got " + json, e);
    }
  }

  /** The first value of each header, by its name in lower case. */
  public static Map<String, String> headers(HttpHeaders headers) {
    Map<String, String> first = new HashMap<>();
    headers
        .map()
        .forEach((name, values) -> first.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
    return first;
  }
}
