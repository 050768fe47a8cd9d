package org.onthaal.feedback.survey;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One version of a survey; a version never changes. The first question is the core question: it
/// has a scale and is always asked.
///
/// @param contextKeys what ratings may carry in their context
public record Survey(
    String code,
    int version,
    List<Question> questions,
    Map<Language, String> commentLabels,
    Map<Language, String> thanks,
    List<String> contextKeys) {
  /// The survey that every installation has.
  public static final String BUILT_IN = "satisfaction";

  public Survey {
    if (version < 1) {
      throw new IllegalArgumentException("version: " + version + " (expected: 1 or more)");
    }
    if (questions.isEmpty()
        || !(questions.getFirst() instanceof ScaleQuestion core)
        || core.askedWhen().isPresent()) {
      throw new IllegalArgumentException(
          "questions: " + questions + " (expected: first one with a scale, always asked)");
    }
    questions = List.copyOf(questions);
    commentLabels = Language.sorted(commentLabels);
    thanks = Language.sorted(thanks);
    contextKeys = List.copyOf(contextKeys);
  }

  public ScaleQuestion coreQuestion() {
    return (ScaleQuestion) questions.getFirst();
  }

  public Optional<Question> question(String code) {
    return questions.stream().filter(question -> question.code().equals(code)).findFirst();
  }

  /// Whether what is asked depends on what was answered.
  public boolean branches() {
    return questions.stream().anyMatch(question -> question.askedWhen().isPresent());
  }
}
