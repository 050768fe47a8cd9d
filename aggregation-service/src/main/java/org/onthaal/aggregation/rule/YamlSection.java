package org.onthaal.aggregation.rule;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/// One mapping of a YAML file, read key by key; everything wrong is noted with its place and
/// reading goes on, so that a person sees all mistakes at once.
///
/// A key that nobody asked for is a mistake too: [#refuseOthers()]. One thread.
public final class YamlSection {
  private static final int LIST_MAX = 1_000;
  private static final String DURATION = "a duration such as 30s, 5m, 24h or 7d, at most 366d";

  private final String path;
  private final int line;
  private final Map<String, Node> entries = new LinkedHashMap<>();
  private final Set<String> asked = new TreeSet<>();
  private final Set<String> untaken = new TreeSet<>();
  private final FileProblems problems;

  YamlSection(String path, MappingNode node, FileProblems problems) {
    this.path = path;
    this.line = lineOf(node);
    this.problems = problems;
    for (NodeTuple tuple : node.getValue()) {
      String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
      if (entries.putIfAbsent(key, tuple.getValueNode()) != null) {
        note(key, lineOf(tuple.getKeyNode()), "each key once", "it again");
      }
    }
  }

  public boolean has(String key) {
    return entries.containsKey(key);
  }

  /// Notes that a key is absent.
  public void require(String key, String expected) {
    asked.add(key);
    if (!has(key)) {
      note(key, line, expected, "");
    }
  }

  public Optional<String> text(String key) {
    return scalar(key, "a text");
  }

  public Optional<Duration> duration(String key) {
    Optional<String> text = scalar(key, DURATION);
    Optional<Duration> duration = text.flatMap(DurationText::parse);
    if (text.isPresent() && duration.isEmpty()) {
      refuse(key, DURATION);
    }
    return duration;
  }

  public Optional<BigDecimal> number(String key, BigDecimal first, BigDecimal last) {
    String expected = "a number from " + first.toPlainString() + " to " + last.toPlainString();
    Optional<String> text = scalar(key, expected);
    Optional<BigDecimal> number =
        text.filter(digits -> digits.matches("[+-]?\\d{1,12}(\\.\\d{1,12})?"))
            .map(BigDecimal::new)
            .filter(value -> value.compareTo(first) >= 0 && value.compareTo(last) <= 0);
    if (text.isPresent() && number.isEmpty()) {
      refuse(key, expected);
    }
    return number;
  }

  public Optional<Integer> whole(String key, int first, int last) {
    String expected = "a whole number from " + first + " to " + last;
    Optional<String> text = scalar(key, expected);
    Optional<Integer> number =
        text.filter(digits -> digits.matches("\\d{1,9}"))
            .map(Integer::valueOf)
            .filter(value -> value >= first && value <= last);
    if (text.isPresent() && number.isEmpty()) {
      refuse(key, expected);
    }
    return number;
  }

  /// A word of an enum, in lower case as files write it.
  public <E extends Enum<E>> Optional<E> word(String key, Class<E> type) {
    Optional<String> text = scalar(key, words(type));
    Optional<E> word = text.flatMap(found -> wordOf(found, type));
    if (text.isPresent() && word.isEmpty()) {
      refuse(key, words(type));
    }
    return word;
  }

  /// A list of words, each once.
  public <E extends Enum<E>> List<E> wordList(String key, Class<E> type) {
    List<E> words = new ArrayList<>();
    for (String text : texts(key)) {
      Optional<E> word = wordOf(text, type);
      if (word.isEmpty() || words.contains(word.get())) {
        note(key, lineOf(key), words(type) + ", each once", quoted(text));
      } else {
        words.add(word.get());
      }
    }
    return words;
  }

  /// One text or a list of texts.
  public List<String> texts(String key) {
    asked.add(key);
    Node node = entries.get(key);
    if (node == null) {
      return List.of();
    }
    List<Node> items = node instanceof SequenceNode list ? list.getValue() : List.of(node);
    List<String> texts = new ArrayList<>();
    for (Node item : items) {
      if (item instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
        texts.add(scalar.getValue());
      } else {
        note(key, lineOf(item), "a text or a list of texts", shown(item));
      }
    }
    if (items.isEmpty()) {
      note(key, lineOf(node), "at least one text", "an empty list");
    }
    return texts;
  }

