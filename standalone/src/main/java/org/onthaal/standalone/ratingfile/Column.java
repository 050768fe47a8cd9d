package org.onthaal.standalone.ratingfile;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// A column of the rating file.
public enum Column {
  ID(false),
  RATED_AT(true),
  ADMINISTRATION(true),
  SERVICE(true),
  TOUCHPOINT(false),
  CHANNEL(true),
  METRIC(false),
  SCORE(true),
  LANGUAGE(false),
  COMMENT(false),
  /// Code of the question; empty means the survey's core question.
  QUESTION(false),
  /// Neighbouring lines with the same value are the answers of one person about one contact.
  CONTACT(false),
  /// Version of the survey that was shown; empty means the newest.
  SURVEY(false),
  /// Where the rating came from before; whatever a file brings counts as imported.
  ORIGIN(false),
  /// What the server noted about its time; a word of a rating that does not count is refused.
  FLAGS(false),
  /// Codes of choices, separated by spaces; then the line answers a question with choices and has
  /// no score.
  CHOICES(false),
  /// What the page knew of the contact, as in the query of an address: `page=%2Fparking&plan=b`.
  CONTEXT(false);

  private final boolean required;

  Column(boolean required) {
    this.required = required;
  }

  boolean isRequired() {
    return required;
  }

  public String title() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The column that a field of the contract comes from; a field that has none keeps its name.
  ///
  /// @param field path in a rating, `answers[0].score`
  public static String titleOfField(String field) {
    String last = field.substring(field.lastIndexOf('.') + 1);
    if (field.startsWith("context")) {
      return CONTEXT.title();
    }
    return switch (last.replaceFirst("\\[[0-9]+]$", "")) {
      case "codes" -> CHOICES.title();
      case "ratedAt" -> RATED_AT.title();
      case "dontKnow" -> SCORE.title();
      case "surveyVersion" -> SURVEY.title();
      default -> titled(last).map(Column::title).orElse(field);
    };
  }

  static Optional<Column> titled(String title) {
    String wanted = title.strip().toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(column -> column.title().equals(wanted)).findFirst();
  }
}
