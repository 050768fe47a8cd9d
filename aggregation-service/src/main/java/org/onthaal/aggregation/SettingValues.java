package org.onthaal.aggregation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/// Settings as texts by key, from the defaults, a file and overrides. Collects everything that is
/// wrong, so that one start tells it all.
final class SettingValues {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

  // No key has more than three words. Without an end, a file that refers to itself has none.
  private static final int NESTING_MAX = 5;
  private static final int KEY_CHARACTERS_MAX = 100;
  // Stops a small file that unfolds into a large one.
  private static final int ALIASES_MAX = 10;

  private final Map<String, String> values = new TreeMap<>();
  private final List<String> problems = new ArrayList<>();

  static SettingValues of(Optional<Path> file, Map<String, String> overrides) {
    SettingValues settings = new SettingValues();
    settings.values.putAll(flat(defaults()));
    file.ifPresent(path -> settings.override(settings.read(path), path.toString()));
    settings.override(overrides, "the caller");
    return settings;
  }

  String text(String key) {
    return Optional.ofNullable(values.get(key))
        .orElseThrow(() -> new IllegalStateException(key + " has no default"));
  }

  /// A text that is not blank.
  String filled(String key, String expected) {
    if (text(key).isBlank()) {
      refuse(key, expected);
    }
    return text(key);
  }

  /// A text that begins in a known way; not repeated when it does not, as it may hold a password.
  String beginning(String key, String prefix) {
    if (text(key).startsWith(prefix)) {
      return text(key);
    }
    problems.add(key + ": something else (expected: " + prefix + "…)");
    return prefix;
  }

  /// A file by name; an empty text is as if the key were absent.
  Optional<Path> file(String key) {
    try {
      return text(key).isBlank() ? Optional.empty() : Optional.of(Path.of(text(key)));
    } catch (InvalidPathException _) {
      refuse(key, "the name of a file");
      return Optional.empty();
    }
  }

  int integer(String key, int least, int most) {
    try {
      int value = Integer.parseInt(text(key));
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException _) {
      // Told below, with the range.
    }
    problems.add(key + ": " + text(key) + " (expected: " + least + ".." + most + ")");
    return least;
  }

  int positive(String key) {
    return integer(key, 1, Integer.MAX_VALUE);
  }

  boolean truth(String key) {
    String text = text(key);
    if (!text.equals("true") && !text.equals("false")) {
      problems.add(key + ": " + text + " (expected: true or false)");
    }
    return text.equals("true");
  }

  /// What is out of range comes back as the least, so that reading can go on to the next key.
  Duration duration(String key, Duration least, Duration most) {
    Matcher matcher = DURATION.matcher(text(key));
    if (matcher.matches()) {
      Duration value = of(Long.parseLong(matcher.group(1)), matcher.group(2));
      if (value.compareTo(least) >= 0 && value.compareTo(most) <= 0) {
        return value;
      }
    }
    refuse(
        key,
        "a duration from %s to %s, such as 250ms, 30s, 5m, 7d"
            .formatted(written(least), written(most)));
    return least;
  }

  private static Duration of(long amount, String unit) {
    return switch (unit) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }

  /// In the largest unit that says it exactly.
  private static String written(Duration duration) {
    long millis = duration.toMillis();
    if (millis % 86_400_000 == 0 && millis > 0) {
      return millis / 86_400_000 + "d";
    }
    if (millis % 60_000 == 0 && millis > 0) {
      return millis / 60_000 + "m";
    }
    return millis % 1_000 == 0 && millis > 0 ? millis / 1_000 + "s" : millis + "ms";
  }

  ZoneId zone(String key) {
    try {
      return ZoneId.of(text(key));
    } catch (DateTimeException _) {
      problems.add(key + ": " + text(key) + " (expected: an IANA zone such as Europe/Brussels)");
      return ZoneId.of("UTC");
    }
  }

  /// The content of the file that a key names, without the line end; else the value of another key.
  String secret(String fileKey, String key) {
    if (text(fileKey).isEmpty()) {
      return text(key);
    }
    try {
      return Files.readString(Path.of(text(fileKey))).strip();
    } catch (IOException | InvalidPathException _) {
      problems.add(fileKey + ": " + text(fileKey) + " (expected: a file that can be read)");
      return "";
    }
  }

  /// A secret that can stand in a header; not repeated when it cannot.
  String header(String fileKey, String key) {
    String text = secret(fileKey, key);
    if (text.chars().anyMatch(c -> c <= ' ' || c > '~')) {
      problems.add(key + ": something else (expected: ASCII characters without space)");
      return "";
    }
    return text;
  }

  /// Notes that a value cannot be used.
  void refuse(String key, String expected) {
    problems.add(key + ": " + text(key) + " (expected: " + expected + ")");
  }

  /// Fails with everything that was wrong.
  void check() {
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException("Settings: " + String.join("; ", problems));
    }
  }

  private void override(Map<String, String> other, String source) {
    other.forEach((key, value) -> {
      if (values.replace(key, value) == null) {
        problems.add(
            key + ": unknown key from " + source + " (expected: a key of application.yaml)");
      }
    });
  }

  private static @Nullable Object defaults() {
    try (InputStream stream =
        SettingValues.class.getResourceAsStream("/org/onthaal/aggregation/application.yaml")) {
      if (stream == null) {
        throw new IllegalStateException("application.yaml is missing from the build");
      }
      return yaml(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("application.yaml cannot be read", e);
    }
  }

  private Map<String, String> read(Path file) {
    try {
      Object document = yaml(Files.readString(file));
      if (document == null || document instanceof Map<?, ?>) {
        return flat(document);
      }
      problems.add(file + ": something else (expected: a mapping of keys to values)");
    } catch (IOException _) {
      problems.add(file + ": cannot be read (expected: a UTF-8 file)");
    } catch (YAMLException e) {
      problems.add(file + ": not YAML (expected: YAML): " + e.getMessage());
    } catch (IllegalArgumentException e) {
      problems.add(file + ": " + e.getMessage());
    }
    return Map.of();
  }

  private static @Nullable Object yaml(String text) {
    LoaderOptions options = new LoaderOptions();
    options.setMaxAliasesForCollections(ALIASES_MAX);
    return new Yaml(new SafeConstructor(options)).load(text);
  }

  private static Map<String, String> flat(@Nullable Object document) {
    Map<String, String> found = new TreeMap<>();
    flatten("", document, 0, found);
    return found;
  }

  private static void flatten(
      String key, @Nullable Object node, int depth, Map<String, String> found) {
    if (node instanceof Collection<?> || depth > NESTING_MAX) {
      throw new IllegalArgumentException(
          "%s: a list or a mapping in a mapping in a mapping (expected: one value)"
              .formatted(key.substring(0, Math.min(key.length(), KEY_CHARACTERS_MAX))));
    }
    if (node instanceof Map<?, ?> map) {
      map.forEach((k, value) ->
          flatten(key.isEmpty() ? word(k) : key + "." + word(k), value, depth + 1, found));
    } else if (!key.isEmpty()) {
      found.put(key, node == null ? "" : node.toString());
    }
  }

  private static String word(@Nullable Object key) {
    return key instanceof Map<?, ?> || key instanceof Collection<?> ? "?" : "" + key;
  }
}
