package org.onthaal.aggregation.evaluate;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.statement.Update;
import org.onthaal.aggregation.alert.Alert;
import org.onthaal.aggregation.alert.AlertTransaction;
import org.onthaal.aggregation.alert.PostgresAlertTransaction;
import org.onthaal.aggregation.alert.StreamState;
import org.onthaal.aggregation.drop.DropEvidence;
import org.onthaal.aggregation.drop.DropState;
import org.onthaal.aggregation.drop.SeasonalBaseline;
import org.onthaal.aggregation.evaluate.slot.Past;
import org.onthaal.aggregation.measure.Tally;
import org.onthaal.aggregation.rule.Stream;
import org.onthaal.aggregation.silence.SilenceStore;

/// Keeps what drop rules remember in PostgreSQL. Doubles come back bit for bit.
public final class PostgresDropStore implements DropStore {
  private static final String LEARNT =
      """
      INSERT INTO drop_baseline (rule, stream, learnt_at, points, zone, first_day, last_day, histogram, mean, variance, overdispersion,
                                 margin, weekday_effects, hour_effects, ratings_per_day, weekday_factors, hour_factors, volume_overdispersion)
      VALUES (:rule, :stream, :learntAt, :points, :zone, :firstDay, :lastDay, :histogram, :mean, :variance, :overdispersion,
              :margin, :weekdayEffects, :hourEffects, :ratingsPerDay, :weekdayFactors, :hourFactors, :volumeOverdispersion)
      """;

  private final SilenceStore silences;

  /// Of transactions that are rolled back nothing is left once nobody knows them any more.
  private final Map<AlertTransaction, PostgresDropWrites> noted =
      Collections.synchronizedMap(new WeakHashMap<>());

  public PostgresDropStore(SilenceStore silences) {
    this.silences = silences;
  }

  @Override
  public Set<Stream> known(AlertTransaction transaction, String rule, Collection<Stream> streams) {
    return PostgresAlertTransaction.open(transaction)
        .createQuery(
            """
            SELECT stream
            FROM drop_state
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
  public void meet(AlertTransaction transaction, Collection<DropMemory> memories) {
    PostgresDropWrites.meet(PostgresAlertTransaction.open(transaction), List.copyOf(memories));
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
    noted(transaction).save(memory);
  }

  private PostgresDropWrites noted(AlertTransaction transaction) {
    return noted.computeIfAbsent(transaction, _ -> new PostgresDropWrites());
  }

  @Override
  public void write(AlertTransaction transaction) {
    PostgresDropWrites writes = noted.remove(transaction);
    if (writes != null) {
      writes.write(PostgresAlertTransaction.open(transaction));
    }
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
    noted(transaction).judged(key, judged);
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
    DropEvidence evidence = PostgresDropRows.evidence(start);
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
            .bind("stream", key.stream().key())
            .bind(
                "evidence", numbers(evidence.bets().stream().map(DropEvidence.Bet::days).toList()))
            .bind("runs", numbers(evidence.bets().stream().map(DropEvidence.Bet::run).toList()))
            .bindArray(
                "runsSince",
                OffsetDateTime.class,
                evidence.bets().stream()
                    .map(bet -> bet.runSince().atOffset(ZoneOffset.UTC))
                    .toArray());
    PostgresDropRows.bindDrop(update, start).execute();
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

  private static double[] numbers(List<Double> list) {
    return list.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static long[] counts(Tally tally) {
    return IntStream.rangeClosed(0, Tally.SCORE_MAX).mapToLong(tally::count).toArray();
  }
}
