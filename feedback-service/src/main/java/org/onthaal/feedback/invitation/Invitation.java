package org.onthaal.feedback.invitation;

import java.time.Instant;
import java.util.Optional;
import org.onthaal.feedback.rating.RatingId;
import org.onthaal.feedback.survey.Channel;

/// The right to give one rating. Layout of its token: docs/invitations.md.
///
/// @param keyId of the key that signed it
/// @param expiresAt from then on it is refused
/// @param ratingId of the rating that it leads to
/// @param channel how the link travelled; empty for the touchpoint's own
/// @param touchpoint its key
public record Invitation(
    String keyId,
    Instant expiresAt,
    RatingId ratingId,
    Optional<Channel> channel,
    String touchpoint) {}
