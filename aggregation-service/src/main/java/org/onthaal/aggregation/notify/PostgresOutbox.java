package org.onthaal.aggregation.notify;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.onthaal.aggregation.alert.AlertTransaction;
import org.onthaal.aggregation.alert.PostgresAlertDatabase;
import org.onthaal.aggregation.alert.PostgresAlertTransaction;

/// The outbox in PostgreSQL. Safe for any thread and any number of processes.
public final class PostgresOutbox implements Outbox {
  private final Jdbi jdbi;

  public PostgresOutbox(DataSource pool) {
    this.jdbi = PostgresAlertDatabase.over(pool);
  }

  @Override
  public void queue(AlertTransaction transaction, Notification notification) {
    insert(PostgresAlertTransaction.open(transaction), notification);
  }

  @Override
  public void queue(Notification notification) {
    jdbi.useTransaction(handle -> insert(handle, notification));
  }

  private static void insert(Handle handle, Notification notification) {
    handle
        .createUpdate(
            """
            INSERT INTO notification (id, receiver, group_key, dead_letter_to, sequence, alert_id, transition_id, kind, body, state, queued_at, next_attempt_at, expires_at, attempts)
            SELECT :id, :receiver, :group, :deadLetterTo, coalesce(max(sequence), 0) + 1, :alert, :transition, :kind, :body, 'QUEUED', :queuedAt, :notBefore, :expiresAt, 0
            FROM notification
            WHERE receiver = :receiver
              AND group_key = :group
            ON CONFLICT (id) DO NOTHING
            """)
        .bind("id", notification.id())
        .bind("receiver", notification.address().receiver())
        .bind("group", notification.address().groupKey())
        .bind("deadLetterTo", notification.address().deadLetterTo())
        .bind("alert", notification.alert())
        .bind("transition", notification.transition())
        .bind("kind", notification.content().kind().name())
        .bind("body", notification.content().body())
        .bind("queuedAt", notification.schedule().queuedAt())
        .bind("notBefore", notification.schedule().notBefore())
        .bind("expiresAt", notification.schedule().expiresAt())
        .execute();
  }

  @Override
  public void withhold(
      AlertTransaction transaction, UUID transition, String receiver, Withheld reason) {
    PostgresAlertTransaction.open(transaction)
        .createUpdate(
            """
            INSERT INTO withheld (transition_id, receiver, reason)
            VALUES (:transition, :receiver, :reason)
            """)
        .bind("transition", transition)
        .bind("receiver", receiver)
        .bind("reason", reason.name())
        .execute();
  }

  @Override
  public Set<String> recall(AlertTransaction transaction, UUID alert, Instant now) {
    return PostgresTold.recall(PostgresAlertTransaction.open(transaction), alert, now);
  }

  @Override
  public Set<String> toldOf(AlertTransaction transaction, UUID alert) {
    return PostgresTold.of(PostgresAlertTransaction.open(transaction), alert);
  }

  @Override
  public Set<Endpoint> disabled(AlertTransaction transaction) {
    return PostgresAlertTransaction.open(transaction)
        .createQuery("SELECT receiver, endpoint FROM receiver_disabled ORDER BY receiver, endpoint")
        .map((row, _) -> new Endpoint(row.getString("receiver"), row.getString("endpoint")))
        .collect(Collectors.toSet());
  }

  @Override
  public List<Leased> claim(Claim claim) {
    return jdbi.inTransaction(handle ->
        handle
            .createQuery(
                """
                WITH due AS (
                  SELECT id, CASE
                      WHEN kind = 'FIRING' AND transition_id IS NOT NULL AND attempts = 0 AND lease_token IS NULL AND next_attempt_at > queued_at THEN alert_id
                    END AS waited
                  FROM notification AS waiting
                  WHERE receiver = :receiver
                    AND state = 'QUEUED'
                    AND next_attempt_at <= :now
                    AND (lease_until IS NULL OR lease_until <= :now)
                    AND NOT EXISTS (
                      SELECT 1
                      FROM notification AS older
                      WHERE older.receiver = waiting.receiver
                        AND older.alert_id = waiting.alert_id
                        AND older.sequence < waiting.sequence
                        AND older.state IN ('QUEUED', 'HELD'))
                    AND NOT (waiting.alert_id IS NULL
                      AND kind IN ('FIRING', 'RESOLVED', 'ACKNOWLEDGED')
                      AND EXISTS (
                        SELECT 1
                        FROM notification AS older
                        WHERE older.receiver = waiting.receiver
                          AND older.group_key = waiting.group_key
                          AND older.sequence < waiting.sequence
                          AND older.state = 'QUEUED'))
                  ORDER BY queued_at, sequence
                  LIMIT :limit
                  FOR UPDATE SKIP LOCKED)
                UPDATE notification
                SET lease_token = :token, lease_until = :until
                FROM due
                WHERE notification.id = due.id
                RETURNING notification.id, receiver, group_key, dead_letter_to, waited, body, taken_by, attempts, expires_at, lease_token
                """)
            .bind("receiver", claim.receiver())
            .bind("now", claim.now())
            .bind("until", claim.until())
            .bind("token", claim.token())
            .bind("limit", claim.limit())
            .map((row, _) -> leased(row))
            .list());
  }

  private static Leased leased(ResultSet row) throws SQLException {
    return new Leased(
        row.getObject("id", UUID.class),
        new Notification.Address(
            row.getString("receiver"),
            row.getString("group_key"),
            Optional.ofNullable(row.getString("dead_letter_to"))),
        Optional.ofNullable(row.getObject("waited", UUID.class)),
        row.getString("body"),
        Set.copyOf(Arrays.asList((String[]) row.getArray("taken_by").getArray())),
        row.getInt("attempts"),
        row.getTimestamp("expires_at").toInstant(),
        row.getObject("lease_token", UUID.class));
  }

