package org.onthaal.feedback.survey;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A question that is answered with choices, in the order in which they are shown.
public record ChoiceQuestion(
    String code,
    Map<Language, String> texts,
    List<Choice> choices,
    boolean severalAllowed,
    Optional<AskedWhen> askedWhen)
    implements Question {
  public ChoiceQuestion {
    if (choices.isEmpty()) {
      throw new IllegalArgumentException("choices: none (expected: at least one)");
    }
    texts = Language.sorted(texts);
    choices = List.copyOf(choices);
  }

  /// Whether the code is that of one of its choices.
  public boolean offers(String choice) {
    return choices.stream().anyMatch(one -> one.code().equals(choice));
  }
}
