package org.onthaal.feedback.survey;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A question that is answered with a score: one worded point per score, lowest score first.
public record ScaleQuestion(
    String code,
    Metric metric,
    Map<Language, String> texts,
    List<Map<Language, String>> points,
    boolean dontKnowOffered,
    Optional<AskedWhen> askedWhen)
    implements Question {
  public ScaleQuestion {
    if (points.size() != metric.points()) {
      throw new IllegalArgumentException(
          "points: " + points.size() + " (expected: " + metric.points() + " for " + metric + ")");
    }
    texts = Language.sorted(texts);
    points = points.stream().map(Language::<String>sorted).toList();
  }

  /// The words of a score of the scale.
  public Map<Language, String> point(int score) {
    return points.get(score - metric.lowest());
  }
}
