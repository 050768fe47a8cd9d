package org.onthaal.feedback.collect.page;

import java.util.List;
import java.util.Optional;
import org.onthaal.feedback.survey.AskedWhen;
import org.onthaal.feedback.survey.Question;
import org.onthaal.feedback.survey.Survey;

/// What a survey asks on which page, for browsers without script. A survey without branches is one
/// page. Any other asks the core question alone, then on each page what the answers before it call
/// for; the comment is on the last one.
///
/// @param apart whether the core question is asked alone
record PageSteps(Survey survey, boolean apart) {
  /// The first page.
  static final int FIRST = 1;

  /// A form on somebody else's page asks the core question alone too, whatever else the survey
  /// asks.
  static PageSteps of(Survey survey, PageForm form) {
    return new PageSteps(survey, survey.branches() || form.isFromElsewhere());
  }

  /// What is asked on a page, given the answers on those before it.
  List<Question> questions(int step, PageForm form) {
    return survey.questions().stream()
        .filter(question -> stepOf(question) == step && applies(question, form))
        .toList();
  }

  /// Whether nothing can be left to ask after a page, whatever is answered on it.
  boolean isLast(int step, PageForm form) {
    return survey.questions().stream()
        .noneMatch(question -> stepOf(question) > step && mayApply(question, step, form));
  }

  /// Those that were asked on the pages before it, or would have been.
  List<Question> earlier(int step) {
    return survey.questions().stream().filter(question -> stepOf(question) < step).toList();
  }

  /// The page after one that was answered: the next with an open question; where there is none, the
  /// one for the comment, unless that was asked already.
  Optional<Integer> after(int step, PageForm form) {
    if (!apart) {
      return Optional.empty();
    }
    int last = survey.questions().stream().mapToInt(this::stepOf).max().orElse(FIRST);
    for (int next = step + 1; next <= last; next++) {
      if (questions(next, form).stream().anyMatch(one -> form.given(survey, one).isEmpty())) {
        return Optional.of(next);
      }
    }
    return form.wasAskedForComment() ? Optional.empty() : Optional.of(last + 1);
  }

  /// Whether the answers call for a question.
  boolean applies(Question question, PageForm form) {
    return question.askedWhen().map(when -> isMet(when, form)).orElse(true);
  }

  private boolean mayApply(Question question, int step, PageForm form) {
    if (question.askedWhen().isEmpty()) {
      return true;
    }
    AskedWhen when = question.askedWhen().get();
    Question earlier = earlier(when);
    if (stepOf(earlier) < step) {
      return isMet(when, form);
    }
    return stepOf(earlier) > step ? mayApply(earlier, step, form) : applies(earlier, form);
  }

  private boolean isMet(AskedWhen when, PageForm form) {
    Question earlier = earlier(when);
    return applies(earlier, form)
        && when.scores().stream()
            .anyMatch(score -> form.isChosen(survey, earlier, Integer.toString(score)));
  }

  private int stepOf(Question question) {
    if (!apart || question.equals(survey.coreQuestion())) {
      return FIRST;
    }
    return question.askedWhen().map(when -> stepOf(earlier(when)) + 1).orElse(FIRST + 1);
  }

  private Question earlier(AskedWhen when) {
    return survey.question(when.question()).orElseThrow();
  }
}
