package org.onthaal.aggregation.canary;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.onthaal.aggregation.alert.AlertTransaction;
import org.onthaal.aggregation.alert.PostgresAlertDatabase;
import org.onthaal.aggregation.alert.PostgresAlertTransaction;
import org.onthaal.aggregation.alert.StoreFailedException;

/// Nights in the table `canary_run`. Safe for any thread.
public final class PostgresCanaryRuns implements CanaryRuns {
  private final Jdbi jdbi;

  public PostgresCanaryRuns(DataSource pool) {
    this.jdbi = PostgresAlertDatabase.over(pool);
  }

  @Override
  public void begin(Instant due, Instant now) {
    update(
        """
        INSERT INTO canary_run (due_at, begun_at)
        VALUES (:due, :now)
        ON CONFLICT (due_at) DO NOTHING
        """,
        due,
        now);
  }

  @Override
  public boolean isAnyKnown(List<Instant> dues) {
    return use(handle ->
        handle
            .createQuery("SELECT EXISTS (SELECT 1 FROM canary_run WHERE due_at = ANY(:dues))")
            .bindArray(
                "dues",
                OffsetDateTime.class,
                dues.stream().map(due -> due.atOffset(ZoneOffset.UTC)).toArray())
            .mapTo(Boolean.class)
            .one());
  }

  @Override
  public List<Run> open() {
    return use(handle ->
        handle
            .createQuery(
                """
                SELECT due_at, sent_at, trouble
                FROM canary_run
                WHERE arrived_at IS NULL
                  AND missed_at IS NULL
                ORDER BY due_at
                """)
            .map((row, _) -> run(row))
            .list());
  }

  private static Run run(ResultSet row) throws SQLException {
    return new Run(
        row.getTimestamp("due_at").toInstant(),
        time(row, "sent_at"),
        Optional.ofNullable(row.getString("trouble")));
  }

  private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
  }

  @Override
  public void sent(Instant due, Instant now) {
    update(
        """
        UPDATE canary_run
        SET sent_at = :now
        WHERE due_at = :due
          AND sent_at IS NULL
        """,
        due,
        now);
  }

  @Override
  public void troubled(Instant due, String trouble) {
    var _ =
        use(handle ->
            handle
                .createUpdate("UPDATE canary_run SET trouble = :trouble WHERE due_at = :due")
                .bind("due", due)
                .bind("trouble", trouble)
                .execute());
  }

  /// The newest that had begun; where clocks differ by more than that, the nearest.
  @Override
  public Optional<Instant> nightOf(AlertTransaction transaction, Instant firedAt) {
    return PostgresAlertTransaction.open(transaction)
        .createQuery(
            """
            SELECT due_at
            FROM canary_run
            ORDER BY begun_at > :at, abs(extract(epoch FROM begun_at - CAST(:at AS timestamptz)))
            LIMIT 1
            """)
        .bind("at", firedAt)
        .map((row, _) -> row.getTimestamp("due_at").toInstant())
        .findOne();
  }

  @Override
  public boolean arrived(Instant due, Instant now) {
    return update(
            """
            UPDATE canary_run
            SET arrived_at = :now
            WHERE due_at = :due
              AND arrived_at IS NULL
            """,
            due,
            now)
        == 1;
  }

  @Override
  public Optional<Run> giveUp(AlertTransaction transaction, Instant due, Instant now) {
    return PostgresAlertTransaction.open(transaction)
        .createQuery(
            """
            UPDATE canary_run
            SET missed_at = :now
            WHERE due_at = :due
              AND arrived_at IS NULL
              AND missed_at IS NULL
            RETURNING due_at, sent_at, trouble
            """)
        .bind("due", due)
        .bind("now", now)
        .map((row, _) -> run(row))
        .findOne();
  }

  @Override
  public Optional<Instant> waitingSince() {
    return use(handle ->
        handle
            .createQuery(
                """
                SELECT min(queued_at) AS since
                FROM notification
                WHERE receiver = :receiver
                  AND state = 'QUEUED'
                """)
            .bind("receiver", LoopBack.NAME)
            .map((row, _) -> time(row, "since"))
            .one());
  }

  @Override
  public Standing standing() {
    return use(handle -> {
      long missed =
          handle
              .createQuery("SELECT count(*) FROM canary_run WHERE missed_at IS NOT NULL")
              .mapTo(Long.class)
              .one();
      return handle
          .createQuery(
              """
              SELECT due_at, arrived_at
              FROM canary_run
              WHERE arrived_at IS NOT NULL
                AND missed_at IS NULL
              ORDER BY arrived_at DESC
              LIMIT 1
              """)
          .map((row, _) -> standing(row, missed))
          .findOne()
          .orElse(new Standing(Optional.empty(), Optional.empty(), missed));
    });
  }

  private static Standing standing(ResultSet row, long missed) throws SQLException {
    Instant arrived = row.getTimestamp("arrived_at").toInstant();
    Instant due = row.getTimestamp("due_at").toInstant();
    return new Standing(Optional.of(arrived), Optional.of(Duration.between(due, arrived)), missed);
  }

  private int update(String sql, Instant due, Instant now) {
    return use(handle -> handle.createUpdate(sql).bind("due", due).bind("now", now).execute());
  }

  private <T> T use(Function<Handle, T> work) {
    try {
      return jdbi.withHandle(work::apply);
    } catch (JdbiException e) {
      throw new StoreFailedException(e);
    }
  }
}