  @Override
  public boolean settle(Leased leased, Settlement settlement) {
    return jdbi.inTransaction(handle -> {
      boolean held = update(handle, leased, settlement);
      if (held) {
        logTry(handle, leased, settlement);
      }
      return held;
    });
  }

  private static boolean update(Handle handle, Leased leased, Settlement settlement) {
    String state =
        switch (settlement) {
          case Settlement.Done _ -> "DELIVERED";
          case Settlement.Later _ -> "QUEUED";
          case Settlement.Dead _ -> "DEAD";
        };
    Instant next =
        settlement instanceof Settlement.Later later ? later.nextAttemptAt() : settlement.at();
    return handle
            .createUpdate(
                """
                UPDATE notification
                SET state = :state, attempts = attempts + 1, next_attempt_at = :next, lease_token = NULL, lease_until = NULL, taken_by = taken_by || :taken,
                    settled_at = CASE WHEN :state = 'QUEUED' THEN NULL ELSE CAST(:at AS timestamptz) END, reason = :reason
                WHERE id = :id
                  AND lease_token = :token
                  AND state = 'QUEUED'
                """)
            .bind("state", state)
            .bind("next", next)
            .bind("at", settlement.at())
            .bind("reason", detail(settlement.outcome()))
            .bindArray("taken", String.class, taken(settlement.outcome()).toArray())
            .bind("id", leased.id())
            .bind("token", leased.token())
            .execute()
        == 1;
  }

  private static void logTry(Handle handle, Leased leased, Settlement settlement) {
    OptionalInt status = status(settlement.outcome());
    handle
        .createUpdate(
            """
            INSERT INTO delivery (notification_id, attempt, tried_at, status, outcome, detail)
            VALUES (:id, :attempt, :at, :status, :outcome, :detail)
            """)
        .bind("id", leased.id())
        .bind("attempt", leased.attempts() + 1)
        .bind("at", settlement.at())
        .bind("status", status.isPresent() ? Optional.of(status.getAsInt()) : Optional.empty())
        .bind(
            "outcome",
            settlement.outcome().getClass().getSimpleName().toUpperCase(java.util.Locale.ROOT))
        .bind("detail", detail(settlement.outcome()))
        .execute();
  }

  private static OptionalInt status(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Delivered(int status, _) -> OptionalInt.of(status);
      case Outcome.Retryable(OptionalInt status, _, _) -> status;
      case Outcome.Refused(OptionalInt status, _) -> status;
      case Outcome.Partly(_, Outcome others) -> status(others);
      case Outcome.Gone _ -> OptionalInt.of(410);
    };
  }

  private static Set<String> taken(Outcome outcome) {
    return outcome instanceof Outcome.Partly(Set<String> taken, _) ? taken : Set.of();
  }

  private static String detail(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Delivered(int status, String protocol) -> protocol + " " + status;
      case Outcome.Retryable(_, String detail, _) -> detail;
      case Outcome.Refused(_, String detail) -> detail;
      case Outcome.Partly(_, Outcome others) -> detail(others);
      case Outcome.Gone(String detail) -> detail;
    };
  }

  @Override
  public int abandonOthers(Collection<String> receivers, Instant at) {
    return abandon(receivers, false, at);
  }

  @Override
  public int abandon(Collection<String> receivers, Instant at) {
    return abandon(receivers, true, at);
  }

  private int abandon(Collection<String> receivers, boolean listed, Instant at) {
    return jdbi.withHandle(handle ->
        handle
            .createUpdate(
                """
                UPDATE notification
                SET state = 'DEAD', settled_at = :at, reason = 'the receiver is no longer in the routes file'
                WHERE state IN ('QUEUED', 'HELD')
                  AND (receiver = ANY(:receivers)) = :listed
                """)
            .bind("at", at)
            .bind("listed", listed)
            .bindArray("receivers", String.class, receivers.toArray())
            .execute());
  }

  @Override
  public void disable(Endpoint endpoint, String reason, Instant at) {
    jdbi.useTransaction(handle -> {
      handle
          .createUpdate(
              """
              INSERT INTO receiver_disabled (receiver, endpoint, disabled_at, reason)
              VALUES (:receiver, :endpoint, :at, :reason)
              ON CONFLICT (receiver, endpoint) DO NOTHING
              """)
          .bind("receiver", endpoint.receiver())
          .bind("endpoint", endpoint.endpoint())
          .bind("at", at)
          .bind("reason", reason)
          .execute();
      handle
          .createUpdate(
              """
              UPDATE notification
              SET state = 'DEAD', settled_at = :at, reason = :reason
              WHERE receiver = :receiver
                AND state IN ('QUEUED', 'HELD')
              """)
          .bind("receiver", endpoint.receiver())
          .bind("at", at)
          .bind("reason", "endpoint disabled: " + reason)
          .execute();
    });
  }

  @Override
  public Depth depth() {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                """
                SELECT count(*) FILTER (WHERE state = 'QUEUED') AS queued, min(queued_at) FILTER (WHERE state = 'QUEUED') AS oldest, count(*) FILTER (WHERE state = 'DEAD') AS dead
                FROM notification
                """)
            .map((row, _) ->
                new Depth(
                    row.getLong("queued"),
                    Optional.ofNullable(row.getTimestamp("oldest")).map(Timestamp::toInstant),
                    row.getLong("dead")))
            .one());
  }

  @Override
  public List<Standing> standing(String receiver, Instant resolvedAfter) {
    return jdbi.withHandle(handle -> PostgresTold.standing(handle, receiver, resolvedAfter));
  }
}
