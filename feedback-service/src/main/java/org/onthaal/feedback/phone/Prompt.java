package org.onthaal.feedback.phone;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.onthaal.feedback.survey.Metric;

/// One recording. What is said stands in `prompts/{language}.txt`.
public enum Prompt {
  /// That answering is voluntary and anonymous.
  GREETING,
  QUESTION_CSAT,
  KEYS_CSAT,
  QUESTION_NPS,
  KEYS_NPS,
  QUESTION_CES,
  KEYS_CES,
  QUESTION_THUMBS,
  KEYS_THUMBS,
  INVALID,
  SILENCE,
  SPEAK,
  THANKS,
  APOLOGY,
  GOODBYE;

  /// What a question of a metric asks.
  static Prompt question(Metric metric) {
    return switch (metric) {
      case CSAT -> QUESTION_CSAT;
      case NPS -> QUESTION_NPS;
      case CES -> QUESTION_CES;
      case THUMBS -> QUESTION_THUMBS;
    };
  }

  /// Which keys answer it.
  static Prompt keys(Metric metric) {
    return switch (metric) {
      case CSAT -> KEYS_CSAT;
      case NPS -> KEYS_NPS;
      case CES -> KEYS_CES;
      case THUMBS -> KEYS_THUMBS;
    };
  }

  /// Its name in files and addresses, such as `keys-csat`.
  public String fileName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Optional<Prompt> of(String fileName) {
    return Arrays.stream(values()).filter(one -> one.fileName().equals(fileName)).findFirst();
  }
}
