package org.onthaal.v1;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The messages of the contract as JSON Schema 2020-12, with the words of their comments, for the
 * OpenAPI documents of the HTTP doors.
 *
 * <p>A message that callers send refuses unknown members and requires what its comment calls
 * required; one that only the server sends requires every member that is always printed.
 */
public final class ContractSchemas {
  // Beside a reference: members that the path or a header carries, so that the body lacks them.
  private static final String WITHOUT = "x-without";

  private final MessageSchemas contract;

  private ContractSchemas(MessageSchemas contract) {
    this.contract = contract;
  }

  /** The contract that this class was built with. */
  public static ContractSchemas load() {
    try (InputStream in = ContractSchemas.class.getResourceAsStream("/onthaal/v1.desc")) {
      if (in == null) {
        throw new IllegalStateException("onthaal/v1.desc is not on the class path");
      }
      return new ContractSchemas(new MessageSchemas(FileDescriptorSet.parseFrom(in)));
    } catch (IOException e) {
      throw new UncheckedIOException("onthaal/v1.desc cannot be read", e);
    }
  }

  /**
   * Adds every schema of the contract that an OpenAPI document refers to, directly or not, and that
   * it does not define itself.
   *
   * @param document as maps and lists; changed in place
   * @throws IllegalArgumentException if it refers to something that the contract does not have
   */
  public void complete(Map<String, Object> document) {
    Map<String, Object> schemas = member(member(document, "components"), "schemas");
    Set<String> sent = withParts(references(bodies(document)));
    replaceWithout(document);
    Set<String> all = withParts(references(document));
    all.stream()
        .filter(name -> !schemas.containsKey(name))
        .forEach(name -> schemas.put(name, contract.schema(name, sent.contains(name))));
  }

  private Set<String> withParts(Set<String> names) {
    Set<String> all = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(names);
    while (!open.isEmpty()) {
      String name = open.pop();
      if (all.add(name)) {
        contract.parts(name).forEach(open::push);
      }
    }
    return all;
  }

  private static Set<String> references(Object node) {
    Set<String> names = new HashSet<>();
    for (Map<String, Object> object : objects(node)) {
      if (object.get("$ref") instanceof String text && text.startsWith(MessageSchemas.REFERENCE)) {
        names.add(text.substring(MessageSchemas.REFERENCE.length()));
      }
    }
    return names;
  }

  private static List<Object> bodies(Object document) {
    return objects(document).stream()
        .filter(object -> object.containsKey("requestBody"))
        .map(object -> object.get("requestBody"))
        .toList();
  }

  private void replaceWithout(Object document) {
    for (Map<String, Object> object : objects(document)) {
      if (object.get(WITHOUT) instanceof Collection<?> without
          && object.get("$ref") instanceof String text) {
        String name = text.substring(MessageSchemas.REFERENCE.length());
        object.clear();
        object.putAll(contract.message(name, true, without));
      }
    }
  }

  // Every JSON object of the tree, outermost first.
  private static List<Map<String, Object>> objects(Object root) {
    List<Map<String, Object>> found = new ArrayList<>();
    Deque<Object> open = new ArrayDeque<>(List.of(root));
    while (!open.isEmpty()) {
      Object node = open.pop();
      if (node instanceof Map<?, ?>) {
        @SuppressWarnings("unchecked")
        Map<String, Object> object = (Map<String, Object>) node;
        found.add(object);
        object.values().stream().filter(value -> value != null).forEach(open::add);
      } else if (node instanceof Collection<?> list) {
        open.addAll(list);
      }
    }
    return found;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> member(Map<String, Object> parent, String name) {
    return (Map<String, Object>) parent.computeIfAbsent(name, key -> new TreeMap<String, Object>());
  }
}
