package org.onthaal.feedback.comment;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.onthaal.feedback.rating.Flag;
import org.onthaal.feedback.survey.Channel;
import org.onthaal.feedback.survey.Metric;

/// The comment of one stored rating, with what is told beside it.
///
/// @param language empty where the sender did not say
/// @param score of the first question; empty where the person did not know
record Comment(
    CommentCursor cursor,
    CommentPlace place,
    Channel channel,
    Optional<String> language,
    Set<Flag> flags,
    String question,
    Metric metric,
    OptionalInt score,
    String text) {
  /// Newest first.
  static final Comparator<Comment> NEWEST_FIRST =
      Comparator.comparing(Comment::cursor, CommentCursor.NEWEST_FIRST);

  /// Whether the rating is counted apart.
  boolean isSuspected() {
    return flags.contains(Flag.SUSPECTED) || flags.contains(Flag.OVER_BURST);
  }

  /// Where a rating stands in time. The id parts those of one moment.
  record CommentCursor(Instant ratedAt, UUID id) {
    /// The order of the database, which compares ids as bytes without a sign.
    static final Comparator<CommentCursor> NEWEST_FIRST =
        Comparator.comparing(CommentCursor::ratedAt)
            .thenComparing(
                CommentCursor::id,
                Comparator.comparing(UUID::getMostSignificantBits, Long::compareUnsigned)
                    .thenComparing(UUID::getLeastSignificantBits, Long::compareUnsigned))
            .reversed();

    private static final UUID BEFORE_ALL_IDS = new UUID(0, 0);

    /// Stands after everything that was given before a time, and before everything at it.
    static CommentCursor before(Instant time) {
      return new CommentCursor(time, BEFORE_ALL_IDS);
    }
  }

  /// A touchpoint, with the number that the database has for it.
  record CommentPlace(int number, String administration, String service, String touchpoint) {}
}
