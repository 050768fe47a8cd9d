package org.onthaal.sdk;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.stream.Stream;

/**
 * What the SDK and netty-shaded tell GraalVM of their look-ups, under {@code
 * META-INF/native-image}.
 */
final class Reachability {
  private static final String OURS =
      "META-INF/native-image/org.onthaal/onthaal-sdk/reachability-metadata.json";
  private static final String NETTY = "META-INF/native-image/io.grpc.netty.shaded.io.netty/";
  private final Map<String, List<JsonObject>> types = new HashMap<>();
  private final List<String> globs = new ArrayList<>();
  private final Set<String> ours = new TreeSet<>();

  private Reachability() {}

  static Reachability read() throws IOException {
    Reachability all = new Reachability();
    JsonObject own = json(OURS).getAsJsonObject();
    all.add(own.getAsJsonArray("reflection"), "type");
    all.ours.addAll(all.types.keySet());
    own.getAsJsonArray("resources")
        .forEach(each -> all.globs.add(each.getAsJsonObject().get("glob").getAsString()));
    JarURLConnection netty =
        (JarURLConnection) resource(NETTY + "netty-common/reflect-config.json").openConnection();
    for (JarEntry entry : netty.getJarFile().stream().toList()) {
      if (entry.getName().startsWith(NETTY) && entry.getName().endsWith("/reflect-config.json")) {
        all.add(json(entry.getName()).getAsJsonArray(), "name");
      }
    }
    return all;
  }

  private static JsonElement json(String name) throws IOException {
    try (InputStream in = resource(name).openStream()) {
      return JsonParser.parseString(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private static URL resource(String name) {
    return Objects.requireNonNull(FeedbackClient.class.getClassLoader().getResource(name), name);
  }

  private void add(JsonArray entries, String key) {
    for (JsonElement entry : entries) {
      JsonObject type = entry.getAsJsonObject();
      types.computeIfAbsent(type.get(key).getAsString(), name -> new ArrayList<>()).add(type);
    }
  }

  /** Whether a line of {@link Lookups} is told. */
  boolean covers(String line) {
    String[] words = line.split(" ", 3);
    List<JsonObject> entries = types.getOrDefault(words[1], List.of());
    return switch (words[0]) {
      case "type" -> !entries.isEmpty();
      case "all" -> entries.stream().anyMatch(each -> all(each, words[2]));
      case "field" ->
          entries.stream()
              .anyMatch(each -> all(each, "fields") || members(each, "fields").contains(words[2]));
      case "method" ->
          entries.stream()
              .anyMatch(each ->
                  all(each, words[2].startsWith("<init>") ? "constructors" : "methods")
                      || members(each, "methods").contains(words[2]));
      case "resource" ->
          globs.stream()
              .anyMatch(glob ->
                  FileSystems.getDefault()
                      .getPathMatcher("glob:" + glob)
                      .matches(Path.of(words[1])));
      default -> throw new IllegalArgumentException(line);
    };
  }

  private static boolean all(JsonObject entry, String members) {
    String ending = Character.toUpperCase(members.charAt(0)) + members.substring(1);
    return Stream.of("allDeclared", "allPublic", "queryAllDeclared", "queryAllPublic")
        .anyMatch(start -> entry.has(start + ending));
  }

  private static Set<String> members(JsonObject entry, String kind) {
    Set<String> members = new TreeSet<>();
    if (entry.has(kind)) {
      for (JsonElement each : entry.getAsJsonArray(kind)) {
        JsonObject member = each.getAsJsonObject();
        String name = member.get("name").getAsString();
        members.add(kind.equals("fields") ? name : name + parameters(member));
      }
    }
    return members;
  }

  private static String parameters(JsonObject method) {
    List<String> types = new ArrayList<>();
    method.getAsJsonArray("parameterTypes").forEach(each -> types.add(each.getAsString()));
    return "(" + String.join(",", types) + ")";
  }

  /** What we tell and does not exist. */
  List<String> missing() {
    List<String> missing = new ArrayList<>();
    for (String name : ours) {
      if (name.equals("byte[]")) {
        continue; // the one array, for which Java has another name
      }
      Class<?> type;
      try {
        type = Class.forName(name, false, Reachability.class.getClassLoader());
      } catch (ClassNotFoundException e) {
        missing.add(name);
        continue;
      }
      Set<String> there = new TreeSet<>();
      for (var method : type.getDeclaredMethods()) {
        there.add(method.getName() + parameters(method.getParameterTypes()));
      }
      for (var constructor : type.getDeclaredConstructors()) {
        there.add("<init>" + parameters(constructor.getParameterTypes()));
      }
      for (var field : type.getDeclaredFields()) {
        there.add(field.getName());
      }
      for (JsonObject entry : types.getOrDefault(name, List.of())) {
        for (String kind : List.of("methods", "fields")) {
          members(entry, kind).stream()
              .filter(member -> !there.contains(member))
              .forEach(member -> missing.add(name + " " + member));
        }
      }
    }
    return missing;
  }

  private static String parameters(Class<?>[] types) {
    List<String> names = new ArrayList<>();
    Collections.addAll(names, Arrays.stream(types).map(Class::getTypeName).toArray(String[]::new));
    return "(" + String.join(",", names) + ")";
  }
}
