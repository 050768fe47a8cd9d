package org.onthaal.feedback.rating;

/// The survey that was shown.
public record SurveyVersion(String code, int version) {}
