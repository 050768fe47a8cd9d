package org.onthaal.aggregation.door;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.onthaal.v1.Reason;

/// Checks of what people write: names, words, ids and times.
public final class Fields {
  /// A name is shown on one line.
  public static final int NAME_CHARACTERS_MAX = 200;

  /// Words are told to receivers, whose messages are small.
  public static final int WORDS_CHARACTERS_MAX = 2_000;

  private Fields() {}

  /// Somebody or something in one line.
  public static void checkName(
      String field, String name, boolean isRequired, Violations violations) {
    if (checkLength(field, name, isRequired, NAME_CHARACTERS_MAX, violations)
        && name.codePoints().anyMatch(Character::isISOControl)) {
      violations.add(field, Reason.CONTROL_CHARACTER, "one line of printable characters");
    }
  }

  /// Words of a person, on any number of lines.
  public static void checkWords(
      String field, String words, boolean isRequired, Violations violations) {
    if (checkLength(field, words, isRequired, WORDS_CHARACTERS_MAX, violations)
        && words.codePoints().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t')) {
      violations.add(field, Reason.CONTROL_CHARACTER, "no control characters but newline and tab");
    }
  }

  private static boolean checkLength(
      String field, String text, boolean isRequired, int charactersMax, Violations violations) {
    String expected = (isRequired ? "1 to " : "up to ") + charactersMax + " characters";
    if (isRequired && text.isBlank()) {
      violations.add(field, Reason.MISSING, expected);
      return false;
    }
    if (text.codePointCount(0, text.length()) > charactersMax) {
      violations.add(field, Reason.INVALID, expected);
      return false;
    }
    return true;
  }

  public static Optional<UUID> id(String field, String text, Violations violations) {
    if (text.isEmpty()) {
      violations.add(field, Reason.MISSING, "a UUID in its 36-character form");
      return Optional.empty();
    }
    // Java would also take groups that are too short.
    if (!text.matches("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")) {
      violations.add(field, Reason.ID_MALFORMED, "a UUID in its 36-character form");
      return Optional.empty();
    }
    return Optional.of(UUID.fromString(text));
  }

  /// As exact as the database keeps times.
  ///
  /// @return nothing for a time that no timestamp may have, which is a violation
  public static Optional<Instant> time(String field, Timestamp timestamp, Violations violations) {
    if (!Timestamps.isValid(timestamp)) {
      violations.add(field, Reason.INVALID, "a time from the year 1 to 9999");
      return Optional.empty();
    }
    return Optional.of(
        Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos())
            .truncatedTo(ChronoUnit.MICROS));
  }
}
