package org.onthaal.feedback.phone;

import org.onthaal.feedback.rating.RatingId;

/// A call that is led: its rating's id, where it is about, and what it asks.
public record Call(RatingId id, Prompts.Place place, CallPlan plan) {}