  public Optional<YamlSection> section(String key) {
    asked.add(key);
    Node node = entries.get(key);
    if (node instanceof MappingNode mapping) {
      return Optional.of(new YamlSection(pathOf(key), mapping, problems));
    }
    if (node != null) {
      note(key, lineOf(node), "a mapping of keys to values", shown(node));
    }
    return Optional.empty();
  }

  /// A list of mappings; items of another shape are noted and left out.
  public List<YamlSection> sections(String key) {
    asked.add(key);
    Node node = entries.get(key);
    if (node == null) {
      return List.of();
    }
    if (!(node instanceof SequenceNode list) || list.getValue().size() > LIST_MAX) {
      note(key, lineOf(node), "a list of at most " + LIST_MAX + " items", shown(node));
      return List.of();
    }
    List<YamlSection> sections = new ArrayList<>();
    for (int i = 0; i < list.getValue().size(); i++) {
      Node item = list.getValue().get(i);
      String place = key + "[" + i + "]";
      if (item instanceof MappingNode mapping) {
        sections.add(new YamlSection(pathOf(place), mapping, problems));
      } else {
        note(place, lineOf(item), "a mapping of keys to values", shown(item));
      }
    }
    return sections;
  }

  /// Notes that the value of a key was read but cannot be used.
  public void refuse(String key, String expected) {
    Node node = entries.get(key);
    note(key, lineOf(key), expected, node == null ? "" : shown(node));
  }

  /// Notes that a key has no place here though it has one in other sections of the kind, and does
  /// not offer it.
  void refuseKey(String key, String expected) {
    asked.add(key);
    untaken.add(key);
    if (has(key)) {
      refuse(key, expected);
    }
  }

  /// As [#refuse], for one value of several.
  void refuse(String key, String expected, String found) {
    note(key, lineOf(key), expected, quoted(found));
  }

  /// As [#refuse], for a value that must not be repeated: a secret.
  public void refuseHidden(String key, String expected) {
    note(key, lineOf(key), expected, "something else");
  }

  /// Notes every key that nobody asked for.
  public void refuseOthers() {
    for (var entry : entries.entrySet()) {
      if (!asked.contains(entry.getKey())) {
        note(
            entry.getKey(),
            lineOf(entry.getKey()),
            asked.stream()
                .filter(key -> !untaken.contains(key))
                .collect(Collectors.joining(", ", "one of the keys ", "")),
            "an unknown key");
      }
    }
  }

  private Optional<String> scalar(String key, String expected) {
    asked.add(key);
    Node node = entries.get(key);
    if (node == null) {
      return Optional.empty();
    }
    if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
      return Optional.of(scalar.getValue());
    }
    note(key, lineOf(node), expected, shown(node));
    return Optional.empty();
  }

  private static <E extends Enum<E>> Optional<E> wordOf(String text, Class<E> type) {
    return Arrays.stream(type.getEnumConstants())
        .filter(word -> word.name().toLowerCase(Locale.ROOT).equals(text))
        .findFirst();
  }

  private static <E extends Enum<E>> String words(Class<E> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(word -> word.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", ", "one of ", ""));
  }

  private void note(String key, int where, String expected, String found) {
    problems.add(new FileProblem(pathOf(key), where, expected, found));
  }

  private String pathOf(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private int lineOf(String key) {
    Node node = entries.get(key);
    return node == null ? line : lineOf(node);
  }

  private static int lineOf(Node node) {
    return node.getStartMark().getLine() + 1;
  }

  private static String shown(Node node) {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue().isBlank() ? "nothing" : quoted(scalar.getValue());
    }
    return node instanceof SequenceNode ? "a list" : "a mapping";
  }

  private static String quoted(String text) {
    return '"' + (text.length() > 60 ? text.substring(0, 60) + "…" : text) + '"';
  }
}
