package org.onthaal.feedback.validate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.onthaal.feedback.rating.Answer;
import org.onthaal.feedback.rating.AnswerValue;
import org.onthaal.feedback.rating.DraftAnswer;
import org.onthaal.feedback.rating.Origin;
import org.onthaal.feedback.survey.Metric;
import org.onthaal.feedback.survey.Question;
import org.onthaal.feedback.survey.Survey;

/// Do the answers fit the questions of the survey version that was shown?
final class AnswerCheck {
  private final RatingRules rules;

  AnswerCheck(RatingRules rules) {
    this.rules = rules;
  }

  /// The answers that are valid; what is wrong with the others is noted.
  List<Answer> check(
      List<DraftAnswer> drafts, Survey survey, Origin origin, List<Violation> violations) {
    if (!countFits(drafts, violations)) {
      return List.of();
    }
    List<Answer> answers = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < drafts.size(); i++) {
      DraftAnswer draft = drafts.get(i);
      String path = "answers[" + i + "]";
      Optional<Question> question =
          draft.question().isEmpty()
              ? Optional.of(survey.coreQuestion())
              : survey.question(draft.question());
      if (question.isEmpty()) {
        violations.add(
            new Violation(path + ".question", Reason.QUESTION_UNKNOWN, "one of " + codes(survey)));
        checkWithoutQuestion(draft, path, violations);
        continue;
      }
      if (!seen.add(question.get().code())) {
        violations.add(
            new Violation(path + ".question", Reason.QUESTION_REPEATED, "one answer per question"));
      }
      fitting(draft, question.get(), origin, path, violations).ifPresent(answers::add);
    }
    return answers;
  }

  /// What can be said of answers when nobody knows what was asked.
  void checkWithoutSurvey(List<DraftAnswer> drafts, List<Violation> violations) {
    if (countFits(drafts, violations)) {
      for (int i = 0; i < drafts.size(); i++) {
        checkWithoutQuestion(drafts.get(i), "answers[" + i + "]", violations);
      }
    }
  }

  private boolean countFits(List<DraftAnswer> drafts, List<Violation> violations) {
    if (drafts.isEmpty()) {
      violations.add(new Violation("answers", Reason.MISSING, "1 to " + rules.answersMax()));
    } else if (drafts.size() > rules.answersMax()) {
      violations.add(
          new Violation("answers", Reason.TOO_MANY_ANSWERS, "1 to " + rules.answersMax()));
    }
    return !drafts.isEmpty() && drafts.size() <= rules.answersMax();
  }

  private static void checkWithoutQuestion(
      DraftAnswer draft, String path, List<Violation> violations) {
    if (draft.value().isEmpty()) {
      violations.add(missing(path));
    } else if (draft.metric().isPresent()
        && draft.value().get() instanceof AnswerValue.Score(int points)
        && !draft.metric().get().accepts(points)) {
      violations.add(outOfRange(path, draft.metric().get()));
    }
  }

  private static Optional<Answer> fitting(
      DraftAnswer draft,
      Question question,
      Origin origin,
      String path,
      List<Violation> violations) {
    int before = violations.size();
    Metric metric = question.metric();
    if (draft.metric().isPresent() && draft.metric().get() != metric) {
      violations.add(
          new Violation(
              path + ".metric",
              Reason.METRIC_MISMATCH,
              metric + " for question " + question.code()));
    }
    if (draft.value().isEmpty()) {
      violations.add(missing(path));
      return Optional.empty();
    }
    switch (draft.value().get()) {
      case AnswerValue.Score(int points) -> {
        if (!metric.accepts(points)) {
          violations.add(outOfRange(path, metric));
        }
      }
      case AnswerValue.DontKnow() -> {
        if (!question.dontKnowOffered() && origin != Origin.IMPORT) {
          violations.add(
              new Violation(
                  path + ".dontKnow",
                  Reason.DONT_KNOW_NOT_OFFERED,
                  "a score; question " + question.code() + " does not offer a don't-know"));
        }
      }
    }
    return violations.size() > before
        ? Optional.empty()
        : Optional.of(new Answer(question.code(), metric, draft.value().get()));
  }

  private static Violation missing(String path) {
    return new Violation(path + ".score", Reason.SCORE_MISSING, "a score or a don't-know");
  }

  private static Violation outOfRange(String path, Metric metric) {
    return new Violation(
        path + ".score",
        Reason.SCORE_OUT_OF_RANGE,
        metric.lowest() + " to " + metric.highest() + " for " + metric);
  }

  private static String codes(Survey survey) {
    return survey.questions().stream().map(Question::code).collect(Collectors.joining(", "));
  }
}
