package org.onthaal.feedback.validate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.onthaal.feedback.rating.Answer;
import org.onthaal.feedback.rating.AnswerValue;
import org.onthaal.feedback.rating.DraftAnswer;
import org.onthaal.feedback.rating.Origin;
import org.onthaal.feedback.survey.AskedWhen;
import org.onthaal.feedback.survey.ChoiceQuestion;
import org.onthaal.feedback.survey.Metric;
import org.onthaal.feedback.survey.Question;
import org.onthaal.feedback.survey.ScaleQuestion;
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
    Map<String, String> asked = new HashMap<>();
    Set<String> seen = new HashSet<>();
    int before = violations.size();
    for (int i = 0; i < drafts.size(); i++) {
      DraftAnswer draft = drafts.get(i);
      String path = "answers[" + i + "]";
      Optional<Question> question = question(draft, survey);
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
      asked.putIfAbsent(question.get().code(), path);
      fitting(draft, question.get(), origin, path, violations).ifPresent(answers::add);
    }
    if (violations.size() == before && answers.stream().noneMatch(Answer::hasScale)) {
      violations.add(
          new Violation("answers", Reason.MISSING, "an answer to a question with a scale"));
    }
    // A file may bring answers that were given under other rules.
    if (origin != Origin.IMPORT) {
      checkBranches(answers, survey, asked, violations);
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

  private static Optional<Question> question(DraftAnswer draft, Survey survey) {
    return draft.question().isEmpty()
        ? Optional.of(survey.coreQuestion())
        : survey.question(draft.question());
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
    return switch (question) {
      case ScaleQuestion scale -> scored(draft, scale, origin, path, violations);
      case ChoiceQuestion choice -> chosen(draft, choice, path, violations);
    };
  }

  private static Optional<Answer> scored(
      DraftAnswer draft,
      ScaleQuestion question,
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
      case AnswerValue.Choices _ ->
          violations.add(
              new Violation(
                  path + ".choices",
                  Reason.ANSWER_MISMATCH,
                  "a score; question " + question.code() + " has a scale"));
    }
    return violations.size() > before
        ? Optional.empty()
        : Optional.of(Answer.of(question.code(), metric, draft.value().get()));
  }

  private static Optional<Answer> chosen(
      DraftAnswer draft, ChoiceQuestion question, String path, List<Violation> violations) {
    int before = violations.size();
    String have = "choices; question " + question.code() + " has no scale";
    if (draft.metric().isPresent()) {
      violations.add(new Violation(path + ".metric", Reason.METRIC_MISMATCH, "none, and " + have));
    }
    switch (draft.value().orElse(new AnswerValue.Choices(List.of()))) {
      case AnswerValue.Choices(List<String> codes) -> {
        checkChoices(codes, question, path + ".choices", violations);
        if (violations.size() == before) {
          // In the order of the question, so that equal answers are stored alike.
          return Optional.of(
              Answer.chosen(
                  question.code(),
                  question.choices().stream()
                      .map(choice -> choice.code())
                      .filter(codes::contains)
                      .toList()));
        }
      }
      case AnswerValue.Score _ ->
          violations.add(new Violation(path + ".score", Reason.ANSWER_MISMATCH, have));
      case AnswerValue.DontKnow() ->
          violations.add(new Violation(path + ".dontKnow", Reason.ANSWER_MISMATCH, have));
    }
    return Optional.empty();
  }

  private static void checkChoices(
      List<String> codes, ChoiceQuestion question, String path, List<Violation> violations) {
    if (codes.isEmpty()) {
      violations.add(
          new Violation(path, Reason.MISSING, "at least one choice, or no answer to the question"));
    }
    for (int i = 0; i < codes.size() && i <= question.choices().size(); i++) {
      if (!question.offers(codes.get(i))) {
        violations.add(
            new Violation(
                path + ".codes[" + i + "]", Reason.CHOICE_UNKNOWN, "one of " + choices(question)));
      } else if (codes.indexOf(codes.get(i)) < i) {
        violations.add(new Violation(path + ".codes[" + i + "]", Reason.INVALID, "a choice once"));
      }
    }
    int most = question.severalAllowed() ? question.choices().size() : 1;
    if (codes.size() > most) {
      violations.add(
          new Violation(
              path,
              Reason.TOO_MANY_CHOICES,
              most == 1 ? "one choice" : "at most " + most + " choices"));
    }
  }

  // What depends on an answer that is wrong itself is not judged.
  private static void checkBranches(
      List<Answer> answers, Survey survey, Map<String, String> paths, List<Violation> violations) {
    Set<String> valid = answers.stream().map(Answer::question).collect(Collectors.toSet());
    for (Answer answer : answers) {
      survey
          .question(answer.question())
          .flatMap(Question::askedWhen)
          .filter(when -> valid.contains(when.question()) || !paths.containsKey(when.question()))
          .filter(when -> !isMet(when, answers))
          .ifPresent(when ->
              violations.add(
                  new Violation(
                      paths.get(answer.question()) + ".question",
                      Reason.QUESTION_NOT_ASKED,
                      "an answer only where question %s has %s"
                          .formatted(when.question(), scores(when)))));
    }
  }

  private static boolean isMet(AskedWhen when, List<Answer> answers) {
    return answers.stream()
        .anyMatch(answer ->
            answer.question().equals(when.question())
                && answer.value() instanceof AnswerValue.Score(int points)
                && when.scores().contains(points));
  }

  private static String scores(AskedWhen when) {
    return when.scores().stream().map(String::valueOf).collect(Collectors.joining(" or "));
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

  private static String choices(ChoiceQuestion question) {
    return question.choices().stream()
        .map(choice -> choice.code())
        .collect(Collectors.joining(", "));
  }
}
