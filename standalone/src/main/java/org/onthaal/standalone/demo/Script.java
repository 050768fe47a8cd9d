package org.onthaal.standalone.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.onthaal.v1.Channel;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// What the demonstration plays: who comes where, and what they write.
///
/// @param comments by language and mood
record Script(List<Scene> scenes, Map<String, Map<String, List<String>>> comments) {
  private static final String RESOURCE = "/demo/brussels.yaml";

  /// Reads what comes with the build.
  static Script load() {
    try (InputStream yaml = Script.class.getResourceAsStream(RESOURCE)) {
      Map<String, Object> root = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
      return new Script(scenes(root), comments(root));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @SuppressWarnings("unchecked") // our own resource, read by a test
  private static List<Scene> scenes(Map<String, Object> root) {
    List<Map<String, Object>> listed =
        (List<Map<String, Object>>) Objects.requireNonNull(root.get("scenes"));
    return listed.stream()
        .map(scene ->
            new Scene(
                text(scene, "touchpoint"),
                Channel.valueOf(text(scene, "channel")),
                Double.parseDouble(text(scene, "per-day")),
                Pattern.valueOf(text(scene, "pattern")),
                Questionnaire.valueOf(text(scene, "survey")),
                Double.parseDouble(text(scene, "gloom"))))
        .toList();
  }

  @SuppressWarnings("unchecked") // as above
  private static Map<String, Map<String, List<String>>> comments(Map<String, Object> root) {
    return (Map<String, Map<String, List<String>>>) Objects.requireNonNull(root.get("comments"));
  }

  private static String text(Map<String, Object> scene, String key) {
    return String.valueOf(scene.get(key));
  }

  /// What somebody of that language and mood writes.
  ///
  /// @param mood `content`, `gloomy` or `incident`
  String comment(String language, String mood, RandomGenerator random) {
    List<String> said =
        Optional.ofNullable(comments.get(language))
            .map(moods -> moods.get(mood))
            .orElseThrow(() -> new IllegalArgumentException(language + " has no " + mood));
    return said.get(random.nextInt(said.size()));
  }
}
