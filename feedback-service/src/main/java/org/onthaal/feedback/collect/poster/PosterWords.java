package org.onthaal.feedback.collect.poster;

import java.util.List;
import org.onthaal.feedback.survey.Language;

/// The poster's own words in one language.
enum PosterWords {
  FR(
      "fr",
      "Votre avis compte",
      "Scannez ce code avec l’appareil photo de votre téléphone",
      "ou ouvrez cette adresse",
      "Une minute suffit. Nous ne vous demandons pas qui vous êtes."),
  NL(
      "nl",
      "Uw mening telt",
      "Scan deze code met de camera van uw telefoon",
      "of open dit adres",
      "Eén minuut volstaat. We vragen niet wie u bent."),
  DE(
      "de",
      "Ihre Meinung zählt",
      "Scannen Sie diesen Code mit der Kamera Ihres Telefons",
      "oder öffnen Sie diese Adresse",
      "Eine Minute genügt. Wir fragen nicht, wer Sie sind."),
  EN(
      "en",
      "Your opinion counts",
      "Scan this code with the camera of your phone",
      "or open this address",
      "One minute is enough. We do not ask who you are.");

  private final String subtag;
  private final String heading;
  private final String scan;
  private final String orOpen;
  private final String promise;

  PosterWords(String subtag, String heading, String scan, String orOpen, String promise) {
    this.subtag = subtag;
    this.heading = heading;
    this.scan = scan;
    this.orOpen = orOpen;
    this.promise = promise;
  }

  /// The words in one of the languages that posters speak.
  static PosterWords in(Language language) {
    return List.of(values()).stream()
        .filter(words -> words.language().equals(language))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "language: " + language + " (expected: one of " + Language.REQUIRED + ")"));
  }

  Language language() {
    return new Language(subtag);
  }

  String heading() {
    return heading;
  }

  String scan() {
    return scan;
  }

  String orOpen() {
    return orOpen;
  }

  String promise() {
    return promise;
  }
}
