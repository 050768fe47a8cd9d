package org.onthaal.aggregation.tail;

import java.util.List;

/// What was chosen of the choices of one question: at least one, each once.
public record Chosen(String question, List<String> choices) {
  public Chosen {
    choices = List.copyOf(choices);
  }
}
