package org.onthaal.feedback.phone.agi;

import java.io.IOException;
import java.net.ProtocolException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/// What Asterisk says of a call before we speak. Only what is needed is kept; the number and the
/// name of whoever calls are read over.
record AgiRequest(Map<String, String> fields, String script, Map<String, String> query) {
  private static final int LINES_MAX = 100;
  private static final Duration ALL_MAX = Duration.ofSeconds(5);
  private static final String SCRIPT = "agi_network_script";
  private static final String REQUEST = "agi_request";
  private static final Set<String> KEPT =
      Set.of(SCRIPT, REQUEST, "agi_language", "agi_uniqueid", "agi_dnid", "agi_extension");

  AgiRequest {
    fields = Map.copyOf(fields);
    query = Map.copyOf(query);
  }

  /// Reads it up to the empty line.
  ///
  /// @throws IOException when it is not there in time, or is something else
  static AgiRequest read(AgiWire wire, LongSupplier nanos) throws IOException {
    long end = nanos.getAsLong() + ALL_MAX.toNanos();
    Map<String, String> fields = new HashMap<>();
    for (int lines = 0; lines <= LINES_MAX; lines++) {
      String line = wire.line(Duration.ofNanos(Math.max(0, end - nanos.getAsLong())));
      if (line.isEmpty()) {
        return of(fields);
      }
      int colon = line.indexOf(':');
      if (colon < 1) {
        throw new ProtocolException("a line that is no field");
      }
      String name = line.substring(0, colon);
      if (KEPT.contains(name)) {
        fields.put(name, line.substring(colon + 1).strip());
      }
    }
    throw new ProtocolException("more than " + LINES_MAX + " fields");
  }

  String field(String name) {
    return fields.getOrDefault(name, "");
  }

  /// The value of a name in the address; empty where it has none.
  String parameter(String name) {
    return query.getOrDefault(name, "");
  }

  /// Numbers that were dialled, the one that the network named first.
  List<String> dialled() {
    return List.of(field("agi_dnid"), field("agi_extension"));
  }

  /// The call that fields are of.
  static AgiRequest of(Map<String, String> fields) throws ProtocolException {
    if (!fields.containsKey(SCRIPT) && !fields.containsKey(REQUEST)) {
      throw new ProtocolException("neither " + SCRIPT + " nor " + REQUEST);
    }
    String address =
        Optional.ofNullable(fields.get(SCRIPT))
            .filter(script -> !script.isEmpty())
            .orElseGet(() -> afterHost(fields.getOrDefault(REQUEST, "")));
    int mark = address.indexOf('?');
    String path = mark < 0 ? address : address.substring(0, mark);
    return new AgiRequest(
        fields, path.replaceAll("^/+|/+$", ""), query(mark < 0 ? "" : address.substring(mark + 1)));
  }

  private static String afterHost(String address) {
    int host = address.indexOf("://");
    int slash = address.indexOf('/', host < 0 ? 0 : host + 3);
    return slash < 0 ? "" : address.substring(slash + 1);
  }

  private static Map<String, String> query(String text) {
    Map<String, String> found = new HashMap<>();
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        decoded(pair.substring(equals + 1))
            .ifPresent(value -> found.putIfAbsent(pair.substring(0, equals), value));
      }
    }
    return found;
  }

  private static Optional<String> decoded(String value) {
    try {
      return Optional.of(URLDecoder.decode(value, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// Keeps the secret that an address may have out of logs.
  @Override
  public String toString() {
    return "call of " + script;
  }
}
