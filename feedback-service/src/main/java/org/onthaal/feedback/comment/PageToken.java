package org.onthaal.feedback.comment;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.onthaal.feedback.comment.Comment.CommentCursor;
import org.onthaal.feedback.privacy.Seal;

/// Where a page of comments ended, as text that callers give back unread. It is sealed: time and id
/// of a rating are more than is told to everyone who reads comments.
record PageToken(Seal seal) {
  private static final int BYTES = 3 * Long.BYTES;

  String of(CommentCursor cursor) {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    // As exact as the database keeps it.
    bytes.putLong(ChronoUnit.MICROS.between(Instant.EPOCH, cursor.ratedAt()));
    bytes.putLong(cursor.id().getMostSignificantBits());
    bytes.putLong(cursor.id().getLeastSignificantBits());
    return seal.seal(bytes.array());
  }

  Optional<CommentCursor> read(String token) {
    return seal.open(token)
        .filter(content -> content.length == BYTES)
        .map(ByteBuffer::wrap)
        .map(bytes ->
            new CommentCursor(
                Instant.EPOCH.plus(bytes.getLong(), ChronoUnit.MICROS),
                new UUID(bytes.getLong(), bytes.getLong())));
  }
}
