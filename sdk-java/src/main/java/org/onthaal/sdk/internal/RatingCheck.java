package org.onthaal.sdk.internal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.onthaal.sdk.Answer;
import org.onthaal.sdk.Rating;
import org.onthaal.sdk.Violation;

/**
 * What can be known to be wrong without asking the server, all at once. What only the survey knows
 * is left to the server.
 */
public final class RatingCheck {
  private static final Pattern TOUCHPOINT = Pattern.compile("[a-z0-9-]{3,64}");
  private static final int COMMENT_MAX = 4_000;
  private static final int CONTEXT_MAX = 200;
  private static final int ANSWERS_MAX = 20;

  private RatingCheck() {}

  /** All violations; an empty list when nothing is known to be wrong. */
  public static List<Violation> of(Rating rating, String touchpoint) {
    List<Violation> violations = new ArrayList<>();
    if (touchpoint.isEmpty()) {
      violations.add(
          new Violation(
              "touchpoint", "MISSING", "a key, in the rating or in the client's options"));
    } else if (!TOUCHPOINT.matcher(touchpoint).matches()) {
      violations.add(new Violation("touchpoint", "INVALID", "3 to 64 of a-z, 0-9 and -"));
    }
    checkAnswers(rating.answers(), violations);
    if (rating.comment().codePointCount(0, rating.comment().length()) > COMMENT_MAX) {
      violations.add(
          new Violation("comment", "COMMENT_TOO_LONG", "at most " + COMMENT_MAX + " code points"));
    }
    checkText("comment", rating.comment(), violations);
    if (rating.surveyVersion().isPresent() && rating.surveyVersion().getAsInt() < 1) {
      violations.add(new Violation("survey_version", "INVALID", "1 or more"));
    }
    rating
        .context()
        .forEach((key, value) -> {
          if (value.codePointCount(0, value.length()) > CONTEXT_MAX) {
            violations.add(
                new Violation(
                    "context." + key,
                    "CONTEXT_TOO_LONG",
                    "at most " + CONTEXT_MAX + " code points"));
          }
        });
    return violations;
  }

  private static void checkAnswers(List<Answer> answers, List<Violation> violations) {
    if (answers.size() > ANSWERS_MAX) {
      violations.add(new Violation("answers", "TOO_MANY_ANSWERS", "at most " + ANSWERS_MAX));
    }
    Set<String> questions = new HashSet<>();
    for (int i = 0; i < answers.size(); i++) {
      Answer answer = answers.get(i);
      String field = "answers[" + i + "]";
      if (!questions.add(answer.question())) {
        violations.add(
            new Violation(field + ".question", "QUESTION_REPEATED", "one answer to a question"));
      }
      if (answer instanceof Answer.Score score
          && (score.score() < score.metric().lowest()
              || score.score() > score.metric().highest())) {
        String scale =
            score.metric().lowest() + " to " + score.metric().highest() + " for " + score.metric();
        violations.add(new Violation(field + ".score", "SCORE_OUT_OF_RANGE", scale));
      }
      if (answer instanceof Answer.Choices choices && choices.codes().isEmpty()) {
        violations.add(new Violation(field + ".choices", "MISSING", "at least one code"));
      }
    }
  }

  /** Half of a surrogate pair cannot be sent; the server refuses control characters. */
  private static void checkText(String field, String text, List<Violation> violations) {
    boolean control =
        text.codePoints()
            .anyMatch(each ->
                Character.getType(each) == Character.SURROGATE
                    || (Character.isISOControl(each) && each != '\n' && each != '\t'));
    if (control) {
      violations.add(
          new Violation(
              field, "CONTROL_CHARACTER", "text without control characters but newline and tab"));
    }
  }
}
