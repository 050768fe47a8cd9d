package org.onthaal.aggregation.notify.file;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.onthaal.aggregation.rule.YamlSection;

/// Reads values that may stand in the routes file or in a file beside it: `key` or `key-file`.
final class SecretText {
  private static final String FILE_EXPECTED = "a file that can be read";

  private final YamlSection section;
  private final RouteFile.SecretFiles files;

  SecretText(YamlSection section, RouteFile.SecretFiles files) {
    this.section = section;
    this.files = files;
  }

  /// All values of a required key, or none when anything about them is wrong and was noted.
  List<String> all(String key) {
    String fileKey = fileKey(key);
    List<String> texts = new ArrayList<>(section.texts(key));
    for (String name : section.texts(fileKey)) {
      Optional<String> text = read(name);
      if (text.isEmpty()) {
        section.refuse(fileKey, FILE_EXPECTED);
        return List.of();
      }
      texts.add(text.get());
    }
    if (section.has(key) == section.has(fileKey)) {
      section.refuseHidden(key, "exactly one of " + key + " and " + fileKey);
      return List.of();
    }
    return texts;
  }

  /// The one value of a required key.
  Optional<String> one(String key) {
    List<String> texts = all(key);
    if (texts.size() > 1) {
      section.refuseHidden(key, "one text");
      return Optional.empty();
    }
    return texts.stream().findFirst();
  }

  /// The one value of a key that may be absent.
  Optional<String> optional(String key) {
    return section.has(key) || section.has(fileKey(key)) ? one(key) : Optional.empty();
  }

  /// Which of the two keys the file uses, to note a problem there.
  String usedKey(String key) {
    return section.has(key) ? key : fileKey(key);
  }

  private Optional<String> read(String name) {
    try {
      return Optional.of(files.read(name)).filter(text -> !text.isBlank());
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String fileKey(String key) {
    return key + "-file";
  }
}
