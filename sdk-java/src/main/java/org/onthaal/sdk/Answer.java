package org.onthaal.sdk;

import java.util.List;
import java.util.Objects;

/** The answer to one question of a survey. */
public sealed interface Answer {
  /**
   * The question that is answered.
   *
   * @return its code in the survey; empty means the survey's core question
   */
  String question();

  /**
   * A point of a scale.
   *
   * @param question code of the question; empty means the core question
   * @param metric what the score measures; a different one than the survey's is refused by the
   *     server
   * @param score a point of the metric's scale
   */
  record Score(String question, Metric metric, int score) implements Answer {
    /** Takes a score; one outside the scale is told at submission. */
    public Score {
      Objects.requireNonNull(question, "question");
      Objects.requireNonNull(metric, "metric");
    }
  }

  /**
   * That the person does not know, or that the question does not apply.
   *
   * @param question code of the question; empty means the core question
   */
  record DontKnow(String question) implements Answer {
    /** Takes a question. */
    public DontKnow {
      Objects.requireNonNull(question, "question");
    }
  }

  /**
   * What was chosen of a question's choices.
   *
   * @param question code of the question
   * @param codes codes of the choices, each once
   */
  record Choices(String question, List<String> codes) implements Answer {
    /** Takes choices. */
    public Choices {
      Objects.requireNonNull(question, "question");
      codes = List.copyOf(codes);
    }
  }
}
