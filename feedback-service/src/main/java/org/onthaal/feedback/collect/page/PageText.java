package org.onthaal.feedback.collect.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import org.onthaal.feedback.survey.Language;
import org.onthaal.feedback.survey.LocalizedSurvey;

/// The page's words in one language.
final class PageText {
  static final List<Language> LANGUAGES = Language.REQUIRED;

  private final Language language;
  private final Map<PageWord, String> words;

  private PageText(Language language, Map<PageWord, String> words) {
    this.language = language;
    this.words = words;
  }

  /// Every language that the page speaks, in order of display.
  ///
  /// @throws IllegalStateException if a word is missing, blank or one too many
  static Map<Language, PageText> all() {
    Map<Language, PageText> texts = new LinkedHashMap<>();
    LANGUAGES.forEach(language -> texts.put(language, read(language)));
    return texts;
  }

  Language language() {
    return language;
  }

  String text(PageWord word) {
    return words.getOrDefault(word, word.name());
  }

  /// What speakers of a language call it.
  static String nameOf(Language language) {
    Locale locale = Locale.of(language.subtag());
    String name = locale.getDisplayLanguage(locale);
    int first = name.offsetByCodePoints(0, 1);
    return name.substring(0, first).toUpperCase(locale) + name.substring(first);
  }

  private static PageText read(Language language) {
    String name = "page_" + language + ".properties";
    Properties found = new Properties();
    try (InputStream in = PageText.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing");
      }
      Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8);
      found.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be read", e);
    }
    Map<PageWord, String> words = new EnumMap<>(PageWord.class);
    for (PageWord word : PageWord.values()) {
      Object text = found.remove(word.name().toLowerCase(Locale.ROOT).replace('_', '-'));
      if (!(text instanceof String said) || said.isBlank()) {
        throw new IllegalStateException(name + " does not say " + word);
      }
      words.put(word, LocalizedSurvey.unbroken(said));
    }
    if (!found.isEmpty()) {
      throw new IllegalStateException(
          name + " says what no page asks for: " + new TreeSet<>(found.stringPropertyNames()));
    }
    return new PageText(language, words);
  }
}
