package org.onthaal.aggregation.notify.group;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import org.onthaal.aggregation.alert.Alert;
import org.onthaal.aggregation.notify.Notification;
import org.onthaal.aggregation.notify.stage.Quiet;
import org.onthaal.aggregation.rule.RuleKind;
import org.onthaal.aggregation.rule.Severity;
import org.onthaal.aggregation.rule.Stream;

/// The rows of one group, which the transaction holds.
record PostgresGroupRows(Handle handle, Notification.Address address) {
  /// The group that is due for longest; locked.
  static Optional<Group> due(Handle handle, Instant now) {
    return handle
        .createQuery(
            """
            SELECT receiver, group_key, labels, dead_letter_to, mute_windows, interval_milliseconds, repeat_milliseconds, is_held, told_at, told_firing, told_resolved, told_earlier
            FROM notification_group
            WHERE due_at <= :now
            ORDER BY due_at, receiver, group_key
            LIMIT 1
            FOR UPDATE SKIP LOCKED
            """)
        .bind("now", now)
        .map((row, _) -> group(handle, row))
        .findOne();
  }

  private static Group group(Handle handle, ResultSet row) throws SQLException {
    Notification.Address address =
        new Notification.Address(
            row.getString("receiver"),
            row.getString("group_key"),
            Optional.ofNullable(row.getString("dead_letter_to")));
    Set<UUID> firing = Set.copyOf(items(row.getArray("told_firing"), UUID[].class));
    Set<UUID> resolved = Set.copyOf(items(row.getArray("told_resolved"), UUID[].class));
    Set<UUID> earlier = Set.copyOf(items(row.getArray("told_earlier"), UUID[].class));
    PostgresGroupRows rows = new PostgresGroupRows(handle, address);
    return new Group(
        address,
        row.getString("labels"),
        new Group.Policy(
            Duration.ofMillis(row.getLong("interval_milliseconds")),
            Duration.ofMillis(row.getLong("repeat_milliseconds")),
            items(row.getArray("mute_windows"), String[].class)),
        row.getBoolean("is_held"),
        Optional.ofNullable(row.getTimestamp("told_at"))
            .map(at -> new Group.Told(at.toInstant(), firing, resolved, earlier)),
        rows.members(),
        Map.of(),
        rows.disabledEndpoints());
  }

  private static <T> List<T> items(Array array, Class<T[]> type) throws SQLException {
    return Arrays.asList(type.cast(array.getArray()));
  }

  /// An alert that is over by any way fires no more, even if nobody told its group.
  private List<Group.Member> members() {
    return handle
        .createQuery(
            """
            SELECT alert_id, rule, kind, severity, stream, is_firing AND alert.state NOT IN ('RESOLVED', 'INACTIVE') AS is_firing, body
            FROM group_member
            JOIN alert ON alert.id = alert_id
            WHERE receiver = :receiver
              AND group_key = :key
            ORDER BY alert_id
            """)
        .bind("receiver", address.receiver())
        .bind("key", address.groupKey())
        .map((row, _) ->
            new Group.Member(
                row.getObject("alert_id", UUID.class),
                new Alert.Subject(
                    row.getString("rule"),
                    RuleKind.valueOf(row.getString("kind")),
                    Severity.valueOf(row.getString("severity")),
                    Stream.ofKey(row.getString("stream"))),
                row.getBoolean("is_firing"),
                row.getString("body")))
        .list();
  }

  private Set<String> disabledEndpoints() {
    return handle
        .createQuery("SELECT endpoint FROM receiver_disabled WHERE receiver = :receiver ORDER BY 1")
        .bind("receiver", address.receiver())
        .mapTo(String.class)
        .set();
  }

  String receiver() {
    return address.receiver();
  }

  /// Transitions that are not told yet, each with its alert.
  Map<UUID, UUID> waiting() {
    return handle
        .createQuery(
            """
            SELECT transition_id, alert_id
            FROM group_transition
            JOIN transition ON transition.id = transition_id
            WHERE receiver = :receiver
              AND group_key = :key
              AND notification_id IS NULL
            ORDER BY transition_id
            """)
        .bind("receiver", address.receiver())
        .bind("key", address.groupKey())
        .reduceRows(
            new LinkedHashMap<UUID, UUID>(),
            (all, row) -> {
              all.put(
                  row.getColumn("transition_id", UUID.class),
                  row.getColumn("alert_id", UUID.class));
              return all;
            });
  }

