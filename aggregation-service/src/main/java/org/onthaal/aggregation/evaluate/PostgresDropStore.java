package org.onthaal.aggregation.evaluate;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.jdbi.v3.core.statement.Update;
import org.onthaal.aggregation.alert.Alert;
import org.onthaal.aggregation.alert.AlertTransaction;
import org.onthaal.aggregation.alert.PostgresAlertTransaction;
import org.onthaal.aggregation.alert.StreamState;
import org.onthaal.aggregation.drop.DropEvidence;
import org.onthaal.aggregation.drop.DropState;
import org.onthaal.aggregation.drop.DropState.Fallen;
import org.onthaal.aggregation.drop.DropState.Watching;
import org.onthaal.aggregation.drop.Recovery;
import org.onthaal.aggregation.drop.SeasonalBaseline;
import org.onthaal.aggregation.evaluate.slot.Past;
import org.onthaal.aggregation.measure.Tally;
import org.onthaal.aggregation.silence.SilenceStore;

/// Keeps what drop rules remember in PostgreSQL. Doubles come back bit for bit.
public final class PostgresDropStore implements DropStore {
  private static final String VALUES =
      """
      VALUES (:rule, :stream, :partition, :nextSlot, :learnAt, :learntAt, :countedFrom, :counted, :evidence, :runs, :runsSince,
              :dropSize, :dropOnset, :dropEvidence, :recovery)
      """;

  private static final String COLUMNS =
      """
      (rule, stream, log_partition, next_slot, learn_at, learnt_at, counted_from, counted, evidence, runs, runs_since,
       drop_size, drop_onset, drop_evidence, recovery)
      """;

  private static final String MEET =
      "INSERT INTO drop_state " + COLUMNS + VALUES + "ON CONFLICT (rule, stream) DO NOTHING";

  private static final String SAVE =
      "INSERT INTO drop_state "
          + COLUMNS
          + VALUES
          + """
          ON CONFLICT (rule, stream) DO UPDATE
          SET log_partition = excluded.log_partition, next_slot = excluded.next_slot, learn_at = excluded.learn_at,
              learnt_at = excluded.learnt_at, counted_from = excluded.counted_from, counted = excluded.counted,
              evidence = excluded.evidence, runs = excluded.runs, runs_since = excluded.runs_since, drop_size = excluded.drop_size,
              drop_onset = excluded.drop_onset, drop_evidence = excluded.drop_evidence, recovery = excluded.recovery
          """;

  private static final String LEARNT =
      """
      INSERT INTO drop_baseline (rule, stream, learnt_at, points, zone, first_day, last_day, histogram, mean, variance, overdispersion,
                                 margin, weekday_effects, hour_effects, ratings_per_day, weekday_factors, hour_factors, volume_overdispersion)
      VALUES (:rule, :stream, :learntAt, :points, :zone, :firstDay, :lastDay, :histogram, :mean, :variance, :overdispersion,
              :margin, :weekdayEffects, :hourEffects, :ratingsPerDay, :weekdayFactors, :hourFactors, :volumeOverdispersion)
      """;

  private final SilenceStore silences;

  public PostgresDropStore(SilenceStore silences) {
    this.silences = silences;
  }

  @Override
  public void meet(AlertTransaction transaction, Collection<DropMemory> memories) {
    for (DropMemory memory : memories) {
      write(transaction, MEET, memory);
    }
  }

