package org.onthaal.aggregation.notify;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.onthaal.aggregation.notify.Outbox.Standing;

/// Who was told what of an alert, and what is left to tell.
final class PostgresTold {
  /// One request to a receiver that wants repetition stays readable; a body has about 2 kB.
  private static final int STANDING_MAX = 2_000;

  private PostgresTold() {}

  /// Receivers that hear, or heard, that this alert fires.
  static Set<String> of(Handle handle, UUID alert) {
    return handle
        .createQuery(
            """
            SELECT DISTINCT receiver
            FROM notification
            WHERE alert_id = :alert
              AND kind = 'FIRING'
              AND (state NOT IN ('DEAD', 'HELD') OR taken_by <> '{}')
            """)
        .bind("alert", alert)
        .mapTo(String.class)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// Takes back what waits for its first try, or is held; and what was to follow it.
  static Set<String> recall(Handle handle, UUID alert, Instant now) {
    Set<String> receivers =
        handle
            .createQuery(
                """
                WITH recalled AS (
                  DELETE FROM notification
                  WHERE alert_id = :alert
                    AND kind = 'FIRING'
                    AND transition_id IS NOT NULL
                    AND attempts = 0
                    AND lease_token IS NULL
                    AND (state = 'HELD' OR state = 'QUEUED' AND next_attempt_at > :now)
                  RETURNING transition_id, receiver),
                reasons AS (
                  INSERT INTO withheld (transition_id, receiver, reason)
                  SELECT transition_id, receiver, 'OVER_BEFORE_TOLD'
                  FROM recalled
                  ON CONFLICT (transition_id, receiver) DO NOTHING)
                SELECT receiver FROM recalled
                """)
            .bind("alert", alert)
            .bind("now", now)
            .mapTo(String.class)
            .collect(Collectors.toCollection(TreeSet::new));
    handle
        .createUpdate(
            """
            DELETE FROM notification
            WHERE alert_id = :alert
              AND receiver = ANY(:receivers)
              AND kind = 'ACKNOWLEDGED'
              AND state = 'QUEUED'
            """)
        .bind("alert", alert)
        .bindArray("receivers", String.class, receivers.toArray())
        .execute();
    return receivers;
  }

  /// What was told and still stands.
  static List<Standing> standing(Handle handle, String receiver, Instant resolvedAfter) {
    return handle
        .createQuery(
            """
            SELECT alert_id, body, queued_at
            FROM (
              SELECT DISTINCT ON (alert_id) alert_id, body, queued_at
              FROM notification
              JOIN alert ON alert.id = alert_id
              WHERE receiver = :receiver
                AND notification.kind = 'FIRING'
                AND notification.state <> 'HELD'
                AND alert.state IN ('PENDING', 'FIRING', 'RECOVERING')
              ORDER BY alert_id, sequence DESC) AS firing
            UNION ALL
            SELECT NULL, body, queued_at
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
        .map((row, _) ->
            new Standing(
                Optional.ofNullable(row.getObject("alert_id", UUID.class)), row.getString("body")))
        .list();
  }
}