  void hold(Instant until) {
    ours("UPDATE notification_group SET is_held = true, due_at = :at").bind("at", until).execute();
  }

  void leave(Instant until) {
    ours("UPDATE notification_group SET due_at = :at").bind("at", until).execute();
  }

  /// Notes why transitions that wait are not told yet.
  void note(Map<UUID, Quiet> quiet) {
    waiting()
        .forEach((transition, alert) -> {
          Quiet why = quiet.get(alert);
          if (why != null) {
            handle
                .createUpdate(
                    """
                    INSERT INTO withheld (transition_id, receiver, reason, cause)
                    VALUES (:transition, :receiver, :reason, :cause)
                    ON CONFLICT (transition_id, receiver) DO UPDATE
                    SET reason = excluded.reason, cause = excluded.cause
                    """)
                .bind("transition", transition)
                .bind("receiver", address.receiver())
                .bind("reason", why.reason().name())
                .bind("cause", why.cause())
                .execute();
          }
        });
  }

  /// Whether it is noted why a transition was not told.
  boolean isNoted(UUID transition) {
    return handle
        .createQuery(
            """
            SELECT EXISTS (
              SELECT 1
              FROM withheld
              WHERE transition_id = :transition
                AND receiver = :receiver)
            """)
        .bind("transition", transition)
        .bind("receiver", address.receiver())
        .mapTo(Boolean.class)
        .one();
  }

  /// Every transition that waits and is not held back is told by this notification.
  void tell(UUID notification, Set<UUID> quiet) {
    handle
        .createUpdate(
            """
            WITH told AS (
              UPDATE group_transition
              SET notification_id = :notification
              FROM transition
              WHERE transition.id = transition_id
                AND receiver = :receiver
                AND group_key = :key
                AND notification_id IS NULL
                AND NOT alert_id = ANY(:quiet)
              RETURNING transition_id)
            DELETE FROM withheld
            USING told
            WHERE withheld.transition_id = told.transition_id
              AND receiver = :receiver
            """)
        .bind("notification", notification)
        .bind("receiver", address.receiver())
        .bind("key", address.groupKey())
        .bindArray("quiet", UUID.class, quiet.toArray())
        .execute();
  }

  void drop(UUID transition) {
    handle
        .createUpdate(
            """
            DELETE FROM group_transition
            WHERE receiver = :receiver
              AND transition_id = :transition
            """)
        .bind("receiver", address.receiver())
        .bind("transition", transition)
        .execute();
  }

  void remember(Group.Told told) {
    ours("UPDATE notification_group SET told_at = :at, told_firing = :firing, told_resolved ="
            + " :resolved, told_earlier = :earlier")
        .bind("at", told.at())
        .bindArray("firing", UUID.class, told.firing().toArray())
        .bindArray("resolved", UUID.class, told.resolved().toArray())
        .bindArray("earlier", UUID.class, told.earlier().toArray())
        .execute();
  }

  /// Forgets alerts that are over, and the group with the last of them.
  void rest(Instant dueAt) {
    ours(
            """
            DELETE FROM group_member
            USING alert
            """,
            "alert.id = alert_id AND (NOT is_firing OR alert.state IN ('RESOLVED', 'INACTIVE'))")
        .execute();
    int left =
        handle
            .createQuery(
                """
                SELECT count(*)
                FROM group_member
                WHERE receiver = :receiver
                  AND group_key = :key
                """)
            .bind("receiver", address.receiver())
            .bind("key", address.groupKey())
            .mapTo(Integer.class)
            .one();
    if (left == 0) {
      delete();
    } else {
      ours("UPDATE notification_group SET is_held = false, due_at = :at")
          .bind("at", dueAt)
          .execute();
    }
  }

  void delete() {
    ours("DELETE FROM notification_group").execute();
  }

  private Update ours(String statement) {
    return ours(statement, "true");
  }

  private Update ours(String statement, String condition) {
    return handle
        .createUpdate(
            statement + " WHERE receiver = :receiver AND group_key = :key AND " + condition)
        .bind("receiver", address.receiver())
        .bind("key", address.groupKey());
  }
}
