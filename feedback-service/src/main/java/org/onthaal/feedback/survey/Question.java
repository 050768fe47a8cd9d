package org.onthaal.feedback.survey;

import java.util.Map;
import java.util.Optional;

/// What is asked, in every language. All but the core question may be left out.
public sealed interface Question permits ScaleQuestion, ChoiceQuestion {
  String code();

  Map<Language, String> texts();

  /// On which answers it is asked; empty means on any.
  Optional<AskedWhen> askedWhen();
}
