package org.onthaal.feedback.rating;

import java.util.Optional;
import org.onthaal.feedback.survey.Metric;

/// An answer as it was sent. An empty question means the core question, an empty metric that of the
/// question; an empty value is refused later.
public record DraftAnswer(String question, Optional<Metric> metric, Optional<AnswerValue> value) {}
