package org.onthaal.aggregation.alert;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.onthaal.aggregation.alert.Action.What;
import org.onthaal.aggregation.rule.Stream;

/// What people did, in PostgreSQL. Safe for any thread.
public final class PostgresActionStore implements ActionStore {
  private static final String SELECT =
      "SELECT id, alert_id, kind, author, owner, words, until, happened_at FROM alert_action\n";

  private static final String NEWEST =
      """
      SELECT DISTINCT ON (alert_id) id, alert_id, kind, author, owner, words, until, happened_at
      FROM alert_action
      WHERE alert_id = ANY(:alerts)
        AND kind IN ('ACKNOWLEDGED', 'ACKNOWLEDGEMENT_ENDED')
      ORDER BY alert_id, sequence DESC
      """;

  /// The word of each kind of action in the database.
  private enum Kind {
    ACKNOWLEDGED,
    ACKNOWLEDGEMENT_ENDED,
    COMMENTED,
    CLOSED
  }

  private final Jdbi jdbi;

  public PostgresActionStore(DataSource pool) {
    this.jdbi = PostgresAlertDatabase.over(pool);
  }

  @Override
  public void append(AlertTransaction transaction, Action action) {
    PostgresAlertTransaction.open(transaction)
        .createUpdate(
            """
            INSERT INTO alert_action (id, alert_id, kind, author, owner, words, until, happened_at)
            VALUES (:id, :alert, :kind, :author, :owner, :words, :until, :at)
            """)
        .bind("id", action.id())
        .bind("alert", action.alert())
        .bind("kind", kind(action.what()).name())
        .bind("author", action.author())
        .bind("owner", acknowledged(action).map(What.Acknowledged::owner))
        .bind("words", action.words())
        .bind("until", acknowledged(action).flatMap(What.Acknowledged::until))
        .bind("at", action.at())
        .execute();
  }

  @Override
  public Optional<Action> action(AlertTransaction transaction, UUID id) {
    return PostgresAlertTransaction.open(transaction)
        .createQuery(SELECT + "WHERE id = :id")
        .bind("id", id)
        .map((row, _) -> action(row))
        .findOne();
  }

  @Override
  public Optional<Action> acknowledgement(AlertTransaction transaction, UUID alert) {
    return newest(PostgresAlertTransaction.open(transaction), List.of(alert)).stream().findFirst();
  }

  @Override
  public Map<UUID, Action> acknowledgements(Collection<UUID> alerts) {
    return alerts.isEmpty()
        ? Map.of()
        : committed(handle -> newest(handle, alerts)).stream()
            .collect(Collectors.toMap(Action::alert, Function.identity()));
  }

  private static List<Action> newest(Handle handle, Collection<UUID> alerts) {
    return handle
        .createQuery(NEWEST)
        .bindArray("alerts", UUID.class, alerts.toArray())
        .map((row, _) -> action(row))
        .list();
  }

  @Override
  public Optional<History> history(UUID alert) {
    // One snapshot, so that an alert and its transitions agree.
    return committed(handle ->
        handle.inTransaction(
            org.jdbi.v3.core.transaction.TransactionIsolationLevel.REPEATABLE_READ,
            reading ->
                reading
                    .createQuery(PostgresAlertRows.SELECT_ALERT + "WHERE id = :id")
                    .bind("id", alert)
                    .map((row, _) -> PostgresAlertRows.alert(row))
                    .findOne()
                    .map(found ->
                        new History(found, transitions(reading, alert), actions(reading, alert)))));
  }

  private static List<Transition> transitions(Handle handle, UUID alert) {
    return handle
        .createQuery(
            """
            SELECT alert_id, rule, stream, sequence, kind, happened_at
            FROM transition
            WHERE alert_id = :alert
            ORDER BY sequence
            """)
        .bind("alert", alert)
        .map((row, _) ->
            new Transition(
                row.getObject("alert_id", UUID.class),
                row.getString("rule"),
                Stream.ofKey(row.getString("stream")),
                row.getLong("sequence"),
                Transition.Kind.valueOf(row.getString("kind")),
                row.getTimestamp("happened_at").toInstant()))
        .list();
  }

  private static List<Action> actions(Handle handle, UUID alert) {
    return handle
        .createQuery(SELECT + "WHERE alert_id = :alert ORDER BY sequence")
        .bind("alert", alert)
        .map((row, _) -> action(row))
        .list();
  }

  private <T> T committed(HandleCallback<T, JdbiException> read) {
    try {
      return jdbi.withHandle(read);
    } catch (JdbiException e) {
      throw new StoreFailedException(e);
    }
  }

  private static Optional<What.Acknowledged> acknowledged(Action action) {
    return action.what() instanceof What.Acknowledged acknowledged
        ? Optional.of(acknowledged)
        : Optional.empty();
  }

  private static Kind kind(What what) {
    return switch (what) {
      case What.Acknowledged _ -> Kind.ACKNOWLEDGED;
      case What.AcknowledgementEnded() -> Kind.ACKNOWLEDGEMENT_ENDED;
      case What.Commented() -> Kind.COMMENTED;
      case What.Closed() -> Kind.CLOSED;
    };
  }

  private static Action action(ResultSet row) throws SQLException {
    What what =
        switch (Kind.valueOf(row.getString("kind"))) {
          case ACKNOWLEDGED -> new What.Acknowledged(row.getString("owner"), until(row));
          case ACKNOWLEDGEMENT_ENDED -> new What.AcknowledgementEnded();
          case COMMENTED -> new What.Commented();
          case CLOSED -> new What.Closed();
        };
    return new Action(
        row.getObject("id", UUID.class),
        row.getObject("alert_id", UUID.class),
        what,
        row.getString("author"),
        row.getString("words"),
        row.getTimestamp("happened_at").toInstant());
  }

  private static Optional<Instant> until(ResultSet row) throws SQLException {
    return Optional.ofNullable(row.getTimestamp("until")).map(Timestamp::toInstant);
  }
}
