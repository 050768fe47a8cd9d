package org.onthaal.aggregation.notify;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// What was told and still stands.
final class PostgresStanding {
  /// One request to a receiver that wants repetition stays readable; a body has about 2 kB.
  private static final int STANDING_MAX = 2_000;

  private PostgresStanding() {}

  static List<String> of(Handle handle, String receiver, Instant resolvedAfter) {
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
}
