package org.onthaal.aggregation.alert;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.Query;
import org.onthaal.aggregation.measure.Dimension;
import org.onthaal.aggregation.rule.Stream;

/// Alerts in PostgreSQL. Safe for any thread.
public final class PostgresAlertStore implements AlertStore {
  private final Jdbi jdbi;

  public PostgresAlertStore(DataSource pool) {
    this.jdbi = PostgresAlertDatabase.over(pool);
  }

  @Override
  public List<StreamState> states(
      AlertTransaction transaction, String rule, Collection<Stream> streams) {
    if (streams.isEmpty()) {
      return List.of();
    }
    return PostgresAlertTransaction.open(transaction)
        .createQuery(
            PostgresAlertRows.SELECT_STATE
                + """
                WHERE rule = :rule
                  AND stream = ANY(:streams)
                ORDER BY stream
                """)
        .bind("rule", rule)
        .bindArray("streams", String.class, streams.stream().map(Stream::key).toArray())
        .map((row, _) -> PostgresAlertRows.state(row))
        .list();
  }

  @Override
  public List<StreamState> unsettled(AlertTransaction transaction, int partition) {
    return PostgresAlertTransaction.open(transaction)
        .createQuery(
            PostgresAlertRows.SELECT_STATE
                + """
                WHERE log_partition = :partition
                  AND state <> 'INACTIVE'
                ORDER BY rule, stream
                FOR UPDATE
                """)
        .bind("partition", partition)
        .map((row, _) -> PostgresAlertRows.state(row))
        .list();
  }

  @Override
  public Optional<StreamState> locked(AlertTransaction transaction, UUID alert) {
    return PostgresAlertTransaction.open(transaction)
        .createQuery(
            PostgresAlertRows.SELECT_STATE
                + """
                WHERE alert_id = :alert
                FOR UPDATE
                """)
        .bind("alert", alert)
        .map((row, _) -> PostgresAlertRows.state(row))
        .findOne();
  }

  @Override
  public List<StreamState> known(AlertTransaction transaction, String rule, int partition) {
    return PostgresAlertTransaction.open(transaction)
        .createQuery(
            PostgresAlertRows.SELECT_STATE
                + """
                WHERE log_partition = :partition
                  AND rule = :rule
                ORDER BY stream
                """)
        .bind("partition", partition)
        .bind("rule", rule)
        .map((row, _) -> PostgresAlertRows.state(row))
        .list();
  }

  @Override
  public void save(AlertTransaction transaction, StreamState state) {
    var update =
        PostgresAlertTransaction.open(transaction).createUpdate(PostgresAlertRows.UPSERT_STATE);
    PostgresAlertRows.bind(update, state).execute();
  }

  @Override
  public void forgetRatings(AlertTransaction transaction, int partition, List<String> exceptRules) {
    PostgresAlertTransaction.open(transaction)
        .createUpdate(
            """
            UPDATE alert_state
            SET last_rated_at = NULL
            WHERE log_partition = :partition
              AND last_rated_at IS NOT NULL
              AND NOT rule = ANY(:rules)
            """)
        .bind("partition", partition)
        .bindArray("rules", String.class, exceptRules)
        .execute();
  }

  @Override
  public void save(AlertTransaction transaction, Alert alert) {
    var update =
        PostgresAlertTransaction.open(transaction).createUpdate(PostgresAlertRows.UPSERT_ALERT);
    PostgresAlertRows.bind(update, alert).execute();
  }

  @Override
  public void append(AlertTransaction transaction, Transition transition) {
    PostgresAlertTransaction.open(transaction)
        .createUpdate(
            """
            INSERT INTO transition (id, alert_id, rule, stream, sequence, kind, happened_at)
            VALUES (:id, :alert, :rule, :stream, :sequence, :kind, :at)
            """)
        .bind("id", transition.id())
        .bind("alert", transition.alert())
        .bind("rule", transition.rule())
        .bind("stream", transition.stream().key())
        .bind("sequence", transition.sequence())
        .bind("kind", transition.kind().name())
        .bind("at", transition.at())
        .execute();
  }

  @Override
  public void decided(AlertTransaction transaction, Decision decision) {
    PostgresDecisionRows.insert(PostgresAlertTransaction.open(transaction), decision);
  }

  @Override
  public Optional<String> decidingRule(AlertTransaction transaction, UUID alert) {
    return PostgresDecisionRows.newestRule(PostgresAlertTransaction.open(transaction), alert);
  }

  @Override
  public List<Decision> decisions(UUID alert) {
    return committed(handle -> PostgresDecisionRows.read(handle, alert));
  }

  @Override
  public List<Alert> alerts(AlertTransaction transaction, Collection<UUID> ids) {
    return byIds(PostgresAlertTransaction.open(transaction), ids);
  }

  @Override
  public List<Alert> list(Collection<UUID> ids) {
    return committed(handle -> byIds(handle, ids));
  }

  @Override
  public List<Alert> list(AlertQuery query) {
    String cursor = query.after().isPresent() ? "AND (pending_at, id) < (:pendingAt, :id)\n" : "";
    return committed(handle -> {
      Query select =
          handle
              .createQuery(
                  PostgresAlertRows.SELECT_ALERT
                      + """
                      WHERE state = ANY(:states)
                        AND (cardinality(:administrations) = 0 OR administration = ANY(:administrations))
                        AND (cardinality(:rules) = 0 OR rule = ANY(:rules))
                        AND (cardinality(:severities) = 0 OR severity = ANY(:severities))
                        AND (cardinality(:services) = 0 OR string_to_array(stream, '&') && CAST(:services AS text[]))
                        AND (cardinality(:channels) = 0 OR string_to_array(stream, '&') && CAST(:channels AS text[]))
                      """
                      + cursor
                      + """
                      ORDER BY pending_at DESC, id DESC
                      LIMIT :limit
                      """)
              .bindArray("states", String.class, query.states().stream().map(Enum::name).toArray())
              .bindArray("administrations", String.class, query.where().administrations())
              .bindArray("rules", String.class, query.where().rules())
              .bindArray(
                  "severities",
                  String.class,
                  query.where().severities().stream().map(Enum::name).toArray())
              .bindArray(
                  "services", String.class, keys(Dimension.SERVICE, query.where().services()))
              .bindArray(
                  "channels", String.class, keys(Dimension.CHANNEL, query.where().channels()))
              .bind("limit", query.limit());
      query
          .after()
          .ifPresent(after -> select.bind("pendingAt", after.pendingAt()).bind("id", after.id()));
      return select.map((row, _) -> PostgresAlertRows.alert(row)).list();
    });
  }

  /// As they stand in the key of a stream.
  private static Object[] keys(Dimension dimension, List<String> values) {
    return values.stream().map(value -> new Stream(Map.of(dimension, value)).key()).toArray();
  }

  private <T> List<T> committed(HandleCallback<List<T>, JdbiException> read) {
    try {
      return jdbi.withHandle(read);
    } catch (JdbiException e) {
      throw new StoreFailedException(e);
    }
  }

  private static List<Alert> byIds(Handle handle, Collection<UUID> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    return handle
        .createQuery(PostgresAlertRows.SELECT_ALERT + "WHERE id = ANY(:ids) ORDER BY id")
        .bindArray("ids", UUID.class, ids.toArray())
        .map((row, _) -> PostgresAlertRows.alert(row))
        .list();
  }
}
