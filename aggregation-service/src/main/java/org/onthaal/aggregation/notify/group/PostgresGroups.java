package org.onthaal.aggregation.notify.group;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.onthaal.aggregation.alert.AlertStore;
import org.onthaal.aggregation.alert.AlertTransaction;
import org.onthaal.aggregation.alert.PostgresAlertDatabase;
import org.onthaal.aggregation.alert.PostgresAlertStore;
import org.onthaal.aggregation.alert.PostgresAlertTransaction;
import org.onthaal.aggregation.notify.GroupPolicy;
import org.onthaal.aggregation.notify.Outbox;
import org.onthaal.aggregation.notify.Route;
import org.onthaal.aggregation.notify.Withheld;

/// Groups in PostgreSQL. Safe for any thread and any number of processes.
///
/// Whoever changes a group holds its row, so that a group is settled as a whole. A group lies
/// inside one administration, whose log one process folds: no two steps of the fold wait for each
/// other.
public final class PostgresGroups implements GroupStore {
  /// How soon it is seen that a silence ended; the ends of other alerts are seen as soon.
  private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

  private final Jdbi jdbi;
  private final Outbox outbox;
  private final AlertStore alerts;

  public PostgresGroups(DataSource pool, Outbox outbox) {
    this.jdbi = PostgresAlertDatabase.over(pool);
    this.outbox = outbox;
    this.alerts = new PostgresAlertStore(pool);
  }

  @Override
  public void began(
      AlertTransaction transaction, Route route, GroupPolicy policy, Happening happening) {
    Handle handle = PostgresAlertTransaction.open(transaction);
    GroupKey key = GroupKey.of(happening.alert(), policy.by());
    handle
        .createUpdate(
            """
            INSERT INTO notification_group (receiver, group_key, labels, dead_letter_to, mute_windows, interval_milliseconds, repeat_milliseconds, due_at, is_held, told_firing, told_resolved)
            VALUES (:receiver, :key, :labels, :deadLetterTo, :muteWindows, :interval, :repeat, :dueAt, false, '{}', '{}')
            ON CONFLICT (receiver, group_key) DO UPDATE
            SET dead_letter_to = excluded.dead_letter_to, mute_windows = excluded.mute_windows,
                interval_milliseconds = excluded.interval_milliseconds, repeat_milliseconds = excluded.repeat_milliseconds
            """)
        .bind("receiver", route.receiver())
        .bind("key", key.text())
        .bind("labels", key.labels())
        .bind("deadLetterTo", route.deadLetterTo())
        .bindArray("muteWindows", String.class, policy.muteWindows().toArray())
        .bind("interval", policy.interval().toMillis())
        .bind("repeat", policy.repeat().toMillis())
        .bind("dueAt", happening.at().plus(route.groupWait()))
        .execute();
    handle
        .createUpdate(
            """
            INSERT INTO group_member (receiver, group_key, alert_id, is_firing, body)
            VALUES (:receiver, :key, :alert, true, :body)
            ON CONFLICT (receiver, group_key, alert_id) DO UPDATE
            SET is_firing = true, body = excluded.body
            """)
        .bind("receiver", route.receiver())
        .bind("key", key.text())
        .bind("alert", happening.alert().id())
        .bind("body", happening.body())
        .execute();
    await(handle, happening.transition(), route.receiver(), key.text());
  }

  @Override
  public Set<String> ended(AlertTransaction transaction, Happening happening) {
    Handle handle = PostgresAlertTransaction.open(transaction);
    Set<String> receivers = new TreeSet<>();
    var groups =
        handle
            .createQuery(
                """
                SELECT receiver, group_key
                FROM notification_group
                JOIN group_member USING (receiver, group_key)
                WHERE alert_id = :alert
                ORDER BY receiver, group_key
                FOR UPDATE OF notification_group
                """)
            .bind("alert", happening.alert().id())
            .map((row, _) -> new String[] {row.getString("receiver"), row.getString("group_key")})
            .list();
    for (String[] group : groups) {
      handle
          .createUpdate(
              """
              UPDATE group_member
              SET is_firing = false, body = :body
              WHERE receiver = :receiver
                AND group_key = :key
                AND alert_id = :alert
              """)
          .bind("receiver", group[0])
          .bind("key", group[1])
          .bind("alert", happening.alert().id())
          .bind("body", happening.body())
          .execute();
      await(handle, happening.transition(), group[0], group[1]);
      receivers.add(group[0]);
    }
    return receivers;
  }

