package org.onthaal.feedback.rating;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.onthaal.feedback.survey.Channel;

/// A rating as it was sent: readable, but not yet found valid. Empty texts, an empty channel and
/// survey version 0 mean absent.
public record Draft(
    String id,
    Optional<Instant> ratedAt,
    Optional<Instant> sentAt,
    String touchpoint,
    Optional<Channel> channel,
    String language,
    int surveyVersion,
    List<DraftAnswer> answers,
    String comment,
    Origin origin,
    Hints hints,
    Map<String, String> context) {
  public Draft {
    answers = List.copyOf(answers);
    context = Collections.unmodifiableMap(new TreeMap<>(context));
  }

  public Draft withId(String newId) {
    return new Draft(
        newId,
        ratedAt,
        sentAt,
        touchpoint,
        channel,
        language,
        surveyVersion,
        answers,
        comment,
        origin,
        hints,
        context);
  }
}
