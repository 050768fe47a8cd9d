package org.onthaal.aggregation.silence;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.Update;
import org.onthaal.aggregation.alert.AlertTransaction;
import org.onthaal.aggregation.alert.PostgresAlertDatabase;
import org.onthaal.aggregation.alert.PostgresAlertTransaction;
import org.onthaal.aggregation.alert.StoreFailedException;
import org.onthaal.aggregation.measure.Dimension;
import org.onthaal.aggregation.rule.Severity;
import org.onthaal.aggregation.rule.Watch.Selection;

/// Silences in PostgreSQL. Safe for any thread.
public final class PostgresSilenceStore implements SilenceStore {
  private static final String SELECT =
      """
      SELECT id, rules, severities, administrations, services, channels, touchpoints, languages, starts_at, ends_at, author, comment,
             end_when_resolved, created_at, ended_at, ended_by
      FROM silence
      """;

  private static final String INSERT =
      """
      INSERT INTO silence (id, rules, severities, administrations, services, channels, touchpoints, languages, starts_at, ends_at, author,
                           comment, end_when_resolved, created_at)
      VALUES (:id, :rules, :severities, :administrations, :services, :channels, :touchpoints, :languages, :startsAt, :endsAt, :author,
              :comment, :endWhenResolved, :createdAt)
      """;

  /// The columns of the stream's keys.
  private static final Map<Dimension, String> COLUMNS =
      new EnumMap<>(
          Map.of(
              Dimension.ADMINISTRATION, "administrations",
              Dimension.SERVICE, "services",
              Dimension.CHANNEL, "channels",
              Dimension.TOUCHPOINT, "touchpoints",
              Dimension.LANGUAGE, "languages"));

  private final Jdbi jdbi;

  public PostgresSilenceStore(DataSource pool) {
    this.jdbi = PostgresAlertDatabase.over(pool);
  }

  @Override
  public List<Silence> active(AlertTransaction transaction, Instant at) {
    return PostgresAlertTransaction.open(transaction)
        .createQuery(
            SELECT
                + """
                WHERE LEAST(ends_at, ended_at) > :at
                  AND starts_at <= :at
                ORDER BY created_at, id
                """)
        .bind("at", at)
        .map((row, _) -> silence(row))
        .list();
  }

  @Override
  public List<Silence> endingAfter(AlertTransaction transaction, Instant time) {
    return PostgresAlertTransaction.open(transaction)
        .createQuery(SELECT + "WHERE LEAST(ends_at, ended_at) > :time ORDER BY created_at, id")
        .bind("time", time)
        .map((row, _) -> silence(row))
        .list();
  }

  @Override
  public int open(AlertTransaction transaction, Instant at) {
    return PostgresAlertTransaction.open(transaction)
        .createQuery("SELECT count(*) FROM silence WHERE LEAST(ends_at, ended_at) > :at")
        .bind("at", at)
        .mapTo(Integer.class)
        .one();
  }

  @Override
  public Optional<Silence> find(AlertTransaction transaction, UUID id) {
    return PostgresAlertTransaction.open(transaction)
        .createQuery(SELECT + "WHERE id = :id FOR UPDATE")
        .bind("id", id)
        .map((row, _) -> silence(row))
        .findOne();
  }

  @Override
  public void create(AlertTransaction transaction, Silence silence) {
    Matchers matchers = silence.matchers();
    Update insert =
        PostgresAlertTransaction.open(transaction)
            .createUpdate(INSERT)
            .bind("id", silence.id())
            .bindArray("rules", String.class, matchers.rules())
            .bindArray(
                "severities",
                String.class,
                matchers.severities().stream().map(Enum::name).toArray())
            .bind("startsAt", silence.times().startsAt())
            .bind("endsAt", silence.times().endsAt())
            .bind("author", silence.asked().author())
            .bind("comment", silence.asked().comment())
            .bind("endWhenResolved", silence.endWhenResolved())
            .bind("createdAt", silence.asked().at());
    COLUMNS.forEach((dimension, column) ->
        insert.bindArray(
            column, String.class, matchers.where().patterns().getOrDefault(dimension, List.of())));
    insert.execute();
  }

  @Override
  public void end(AlertTransaction transaction, UUID id, Silence.Ended ended) {
    PostgresAlertTransaction.open(transaction)
        .createUpdate("UPDATE silence SET ended_at = :at, ended_by = :by WHERE id = :id")
        .bind("at", ended.at())
        .bind("by", ended.by())
        .bind("id", id)
        .execute();
  }

  @Override
  public List<Silence> list(Set<Silence.State> states, Instant at, int countMax) {
    try {
      return jdbi.withHandle(handle -> list(handle, states, at, countMax));
    } catch (JdbiException e) {
      throw new StoreFailedException(e);
    }
  }

  private static List<Silence> list(
      Handle handle, Set<Silence.State> states, Instant at, int countMax) {
    return handle
        .createQuery(
            SELECT
                + """
                WHERE CASE
                        WHEN LEAST(ends_at, ended_at) <= :at THEN 'EXPIRED'
                        WHEN starts_at > :at THEN 'PENDING'
                        ELSE 'ACTIVE'
                      END = ANY(:states)
                ORDER BY created_at DESC, id DESC
                LIMIT :limit
                """)
        .bind("at", at)
        .bindArray("states", String.class, states.stream().map(Enum::name).toArray())
        .bind("limit", countMax)
        .map((row, _) -> silence(row))
        .list();
  }

  private static Silence silence(ResultSet row) throws SQLException {
    Map<Dimension, List<String>> patterns = new EnumMap<>(Dimension.class);
    for (Map.Entry<Dimension, String> column : COLUMNS.entrySet()) {
      List<String> texts = texts(row, column.getValue());
      if (!texts.isEmpty()) {
        patterns.put(column.getKey(), texts);
      }
    }
    List<Severity> severities = new ArrayList<>();
    for (String severity : texts(row, "severities")) {
      severities.add(Severity.valueOf(severity));
    }
    Optional<Instant> endedAt =
        Optional.ofNullable(row.getTimestamp("ended_at")).map(Timestamp::toInstant);
    Optional<String> endedBy = Optional.ofNullable(row.getString("ended_by"));
    return new Silence(
        row.getObject("id", UUID.class),
        new Matchers(texts(row, "rules"), severities, new Selection(patterns)),
        new Silence.Times(
            row.getTimestamp("starts_at").toInstant(), row.getTimestamp("ends_at").toInstant()),
        new Silence.Asked(
            row.getString("author"),
            row.getString("comment"),
            row.getTimestamp("created_at").toInstant()),
        row.getBoolean("end_when_resolved"),
        endedAt.map(at -> new Silence.Ended(at, endedBy)));
  }

  private static List<String> texts(ResultSet row, String column) throws SQLException {
    Array array = row.getArray(column);
    try {
      return Arrays.asList((String[]) array.getArray());
    } finally {
      array.free();
    }
  }
}