  @Override
  public Map<String, String> toldOf(AlertTransaction transaction, UUID alert) {
    Map<String, String> told = new TreeMap<>();
    PostgresAlertTransaction.open(transaction)
        .createQuery(
            """
            SELECT receiver, group_key
            FROM notification_group
            WHERE :alert = ANY(told_firing || told_earlier)
            ORDER BY receiver, group_key
            """)
        .bind("alert", alert)
        .map((row, _) -> Map.entry(row.getString("receiver"), row.getString("group_key")))
        .forEach(group -> told.put(group.getKey(), group.getValue()));
    return told;
  }

  private static void await(Handle handle, UUID transition, String receiver, String key) {
    handle
        .createUpdate(
            """
            INSERT INTO group_transition (transition_id, receiver, group_key)
            VALUES (:transition, :receiver, :key)
            """)
        .bind("transition", transition)
        .bind("receiver", receiver)
        .bind("key", key)
        .execute();
  }

  @Override
  public Set<String> receivers() {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("SELECT DISTINCT receiver FROM notification_group")
            .mapTo(String.class)
            .collect(Collectors.toSet()));
  }

  @Override
  public boolean settleOne(
      Instant now, BiFunction<AlertTransaction, Group, GroupPipeline.Judged> pipeline) {
    return jdbi.inTransaction(handle -> {
      AlertTransaction transaction = new PostgresAlertTransaction(handle);
      Optional<Group> due =
          PostgresGroupRows.due(handle, now).map(group -> withFigures(transaction, group));
      due.ifPresent(group -> settle(handle, pipeline.apply(transaction, group), now));
      return due.isPresent();
    });
  }

  private Group withFigures(AlertTransaction transaction, Group group) {
    List<UUID> firing =
        group.members().stream().filter(Group.Member::isFiring).map(Group.Member::alert).toList();
    return group.withFigures(alerts.alerts(transaction, firing));
  }

  private void settle(Handle handle, GroupPipeline.Judged judged, Instant now) {
    Group group = judged.group();
    PostgresGroupRows rows = new PostgresGroupRows(handle, group.address());
    AlertTransaction transaction = new PostgresAlertTransaction(handle);
    switch (judged.verdict()) {
      case Verdict.Hold(Instant until) -> rows.hold(until);
      case Verdict.Leave(Instant until) -> rows.leave(until);
      case Verdict.Abandon(Withheld reason) -> {
        rows.waiting().keySet().forEach(one -> withhold(transaction, rows, one, reason));
        rows.delete();
      }
      case Verdict.Rest() -> {
        forget(transaction, rows, group);
        rows.waiting().entrySet().stream()
            .filter(waiting -> !group.quiet().containsKey(waiting.getValue()))
            .forEach(one -> withhold(transaction, rows, one.getKey(), Withheld.ALREADY_TOLD));
        group.told().ifPresent(rows::remember);
        rows.rest(now.plus(pause(group)));
      }
      case Verdict.Tell(var notification) -> {
        forget(transaction, rows, group);
        outbox.queue(transaction, notification);
        rows.tell(notification.id(), group.quiet().keySet());
        rows.remember(group.toldAt(now));
        rows.rest(now.plus(group.policy().interval()));
      }
    }
  }

  private static Duration pause(Group group) {
    Duration interval = group.policy().interval();
    return group.quiet().isEmpty() || interval.compareTo(LOOK_AGAIN) < 0 ? interval : LOOK_AGAIN;
  }

  /// What is held back goes on waiting, and says why. What began and ended without being told is
  /// told to nobody, and says why: what held it back, if anything did.
  private void forget(AlertTransaction transaction, PostgresGroupRows rows, Group group) {
    rows.note(group.quiet());
    Set<UUID> neverTold = group.neverTold();
    Withheld reason = group.isHeld() ? Withheld.MUTED : Withheld.OVER_BEFORE_TOLD;
    rows.waiting().entrySet().stream()
        .filter(waiting -> neverTold.contains(waiting.getValue()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet())
        .forEach(one -> withhold(transaction, rows, one, reason));
  }

  private void withhold(
      AlertTransaction transaction, PostgresGroupRows rows, UUID transition, Withheld reason) {
    if (!rows.isNoted(transition)) {
      outbox.withhold(transaction, transition, rows.receiver(), reason);
    }
    rows.drop(transition);
  }
}
