package org.onthaal.aggregation.notify;

import java.util.Locale;

/// In which a receiver is told: the three of Belgium, and English.
public enum Language {
  FR(Locale.of("fr", "BE")),
  NL(Locale.of("nl", "BE")),
  DE(Locale.of("de", "BE")),
  EN(Locale.UK);

  private final Locale locale;

  Language(Locale locale) {
    this.locale = locale;
  }

  /// How numbers and dates are written.
  public Locale locale() {
    return locale;
  }
}
