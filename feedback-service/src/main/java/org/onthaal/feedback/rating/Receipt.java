package org.onthaal.feedback.rating;

import java.time.Instant;

/// Proof that a rating is stored. `position` is `partition:offset`; what has been folded up to
/// there includes the rating.
public record Receipt(
    RatingId id,
    String administration,
    String code,
    Instant receivedAt,
    String position,
    boolean duplicate) {}
