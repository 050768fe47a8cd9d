package org.onthaal.feedback.survey;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

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
  private static final Pattern KEY = Pattern.compile("[a-z0-9-]{3,64}");

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

  public static boolean isKey(String text) {
    return KEY.matcher(text).matches();
  }
}
