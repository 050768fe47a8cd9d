package org.onthaal.aggregation.heartbeat;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.onthaal.aggregation.alert.PostgresAlertDatabase;
import org.onthaal.aggregation.alert.StoreFailedException;
import org.onthaal.aggregation.notify.Outbox;

/// The backlog in PostgreSQL. Safe for any thread.
public final class PostgresBacklog implements Backlog {
  private final Jdbi jdbi;

  public PostgresBacklog(DataSource pool) {
    this.jdbi = PostgresAlertDatabase.over(pool);
  }

  @Override
  public Map<String, Instant> nextSlots() {
    return read(handle -> {
      Map<String, Instant> slots = new HashMap<>();
      handle
          .createQuery("SELECT rule, min(next_slot) AS slot FROM drop_state GROUP BY rule")
          .map((row, _) -> Map.entry(row.getString("rule"), row.getTimestamp("slot").toInstant()))
          .forEach(slot -> slots.put(slot.getKey(), slot.getValue()));
      return slots;
    });
  }

  /// A notification that was tried is due since its first try; before that, its next attempt is the
  /// first one.
  @Override
  public Optional<Instant> dueSince(String receiver, Instant now) {
    return read(handle ->
        handle
            .createQuery(
                """
                SELECT min(CASE
                         WHEN attempts = 0 THEN next_attempt_at
                         ELSE (SELECT min(tried_at) FROM delivery WHERE notification_id = waiting.id)
                       END) AS since
                FROM notification AS waiting
                WHERE receiver = :receiver
                  AND state = 'QUEUED'
                  AND (attempts > 0 OR next_attempt_at <= :now)
                """)
            .bind("receiver", receiver)
            .bind("now", now)
            .map((row, _) ->
                Optional.ofNullable(row.getTimestamp("since")).map(Timestamp::toInstant))
            .one());
  }

  @Override
  public boolean isDisabled(Outbox.Endpoint endpoint) {
    return read(handle ->
        handle
            .createQuery(
                """
                SELECT EXISTS (
                  SELECT 1
                  FROM receiver_disabled
                  WHERE receiver = :receiver
                    AND endpoint = :endpoint)
                """)
            .bind("receiver", endpoint.receiver())
            .bind("endpoint", endpoint.endpoint())
            .mapTo(Boolean.class)
            .one());
  }

  private <T> T read(Function<Handle, T> query) {
    try {
      return jdbi.withHandle(query::apply);
    } catch (JdbiException e) {
      throw new StoreFailedException(e);
    }
  }
}