  @Override
  public List<DropMemory> due(
      AlertTransaction transaction, String rule, int partition, Instant lastSlot, int countMax) {
    return PostgresAlertTransaction.open(transaction)
        .createQuery(
            """
            SELECT state.*, points, zone, first_day, last_day, histogram, mean, variance, overdispersion, margin, weekday_effects,
                   hour_effects, ratings_per_day, weekday_factors, hour_factors, volume_overdispersion
            FROM drop_state AS state
            LEFT JOIN drop_baseline USING (rule, stream, learnt_at)
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
        .map((row, _) -> PostgresDropRows.memory(row))
        .list();
  }

  @Override
  public void save(AlertTransaction transaction, DropMemory memory) {
    write(transaction, SAVE, memory);
  }

  private static void write(AlertTransaction transaction, String sql, DropMemory memory) {
    Update update =
        PostgresAlertTransaction.open(transaction)
            .createUpdate(sql)
            .bind("rule", memory.key().rule())
            .bind("stream", memory.key().stream().key())
            .bind("partition", memory.partition())
            .bind("nextSlot", memory.nextSlot())
            .bind("learnAt", memory.learnAt())
            .bind("learntAt", memory.usual().map(DropMemory.Learnt::at))
            .bind("countedFrom", memory.counted().from())
            .bind("counted", counts(memory.counted().tally()));
    bindState(update, memory.state()).execute();
  }

  private static Update bindState(Update update, DropState state) {
    DropEvidence evidence = evidence(state);
    update
        .bind("evidence", days(evidence))
        .bind("runs", evidence.bets().stream().mapToDouble(DropEvidence.Bet::run).toArray())
        .bindArray(
            "runsSince",
            OffsetDateTime.class,
            evidence.bets().stream().map(bet -> bet.runSince().atOffset(ZoneOffset.UTC)).toArray());
    return PostgresDropRows.bindDrop(update, state);
  }

  @Override
  public void learnt(AlertTransaction transaction, StreamState.Key key, DropMemory.Learnt learnt) {
    SeasonalBaseline baseline = learnt.baseline();
    PostgresAlertTransaction.open(transaction)
        .createUpdate(LEARNT)
        .bind("rule", key.rule())
        .bind("stream", key.stream().key())
        .bind("learntAt", learnt.at())
        .bind("points", baseline.points().name())
        .bind("zone", baseline.zone().getId())
        .bind("firstDay", baseline.period().firstDay())
        .bind("lastDay", baseline.period().lastDay())
        .bind("histogram", counts(baseline.histogram()))
        .bind("mean", baseline.mean())
        .bind("variance", baseline.variance())
        .bind("overdispersion", baseline.overdispersion())
        .bind("margin", baseline.margin())
        .bind("weekdayEffects", numbers(baseline.effects().byWeekday()))
        .bind("hourEffects", numbers(baseline.effects().byHour()))
        .bind("ratingsPerDay", baseline.volume().ratingsPerDay())
        .bind("weekdayFactors", numbers(baseline.volume().factors().byWeekday()))
        .bind("hourFactors", numbers(baseline.volume().factors().byHour()))
        .bind("volumeOverdispersion", baseline.volume().overdispersion())
        .execute();
  }

  @Override
  public void judged(AlertTransaction transaction, StreamState.Key key, Judged judged) {
    PostgresAlertTransaction.open(transaction)
        .createUpdate(
            """
            INSERT INTO drop_slot (rule, stream, slot_start, open_days, reference, counts, evidence_days, evidence, recovery)
            VALUES (:rule, :stream, :start, :openDays, :reference, :counts, :evidenceDays, :evidence, :recovery)
            """)
        .bind("rule", key.rule())
        .bind("stream", key.stream().key())
        .bind("start", judged.slot().start())
        .bind("openDays", judged.slot().openDays())
        .bind("reference", judged.reference().value())
        .bind(
            "counts",
            Arrays.stream(counts(judged.slot().tally())).mapToInt(Math::toIntExact).toArray())
        .bind("evidenceDays", judged.evidenceDays())
        .bind("evidence", days(evidence(judged.after())))
        .bind("recovery", recovery(judged.after()))
        .execute();
  }

  @Override
  public List<Past.Span> unusual(
      AlertTransaction transaction, Alert.Subject subject, Instant after) {
    List<Past.Span> spans = new ArrayList<>(firing(transaction, subject, after));
    silences.endingAfter(transaction, after).stream()
        .filter(silence -> silence.matchers().matches(subject))
        .filter(silence -> silence.times().startsAt().isBefore(silence.endsAt()))
        .map(silence -> new Past.Span(silence.times().startsAt(), silence.endsAt()))
        .forEach(spans::add);
    return spans;
  }

  private static List<Past.Span> firing(
      AlertTransaction transaction, Alert.Subject subject, Instant after) {
    return PostgresAlertTransaction.open(transaction)
        .createQuery(
            """
            SELECT LEAST(window_start, pending_at) AS started_at, COALESCE(resolved_at, 'infinity') AS ended_at
            FROM alert
            WHERE rule = :rule
              AND stream = :stream
              AND fired_at IS NOT NULL
              AND COALESCE(resolved_at, 'infinity') > :after
            ORDER BY started_at
            """)
        .bind("rule", subject.rule())
        .bind("stream", subject.stream().key())
        .bind("after", after)
        .map((row, _) -> span(row))
        .list();
  }

  private static Past.Span span(ResultSet row) throws SQLException {
    return new Past.Span(
        row.getTimestamp("started_at").toInstant(), row.getTimestamp("ended_at").toInstant());
  }

  @Override
  public void forgetSlots(AlertTransaction transaction, String rule, Instant before) {
    PostgresAlertTransaction.open(transaction)
        .createUpdate("DELETE FROM drop_slot WHERE rule = :rule AND slot_start < :before")
        .bind("rule", rule)
        .bind("before", before)
        .execute();
  }

  @Override
  public void restart(AlertTransaction transaction, StreamState.Key key) {
    DropState start = DropState.start();
    Update update =
        PostgresAlertTransaction.open(transaction)
            .createUpdate(
                """
                UPDATE drop_state
                SET evidence = :evidence, runs = :runs, runs_since = :runsSince,
                    drop_size = :dropSize, drop_onset = :dropOnset, drop_evidence = :dropEvidence, recovery = :recovery
                WHERE rule = :rule
                  AND stream = :stream
                """)
            .bind("rule", key.rule())
            .bind("stream", key.stream().key());
    bindState(update, start).execute();
  }

  @Override
  public void forgetOthers(AlertTransaction transaction, int partition, List<String> rules) {
    PostgresAlertTransaction.open(transaction)
        .createUpdate(
            "DELETE FROM drop_state WHERE log_partition = :partition AND NOT rule = ANY(:rules)")
        .bind("partition", partition)
        .bindArray("rules", String.class, rules)
        .execute();
  }

  @Override
  public void forget(AlertTransaction transaction, StreamState.Key key) {
    PostgresAlertTransaction.open(transaction)
        .createUpdate("DELETE FROM drop_state WHERE rule = :rule AND stream = :stream")
        .bind("rule", key.rule())
        .bind("stream", key.stream().key())
        .execute();
  }

  private static DropEvidence evidence(DropState state) {
    return switch (state) {
      case Watching(DropEvidence evidence) -> evidence;
      case Fallen(_, _) -> DropEvidence.NONE;
    };
  }

  private static double[] days(DropEvidence evidence) {
    return evidence.bets().stream().mapToDouble(DropEvidence.Bet::days).toArray();
  }

  static double[] recovery(DropState state) {
    return numbers(
        switch (state) {
          case Watching(_) -> Recovery.NONE.bets();
          case Fallen(_, Recovery recovery) -> recovery.bets();
        });
  }

  private static double[] numbers(List<Double> list) {
    return list.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static long[] counts(Tally tally) {
    return IntStream.rangeClosed(0, Tally.SCORE_MAX).mapToLong(tally::count).toArray();
  }
}
