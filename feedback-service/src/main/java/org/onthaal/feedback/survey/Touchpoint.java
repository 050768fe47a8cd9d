package org.onthaal.feedback.survey;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The place in a service where a contact happens. Its key is public and never reused.
public record Touchpoint(
    String key,
    String administration,
    String service,
    Map<Language, String> names,
    Set<Channel> channels,
    Channel defaultChannel,
    List<Language> languages,
    String survey,
    boolean retired) {
  private static final int KEY_MIN = 3;
  private static final int KEY_MAX = 64;

  public Touchpoint {
    if (!isKey(key)) {
      throw new IllegalArgumentException("key: " + key + " (expected: [a-z0-9-]{3,64})");
    }
    if (!channels.contains(defaultChannel)) {
      throw new IllegalArgumentException(
          "defaultChannel: " + defaultChannel + " (expected: one of " + channels + ")");
    }
    if (languages.isEmpty()) {
      throw new IllegalArgumentException("languages: none (expected: at least one)");
    }
    names = Language.sorted(names);
    channels = Collections.unmodifiableSet(EnumSet.copyOf(channels));
    languages = List.copyOf(languages);
  }

  /// Whether the text has the form of a key: `[a-z0-9-]{3,64}`.
  public static boolean isKey(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-') {
        return false;
      }
    }
    return text.length() >= KEY_MIN && text.length() <= KEY_MAX;
  }
}
