package org.onthaal.feedback;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.onthaal.feedback.access.ServiceKey;
import org.onthaal.feedback.access.TrustedProxies;
import org.onthaal.feedback.key.KeyText;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/// Settings as texts by key, from the defaults, a file and overrides. Collects everything that is
/// wrong, so that one start tells it all.
final class SettingValues {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

  // A hundred years: beyond any use, and nanoseconds still fit a long.
  private static final String DURATION_MAX = "36500d";

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
    file.ifPresent(path -> settings.override(flat(read(path)), path.toString()));
    settings.override(overrides, "the caller");
    return settings;
  }

  String text(String key) {
    return Optional.ofNullable(values.get(key))
        .orElseThrow(() -> new IllegalStateException(key + " has no default"));
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

  /// Any length of time, also none.
  Duration duration(String key) {
    return duration(key, "0ms", DURATION_MAX);
  }

  /// A length of time from `least` to `most`, both written like a setting.
  Duration duration(String key, String least, String most) {
    Optional<Duration> value = parsed(text(key));
    Duration lowest = parsed(least).orElseThrow();
    if (value.isPresent()
        && value.get().compareTo(lowest) >= 0
        && value.get().compareTo(parsed(most).orElseThrow()) <= 0) {
      return value.get();
    }
    problems.add(
        "%s: %s (expected: a duration such as 250ms, 30s, 5m or 7d, from %s to %s)"
            .formatted(key, text(key), least, most));
    return lowest;
  }

  private static Optional<Duration> parsed(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long amount = Long.parseLong(matcher.group(1));
    return Optional.of(
        switch (matcher.group(2)) {
          case "ms" -> Duration.ofMillis(amount);
          case "s" -> Duration.ofSeconds(amount);
          case "m" -> Duration.ofMinutes(amount);
          case "h" -> Duration.ofHours(amount);
          default -> Duration.ofDays(amount);
        });
  }

  ZoneId zone(String key) {
    // An offset such as +01:00 has no daylight-saving rules.
    if (ZoneId.getAvailableZoneIds().contains(text(key))) {
      return ZoneId.of(text(key));
    }
    problems.add(key + ": " + text(key) + " (expected: an IANA zone such as Europe/Brussels)");
    return ZoneOffset.UTC;
  }

  /// A text that begins with another; that one may be empty, the whole may not.
  String text(String key, String start, String expected) {
    String text = text(key);
    if (text.isBlank() || !text.startsWith(start)) {
      problems.add(
          key + ": " + (text.isBlank() ? "empty" : text) + " (expected: " + expected + ")");
    }
    return text;
  }

  /// A place in the file system.
  Path path(String key, String expected) {
    try {
      return Path.of(text(key, "", expected));
    } catch (InvalidPathException _) {
      problems.add(key + ": something else (expected: " + expected + ")");
      return Path.of("");
    }
  }

  /// A web address without query, its last slash left out; empty for none.
  Optional<URI> address(String key) {
    String text = text(key).replaceFirst("/+$", "");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      URI address = new URI(text);
      boolean isWeb = "https".equals(address.getScheme()) || "http".equals(address.getScheme());
      if (isWeb
          && address.getHost() != null
          && address.getRawUserInfo() == null
          && address.getRawQuery() == null
          && address.getRawFragment() == null) {
        return Optional.of(address);
      }
    } catch (URISyntaxException _) {
      // Told below, with the expectation.
    }
    problems.add(
        key + ": " + text(key) + " (expected: a web address such as https://avis.example)");
    return Optional.empty();
  }

  /// Addresses and ranges, separated by commas; empty for none.
  TrustedProxies proxies(String key) {
    Optional<TrustedProxies> proxies = TrustedProxies.parse(text(key));
    if (proxies.isEmpty()) {
      problems.add(
          key + ": " + text(key) + " (expected: addresses or ranges such as 10.0.0.0/8, ::1)");
    }
    return proxies.orElse(TrustedProxies.NONE);
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

  /// The secret of the other service, without repeating it where it cannot be used.
  ServiceKey serviceKey(String fileKey, String key) {
    String text = secret(fileKey, key);
    boolean isUsable =
        text.length() >= ServiceKey.CHARACTERS_MIN
            && text.chars().allMatch(c -> c > ' ' && c <= '~');
    if (text.isEmpty() || isUsable) {
      return new ServiceKey(text);
    }
    problems.add(
        "%s: something else (expected: empty, or %d or more ASCII characters without space)"
            .formatted(key, ServiceKey.CHARACTERS_MIN));
    return ServiceKey.NONE;
  }

  /// What an installation is for, as keys name it.
  String environment(String key) {
    if (!KeyText.isEnvironment(text(key))) {
      problems.add(key + ": " + text(key) + " (expected: [a-z0-9]{1,16})");
    }
    return text(key);
  }

  /// Notes that a value cannot be used, without repeating it.
  void wrong(String key, String expected) {
    problems.add(key + ": something else (expected: " + expected + ")");
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
        problems.add(key + ": unknown key from " + source);
      }
    });
  }

  private static @Nullable Object defaults() {
    try (InputStream stream =
        SettingValues.class.getResourceAsStream("/org/onthaal/feedback/application.yaml")) {
      if (stream == null) {
        throw new IllegalStateException("application.yaml is missing from the build");
      }
      return yaml(new String(stream.readAllBytes(), StandardCharsets.UTF_8), "application.yaml");
    } catch (IOException e) {
      throw new UncheckedIOException("application.yaml cannot be read", e);
    }
  }

  private static @Nullable Object read(Path file) {
    try {
      return yaml(Files.readString(file), file.toString());
    } catch (IOException e) {
      throw new IllegalArgumentException("Settings: " + file + " cannot be read", e);
    }
  }

  private static @Nullable Object yaml(String text, String source) {
    try {
      LoaderOptions options = new LoaderOptions();
      options.setMaxAliasesForCollections(ALIASES_MAX);
      return new Yaml(new SafeConstructor(options)).load(text);
    } catch (YAMLException e) {
      throw new IllegalArgumentException(
          "Settings: " + source + " is not YAML: " + e.getMessage(), e);
    }
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
          "Settings: %s: a list or a mapping in a mapping in a mapping (expected: one value)"
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
