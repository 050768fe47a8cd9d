package org.onthaal.feedback.comment;

/// What one look at comments may cost.
///
/// @param searchCodePointsMax of the words that are looked for
/// @param lookedAtMax comments that are looked at for one page, whether they are wanted or not
public record CommentLimits(int searchCodePointsMax, int lookedAtMax) {}
