package org.onthaal.aggregation.evaluate.absence;

import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.onthaal.aggregation.alert.Alert;
import org.onthaal.aggregation.alert.PostgresAlertDatabase;
import org.onthaal.aggregation.alert.StoreFailedException;

/// Reads what unusual absences were decided on, as committed.
public final class PostgresAbsenceRecords implements AbsenceRecord.Source {
  private final DataSource pool;

  public PostgresAbsenceRecords(DataSource pool) {
    this.pool = pool;
  }

  @Override
  public AbsenceRecord of(Alert alert) {
    try {
      return PostgresAlertDatabase.over(pool).inTransaction(handle -> read(handle, alert));
    } catch (JdbiException e) {
      throw new StoreFailedException(e);
    }
  }

  private static AbsenceRecord read(Handle handle, Alert alert) {
    // Nothing is learnt while an alert is open.
    Optional<UsualVolume> usual =
        handle
            .createQuery(
                """
                SELECT *
                FROM absence_volume
                WHERE rule = :rule AND stream = :stream AND learnt_at < :pending
                ORDER BY learnt_at DESC
                LIMIT 1
                """)
            .bind("rule", alert.subject().rule())
            .bind("stream", alert.subject().stream().key())
            .bind("pending", alert.life().pendingAt())
            .map((row, _) -> PostgresAbsenceRows.volume(row))
            .findFirst();
    var slots =
        handle
            .createQuery(
                """
                SELECT slot_start, open_days, ratings, expected, expected_since_last, needed
                FROM absence_slot
                WHERE rule = :rule
                  AND stream = :stream
                  AND slot_start >= COALESCE((SELECT max(slot_start)
                                              FROM absence_slot
                                              WHERE rule = :rule AND stream = :stream AND ratings > 0 AND slot_start < :pending),
                                             timestamptz '-infinity')
                  AND slot_start < COALESCE(:to, timestamptz 'infinity')
                ORDER BY slot_start
                LIMIT :limit
                """)
            .bind("rule", alert.subject().rule())
            .bind("stream", alert.subject().stream().key())
            .bind("pending", alert.life().pendingAt())
            .bind("to", alert.life().resolvedAt())
            .bind("limit", AbsenceRecord.SLOTS_MAX)
            .map((row, _) -> PostgresAbsenceRows.judged(row))
            .list();
    return new AbsenceRecord(usual, slots);
  }
}
