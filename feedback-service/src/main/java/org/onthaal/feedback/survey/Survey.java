package org.onthaal.feedback.survey;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One version of a survey; a version never changes. The first question is the core question.
public record Survey(
    String code,
    int version,
    List<Question> questions,
    Map<Language, String> commentLabels,
    Map<Language, String> thanks) {
  /// The survey that every installation has.
  public static final String BUILT_IN = "satisfaction";

  public Survey {
    if (version < 1) {
      throw new IllegalArgumentException("version: " + version + " (expected: 1 or more)");
    }
    if (questions.isEmpty()) {
      throw new IllegalArgumentException("questions: none (expected: at least one)");
    }
    questions = List.copyOf(questions);
    commentLabels = Language.sorted(commentLabels);
    thanks = Language.sorted(thanks);
  }

  public Question coreQuestion() {
    return questions.getFirst();
  }

  public Optional<Question> question(String code) {
    return questions.stream().filter(question -> question.code().equals(code)).findFirst();
  }
}
