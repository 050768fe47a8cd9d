package org.onthaal.aggregation.notify;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.onthaal.aggregation.notify.Outbox.DeadLetter;
import org.onthaal.aggregation.notify.Outbox.Replayed;

/// What is done with notifications that are settled: seen again, sent again, repeated.
final class PostgresDeadLetters {
  /// One request to a receiver that wants repetition stays readable; a body has about 2 kB.
  private static final int STANDING_MAX = 2_000;

  private PostgresDeadLetters() {}

  static List<String> standing(Handle handle, String receiver, Instant resolvedAfter) {
    return handle
        .createQuery(
            """
            SELECT body, queued_at
            FROM (
              SELECT DISTINCT ON (alert_id) body, queued_at
              FROM notification
              JOIN alert ON alert.id = alert_id
              WHERE receiver = :receiver
                AND notification.kind = 'FIRING'
                AND alert.state IN ('PENDING', 'FIRING', 'RECOVERING')
              ORDER BY alert_id, sequence DESC) AS firing
            UNION ALL
            SELECT body, queued_at
            FROM notification
            WHERE receiver = :receiver
              AND kind = 'RESOLVED'
              AND queued_at > :resolvedAfter
            ORDER BY queued_at DESC
            LIMIT :limit
            """)
        .bind("receiver", receiver)
        .bind("resolvedAfter", resolvedAfter)
        .bind("limit", STANDING_MAX)
        .map((row, _) -> row.getString("body"))
        .list();
  }

  static List<DeadLetter> newest(Handle handle, int limit) {
    return handle
        .createQuery(
            """
            SELECT id, receiver, kind, settled_at, coalesce(reason, '') AS reason
            FROM notification
            WHERE state = 'DEAD'
            ORDER BY settled_at DESC, id
            LIMIT :limit
            """)
        .bind("limit", limit)
        .map((row, _) ->
            new DeadLetter(
                row.getObject("id", UUID.class),
                row.getString("receiver"),
                Notification.Kind.valueOf(row.getString("kind")),
                row.getTimestamp("settled_at").toInstant(),
                row.getString("reason")))
        .list();
  }

  static Replayed replay(Handle handle, String receiver, Instant at, Instant expiresAt) {
    int queued =
        handle
            .createUpdate(
                """
                UPDATE notification
                SET state = 'QUEUED', next_attempt_at = :at, expires_at = :expiresAt, settled_at = NULL, reason = NULL
                WHERE receiver = :receiver
                  AND state = 'DEAD'
                  AND NOT (kind = 'FIRING'
                    AND EXISTS (
                      SELECT 1
                      FROM alert
                      WHERE alert.id = notification.alert_id
                        AND alert.state IN ('RESOLVED', 'INACTIVE')))
                """)
            .bind("receiver", receiver)
            .bind("at", at)
            .bind("expiresAt", expiresAt)
            .execute();
    handle
        .createUpdate("DELETE FROM receiver_disabled WHERE receiver = :receiver")
        .bind("receiver", receiver)
        .execute();
    int outdated =
        handle
            .createQuery(
                """
                SELECT count(*)
                FROM notification
                WHERE receiver = :receiver
                  AND state = 'DEAD'
                """)
            .bind("receiver", receiver)
            .mapTo(Integer.class)
            .one();
    return new Replayed(queued, outdated);
  }
}
