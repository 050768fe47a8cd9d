package org.onthaal.feedback.comment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.onthaal.feedback.comment.Comment.CommentCursor;
import org.onthaal.feedback.comment.Comment.CommentPlace;
import org.onthaal.feedback.rating.Flag;
import org.onthaal.feedback.store.Columns;
import org.onthaal.feedback.store.StoreException;

/// Comments in PostgreSQL. Safe for any thread; blocks.
final class PostgresComments {
  private static final String PLACES =
      """
      SELECT touchpoint_id, administration.code, service.code, touchpoint.key
      FROM touchpoint
      JOIN service USING (service_id)
      JOIN administration USING (administration_id)
      WHERE (cardinality(:administrations) = 0 OR administration.code = ANY (:administrations))
        AND (cardinality(:services) = 0 OR service.code = ANY (:services))
        AND (cardinality(:touchpoints) = 0 OR touchpoint.key = ANY (:touchpoints))
      ORDER BY touchpoint_id
      """;

  // For each place one walk through the index of comments, backwards from the cursor.
  private static final String BEFORE =
      """
      SELECT found.id, rated_at, place.touchpoint_id, channel, language, flags, question.code,
        found.metric, score, comment
      FROM unnest(:places) AS place (touchpoint_id)
      CROSS JOIN LATERAL (
        SELECT id, rated_at, channel, language, flags, question_id, metric, score, comment
        FROM rating
        WHERE rating.touchpoint_id = place.touchpoint_id
          AND comment IS NOT NULL
          AND rated_at >= :from
          AND (rated_at, id) < (:rated_at, :id)
        ORDER BY rated_at DESC, id DESC
        LIMIT :rows
      ) AS found
      JOIN question USING (question_id)
      ORDER BY rated_at DESC, found.id DESC
      """;

  private final Jdbi jdbi;

  /// Of a migrated database.
  PostgresComments(DataSource database) {
    jdbi = Jdbi.create(database);
  }

  /// Several looks on one connection.
  <T> T read(Function<Reader, T> looks) {
    try {
      return jdbi.withHandle(handle -> looks.apply(new Reader(handle)));
    } catch (JdbiException e) {
      throw new StoreException("the comments could not be read", e);
    }
  }

  /// One connection.
  static final class Reader {
    private final Handle handle;

    private Reader(Handle handle) {
      this.handle = handle;
    }

    List<CommentPlace> places(CommentQuery.Places wanted) {
      return handle
          .createQuery(PLACES)
          .bindArray("administrations", String.class, wanted.administrations().toArray())
          .bindArray("services", String.class, wanted.services().toArray())
          .bindArray("touchpoints", String.class, wanted.touchpoints().toArray())
          .map((row, _) ->
              new CommentPlace(row.getInt(1), row.getString(2), row.getString(3), row.getString(4)))
          .list();
    }

    /// At most `rows` comments of each place, newest first; none of an erased rating.
    List<Comment> before(
        Collection<CommentPlace> places, CommentCursor cursor, Instant from, int rows) {
      Map<Integer, CommentPlace> byNumber = new HashMap<>();
      places.forEach(place -> byNumber.put(place.number(), place));
      return handle
          .createQuery(BEFORE)
          .bindArray("places", Integer.class, byNumber.keySet().toArray())
          .bind("from", from.atOffset(ZoneOffset.UTC))
          .bind("rated_at", cursor.ratedAt().atOffset(ZoneOffset.UTC))
          .bind("id", cursor.id())
          .bind("rows", rows)
          .map((row, _) -> comment(row, byNumber))
          .list();
    }

    private static Comment comment(ResultSet row, Map<Integer, CommentPlace> byNumber)
        throws SQLException {
      int number = row.getInt(3);
      CommentPlace place = byNumber.get(number);
      if (place == null) {
        throw new IllegalStateException("place " + number + " was not asked for");
      }
      Optional<Integer> score = Optional.ofNullable(row.getObject(9, Integer.class));
      return new Comment(
          new CommentCursor(
              row.getObject(2, OffsetDateTime.class).toInstant(), row.getObject(1, UUID.class)),
          place,
          Columns.channel(row.getInt(4)),
          Optional.ofNullable(row.getString(5)),
          Set.copyOf(Flag.of(row.getInt(6))),
          row.getString(7),
          Columns.metric(row.getInt(8)),
          score.map(OptionalInt::of).orElseGet(OptionalInt::empty),
          row.getString(10));
    }
  }
}
