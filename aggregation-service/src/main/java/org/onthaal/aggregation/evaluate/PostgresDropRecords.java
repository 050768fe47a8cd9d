package org.onthaal.aggregation.evaluate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.onthaal.aggregation.alert.Alert;
import org.onthaal.aggregation.alert.PostgresAlertDatabase;
import org.onthaal.aggregation.alert.StoreFailedException;

/// Reads what drops were decided on, as committed.
public final class PostgresDropRecords implements DropRecord.Source {
  /// Evidence grows for weeks before it is unusual.
  private static final Duration BEFORE = Duration.ofDays(28);

  private final DataSource pool;

  public PostgresDropRecords(DataSource pool) {
    this.pool = pool;
  }

  @Override
  public DropRecord of(Alert alert) {
    try {
      return PostgresAlertDatabase.over(pool).inTransaction(handle -> read(handle, alert));
    } catch (JdbiException e) {
      throw new StoreFailedException(e);
    }
  }

  private static DropRecord read(Handle handle, Alert alert) {
    String rule = alert.subject().rule();
    String stream = alert.subject().stream().key();
    Instant pending = alert.life().pendingAt();
    // Nothing is learnt while an alert is pending or firing.
    var baseline =
        handle
            .createQuery(
                """
                SELECT *
                FROM drop_baseline
                WHERE rule = :rule AND stream = :stream AND learnt_at <= :pending
                ORDER BY learnt_at DESC
                LIMIT 1
                """)
            .bind("rule", rule)
            .bind("stream", stream)
            .bind("pending", pending)
            .map((row, _) -> PostgresDropRows.learnt(row).baseline())
            .findFirst();
    return new DropRecord(baseline, slots(handle, alert, rule, stream));
  }

  private static List<DropRecord.Judged> slots(
      Handle handle, Alert alert, String rule, String stream) {
    Optional<Instant> end = alert.life().resolvedAt();
    return handle
        .createQuery(
            """
            SELECT slot_start, open_days, reference, counts, evidence_days, evidence, recovery, points, usual, margin, variance,
                   overdispersion, drop_size
            FROM drop_slot
            WHERE rule = :rule
              AND stream = :stream
              AND slot_start >= :from
              AND slot_start < COALESCE(:to, timestamptz 'infinity')
            ORDER BY slot_start
            LIMIT :limit
            """)
        .bind("rule", rule)
        .bind("stream", stream)
        .bind("from", alert.life().pendingAt().minus(BEFORE))
        .bind("to", end)
        .bind("limit", DropRecord.SLOTS_MAX)
        .map((row, _) -> PostgresDropRows.judged(row))
        .list();
  }
}
