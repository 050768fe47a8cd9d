package org.onthaal.feedback.survey;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.onthaal.feedback.survey.CatalogProblem.Kind;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/// A place in a catalogue document. What does not fit is noted with its line and path, and reading
/// goes on, so that one run finds every problem.
final class CatalogNode {
  private static final int TEXT_CODE_POINTS_MAX = 500; // longer texts do not fit a kiosk's screen

  private final Node node;
  private final String path;
  private final List<CatalogProblem> problems;

  CatalogNode(Node node, String path, List<CatalogProblem> problems) {
    this.node = node;
    this.path = path;
    this.problems = problems;
  }

  void problem(Kind kind, String expected) {
    problem("", kind, expected);
  }

  /// Notes a problem of something below this place that may not be there.
  void problem(String below, Kind kind, String expected) {
    String where = below.isEmpty() ? path : join(below);
    problems.add(new CatalogProblem(node.getStartMark().getLine() + 1, where, kind, expected));
  }

  /// The fields of a mapping; others than the known ones and repeated ones are problems.
  Map<String, CatalogNode> fields(Set<String> known) {
    Map<String, CatalogNode> fields = entries();
    fields
        .entrySet()
        .removeIf(field -> {
          boolean unknown = !known.contains(field.getKey());
          if (unknown) {
            field
                .getValue()
                .problem(
                    Kind.UNKNOWN_FIELD,
                    "one of " + String.join(", ", known.stream().sorted().toList()));
          }
          return unknown;
        });
    return fields;
  }

  /// Whether a mapping has this key, even without a usable value that was noted already.
  boolean has(String key) {
    return node instanceof MappingNode mapping
        && mapping.getValue().stream()
            .anyMatch(tuple ->
                tuple.getKeyNode() instanceof ScalarNode name
                    && name.getValue().equals(key)
                    && !isNothing(tuple.getValueNode()));
  }

  boolean has(Language language) {
    return has(language.subtag());
  }

  private Map<String, CatalogNode> entries() {
    Map<String, CatalogNode> entries = new LinkedHashMap<>();
    if (!(node instanceof MappingNode mapping)) {
      problem(Kind.INVALID, "a mapping (key: value)");
      return entries;
    }
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        problem(Kind.INVALID, "plain keys");
        continue;
      }
      CatalogNode value = new CatalogNode(tuple.getValueNode(), join(key.getValue()), problems);
      if (entries.containsKey(key.getValue())) {
        value.problem(Kind.INVALID, "each key once");
      } else if (!isNothing(tuple.getValueNode())) {
        entries.put(key.getValue(), value);
      }
    }
    return entries;
  }

  private static boolean isNothing(Node value) {
    return value instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL);
  }

  List<CatalogNode> items() {
    if (!(node instanceof SequenceNode sequence)) {
      problem(Kind.INVALID, "a list");
      return List.of();
    }
    List<CatalogNode> items = new ArrayList<>();
    for (Node item : sequence.getValue()) {
      items.add(new CatalogNode(item, path + "[" + items.size() + "]", problems));
    }
    return items;
  }

  /// The words of a scalar, whatever YAML would make of them: `no` is a language, not a falsehood.
  Optional<String> text() {
    if (node instanceof ScalarNode scalar && !isNothing(node)) {
      return Optional.of(scalar.getValue());
    }
    problem(Kind.INVALID, "a text");
    return Optional.empty();
  }

  /// The value that a text stands for; a problem where it stands for none.
  <T> Optional<T> value(Kind kind, String expected, Function<String, Optional<T>> reading) {
    Optional<String> text = text();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Optional<T> value = text.flatMap(reading);
    if (value.isEmpty()) {
      problem(kind, expected);
    }
    return value;
  }

  Optional<String> code() {
    return value(
        Kind.INVALID,
        "1 to 100 printable characters, without space at either end",
        text -> Optional.of(text).filter(Administration::isCode));
  }

  Optional<Boolean> truth() {
    return value(
        Kind.INVALID,
        "true or false",
        text ->
            switch (text) {
              case "true" -> Optional.of(true);
              case "false" -> Optional.of(false);
              default -> Optional.empty();
            });
  }

  Optional<Language> language() {
    return value(Kind.LANGUAGE_MALFORMED, "a BCP 47 language, as in fr", Language::parse);
  }

  /// Texts by language; each must be there, readable and short enough.
  Map<Language, String> texts() {
    Map<Language, String> texts = new LinkedHashMap<>();
    entries()
        .forEach((tag, value) -> {
          Optional<Language> language = Language.parse(tag);
          Optional<String> text = value.text();
          if (language.isEmpty()) {
            value.problem(Kind.LANGUAGE_MALFORMED, "a BCP 47 language as key, as in fr");
          } else if (text.isPresent() && !isReadable(text.get())) {
            value.problem(
                Kind.INVALID,
                "1 to " + TEXT_CODE_POINTS_MAX + " characters, no control characters");
          } else if (text.isPresent() && texts.put(language.get(), text.get().strip()) != null) {
            value.problem(Kind.INVALID, "each language once");
          }
        });
    return texts;
  }

  private static boolean isReadable(String text) {
    return !text.isBlank()
        && text.codePointCount(0, text.length()) <= TEXT_CODE_POINTS_MAX
        && text.strip().codePoints().noneMatch(Character::isISOControl);
  }

  private String join(String below) {
    return path.isEmpty() ? below : path + "." + below;
  }
}
