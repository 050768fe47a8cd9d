package org.onthaal.feedback.validate;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.onthaal.feedback.rating.Draft;
import org.onthaal.feedback.rating.Origin;
import org.onthaal.feedback.survey.Survey;

/// Is the context what the survey asks for, and text that can be kept and shown?
public final class ContextCheck {
  /// Code points; longer ones are no word of a page about itself.
  static final int VALUE_CODE_POINTS_MAX = 200;

  /// As many as a survey lists at most.
  static final int ENTRIES_MAX = 10;

  // A key of a stranger's choosing is repeated in the answer only in this form.
  private static final Pattern SHOWN = Pattern.compile("[A-Za-z0-9_.-]{1,60}");

  /// The entries with a value; what is wrong with the others is noted. The length of an import is
  /// not judged: it is cut later.
  Map<String, String> check(Draft draft, Optional<Survey> survey, List<Violation> violations) {
    Map<String, String> context = new TreeMap<>();
    if (draft.context().size() > ENTRIES_MAX) {
      violations.add(
          new Violation("context", Reason.CONTEXT_UNKNOWN, "at most " + ENTRIES_MAX + " keys"));
      return context;
    }
    draft
        .context()
        .forEach((key, value) -> {
          String field = SHOWN.matcher(key).matches() ? "context." + key : "context";
          if (survey.isPresent() && !survey.get().contextKeys().contains(key)) {
            violations.add(new Violation(field, Reason.CONTEXT_UNKNOWN, known(survey.get())));
            return;
          }
          if (draft.origin() != Origin.IMPORT
              && value.codePointCount(0, value.length()) > VALUE_CODE_POINTS_MAX) {
            violations.add(
                new Violation(
                    field,
                    Reason.CONTEXT_TOO_LONG,
                    "at most " + VALUE_CODE_POINTS_MAX + " code points"));
          }
          if (value.codePoints().anyMatch(c -> Character.getType(c) == Character.CONTROL)) {
            violations.add(new Violation(field, Reason.CONTROL_CHARACTER, "no control characters"));
          }
          if (value.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE)) {
            violations.add(
                new Violation(field, Reason.INVALID, "Unicode text without unpaired surrogates"));
          }
          if (!value.isBlank()) {
            context.put(key, value.strip());
          }
        });
    return context;
  }

  /// A value that is longer than may be kept, as an import or a redaction may leave it, cut to what
  /// may; the ellipsis marks that there was more.
  public static String cut(String value) {
    return value.codePointCount(0, value.length()) <= VALUE_CODE_POINTS_MAX
        ? value
        : value.substring(0, value.offsetByCodePoints(0, VALUE_CODE_POINTS_MAX - 1)) + "…";
  }

  private static String known(Survey survey) {
    return survey.contextKeys().isEmpty()
        ? "no context: survey " + survey.code() + " takes none"
        : "one of " + String.join(", ", survey.contextKeys());
  }
}
