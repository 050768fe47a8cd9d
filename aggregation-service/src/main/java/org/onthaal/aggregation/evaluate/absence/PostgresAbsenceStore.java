package org.onthaal.aggregation.evaluate.absence;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.onthaal.aggregation.alert.AlertTransaction;
import org.onthaal.aggregation.alert.PostgresAlertTransaction;
import org.onthaal.aggregation.alert.StreamState;
import org.onthaal.aggregation.drop.SeasonalVolume;
import org.onthaal.aggregation.rule.Stream;

/// Keeps what rules about unusual absences remember in PostgreSQL. Doubles come back bit for bit.
public final class PostgresAbsenceStore implements AbsenceStore {
  private static final String INSERT =
      """
      INSERT INTO absence_state (rule, stream, log_partition, next_slot, learn_at, learnt_at, counted_from, counted, waiting_since,
                                 expected_since_last)
      VALUES (:rule, :stream, :partition, :nextSlot, :learnAt, :learntAt, :countedFrom, :counted, :waitingSince, :expectedSinceLast)
      ON CONFLICT (rule, stream)
      """;

  private static final String MEET = INSERT + "DO NOTHING";

  private static final String SAVE =
      INSERT
          + """
          DO UPDATE
          SET log_partition = excluded.log_partition, next_slot = excluded.next_slot, learn_at = excluded.learn_at,
              learnt_at = excluded.learnt_at, counted_from = excluded.counted_from, counted = excluded.counted,
              waiting_since = excluded.waiting_since, expected_since_last = excluded.expected_since_last
          """;

  @Override
  public Set<Stream> known(AlertTransaction transaction, String rule, Collection<Stream> streams) {
    return PostgresAlertTransaction.open(transaction)
        .createQuery(
            """
            SELECT stream
            FROM absence_state
            WHERE rule = :rule
              AND stream = ANY(:streams)
            ORDER BY stream
            """)
        .bind("rule", rule)
        .bindArray("streams", String.class, streams.stream().map(Stream::key).toArray())
        .map((row, _) -> Stream.ofKey(row.getString("stream")))
        .collect(Collectors.toSet());
  }

  @Override
  public void meet(AlertTransaction transaction, Collection<AbsenceMemory> memories) {
    for (AbsenceMemory memory : memories) {
      write(transaction, MEET, memory);
    }
  }

  @Override
  public List<AbsenceMemory> due(
      AlertTransaction transaction, String rule, int partition, Instant lastSlot, int countMax) {
    return PostgresAlertTransaction.open(transaction)
        .createQuery(
            """
            SELECT state.*, zone, first_day, last_day, ratings_per_day, weekday_factors, hour_factors, overdispersion
            FROM absence_state AS state
            LEFT JOIN absence_volume USING (rule, stream, learnt_at)
            WHERE log_partition = :partition
              AND rule = :rule
              AND next_slot <= :last
            ORDER BY next_slot, stream
            LIMIT :limit
            """)
        .bind("partition", partition)
        .bind("rule", rule)
        .bind("last", lastSlot)
        .bind("limit", countMax)
        .map((row, _) -> PostgresAbsenceRows.memory(row))
        .list();
  }

  @Override
  public void save(AlertTransaction transaction, AbsenceMemory memory) {
    write(transaction, SAVE, memory);
  }

  /// Nothing is only noted.
  @Override
  public void write(AlertTransaction transaction) {}

  private static void write(AlertTransaction transaction, String sql, AbsenceMemory memory) {
    PostgresAlertTransaction.open(transaction)
        .createUpdate(sql)
        .bind("rule", memory.key().rule())
        .bind("stream", memory.key().stream().key())
        .bind("partition", memory.partition())
        .bind("nextSlot", memory.nextSlot())
        .bind("learnAt", memory.learnAt())
        .bind("learntAt", memory.usual().map(AbsenceMemory.Learnt::at))
        .bind("countedFrom", memory.counted().from())
        .bind("counted", memory.counted().tally().n())
        .bind("waitingSince", memory.waiting().since())
        .bind("expectedSinceLast", memory.waiting().missing().expectedSinceLast())
        .execute();
  }

  @Override
  public void learnt(
      AlertTransaction transaction, StreamState.Key key, AbsenceMemory.Learnt learnt) {
    SeasonalVolume volume = learnt.volume().volume();
    PostgresAlertTransaction.open(transaction)
        .createUpdate(
            """
            INSERT INTO absence_volume (rule, stream, learnt_at, zone, first_day, last_day, ratings_per_day, weekday_factors,
                                        hour_factors, overdispersion)
            VALUES (:rule, :stream, :learntAt, :zone, :firstDay, :lastDay, :ratingsPerDay, :weekdayFactors, :hourFactors,
                    :overdispersion)
            """)
        .bind("rule", key.rule())
        .bind("stream", key.stream().key())
        .bind("learntAt", learnt.at())
        .bind("zone", learnt.volume().zone().getId())
        .bind("firstDay", learnt.volume().period().firstDay())
        .bind("lastDay", learnt.volume().period().lastDay())
        .bind("ratingsPerDay", volume.ratingsPerDay())
        .bind("weekdayFactors", numbers(volume.factors().byWeekday()))
        .bind("hourFactors", numbers(volume.factors().byHour()))
        .bind("overdispersion", volume.overdispersion())
        .execute();
  }

  private static double[] numbers(List<Double> list) {
    return list.stream().mapToDouble(Double::doubleValue).toArray();
  }

  @Override
  public void judged(
      AlertTransaction transaction, StreamState.Key key, AbsenceRecord.Judged judged) {
    PostgresAlertTransaction.open(transaction)
        .createUpdate(
            """
            INSERT INTO absence_slot (rule, stream, slot_start, open_days, ratings, expected, expected_since_last, needed)
            VALUES (:rule, :stream, :start, :openDays, :ratings, :expected, :expectedSinceLast, :needed)
            """)
        .bind("rule", key.rule())
        .bind("stream", key.stream().key())
        .bind("start", judged.start())
        .bind("openDays", judged.openDays())
        .bind("ratings", judged.ratings())
        .bind("expected", judged.expected())
        .bind("expectedSinceLast", judged.after().expectedSinceLast())
        .bind("needed", judged.needed())
        .execute();
  }

  @Override
  public void forgetSlots(AlertTransaction transaction, String rule, Instant before) {
    PostgresAlertTransaction.open(transaction)
        .createUpdate("DELETE FROM absence_slot WHERE rule = :rule AND slot_start < :before")
        .bind("rule", rule)
        .bind("before", before)
        .execute();
  }

  @Override
  public void forgetOthers(AlertTransaction transaction, int partition, List<String> rules) {
    PostgresAlertTransaction.open(transaction)
        .createUpdate(
            "DELETE FROM absence_state WHERE log_partition = :partition AND NOT rule = ANY(:rules)")
        .bind("partition", partition)
        .bindArray("rules", String.class, rules)
        .execute();
  }

  @Override
  public void forget(AlertTransaction transaction, StreamState.Key key) {
    PostgresAlertTransaction.open(transaction)
        .createUpdate("DELETE FROM absence_state WHERE rule = :rule AND stream = :stream")
        .bind("rule", key.rule())
        .bind("stream", key.stream().key())
        .execute();
  }
}
