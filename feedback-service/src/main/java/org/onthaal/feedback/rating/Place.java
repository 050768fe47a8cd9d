package org.onthaal.feedback.rating;

import java.util.Optional;
import org.onthaal.feedback.survey.Channel;
import org.onthaal.feedback.survey.Language;

/// Where and how a contact was rated: the part of a rating that repeats.
public record Place(
    String administration,
    String service,
    String touchpoint,
    Channel channel,
    Optional<Language> language,
    SurveyVersion survey) {}
