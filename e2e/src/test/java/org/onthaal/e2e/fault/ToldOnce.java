package org.onthaal.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What must be true of transitions and of what receivers heard, whatever happened in between: sets
/// that SQL tells, compared with what really arrived. Nothing of the services is used here.
final class ToldOnce {
  private static final Set<String> HELD_BACK = Set.of("SILENCED", "INHIBITED");

  private final List<Transition> transitions;
  private final Map<String, Map<String, String>> told = new HashMap<>();
  private final Map<String, Map<String, String>> withheld = new HashMap<>();
  private final List<Notification> notifications;

  /// One row.
  ///
  /// @param key rule and stream
  record Transition(String id, String alert, String rule, String key, String kind) {}

  private record Notification(String id, String receiver, String group, String state) {}

  /// A receiver as the routes file names it.
  ///
  /// @param rules that it is to hear of
  /// @param isGrouped whether it is told of several alerts together
  record Listener(String name, Receiver receiver, Set<String> rules, boolean isGrouped) {}

  private ToldOnce(Cluster.Sql sql) {
    transitions =
        sql.rows(
            "SELECT id, alert_id, rule, stream, kind FROM transition ORDER BY rule, stream, sequence",
            row ->
                new Transition(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getString(3) + " " + row.getString(4),
                    row.getString(5)));
    notifications =
        sql.rows(
            "SELECT id, receiver, group_key, state FROM notification ORDER BY receiver, group_key, sequence",
            row ->
                new Notification(
                    row.getString(1), row.getString(2), row.getString(3), row.getString(4)));
    List<String[]> pairs =
        sql.rows(
            """
            SELECT transition_id, receiver, id FROM notification WHERE transition_id IS NOT NULL
            UNION ALL
            SELECT transition_id, receiver, notification_id FROM group_transition
            """,
            row -> new String[] {row.getString(1), row.getString(2), row.getString(3)});
    for (String[] pair : pairs) {
      String before =
          told.computeIfAbsent(pair[0], _ -> new TreeMap<>()).put(pair[1], String.valueOf(pair[2]));
      assertThat(before).as("told " + pair[1] + " of " + pair[0] + " before").isNull();
    }
    sql.rows(
            "SELECT transition_id, receiver, reason FROM withheld",
            row -> new String[] {row.getString(1), row.getString(2), row.getString(3)})
        .forEach(row -> withheld.computeIfAbsent(row[0], _ -> new TreeMap<>()).put(row[1], row[2]));
  }

  /// The kinds of the transitions of each rule and stream, in order.
  static Map<String, List<String>> transitions(Cluster.Sql sql) {
    Map<String, List<String>> kinds = new TreeMap<>();
    sql.rows(
            "SELECT rule || ' ' || stream, kind FROM transition ORDER BY rule, stream, sequence",
            row -> Map.entry(row.getString(1), row.getString(2)))
        .forEach(
            row -> kinds.computeIfAbsent(row.getKey(), _ -> new ArrayList<>()).add(row.getValue()));
    return kinds;
  }

  /// Whether the last time that a rule and stream fired has not been told to anybody.
  static boolean isHeldBack(Cluster.Sql sql, String key) {
    ToldOnce now = new ToldOnce(sql);
    Transition last =
        now.transitions.stream()
            .filter(one -> one.key().equals(key) && one.kind().equals("FIRED"))
            .reduce((_, next) -> next)
            .orElseThrow();
    return now.reason(last, "").isPresent();
  }

  /// How much is not told yet.
  static long waiting(Cluster.Sql sql) {
    return sql.number(
        """
        SELECT (SELECT count(*) FROM notification WHERE state = 'QUEUED')
          + (SELECT count(*) FROM group_transition WHERE notification_id IS NULL)
        """);
  }

  /// Everything, once nothing waits any more.
  ///
  /// @param fired what was to become of each time that a rule and stream fired
  static ToldOnce holds(
      Cluster.Sql sql, List<Listener> listeners, Map<String, List<String>> fired) {
    ToldOnce now = new ToldOnce(sql);
    assertThat(now.notifications).allMatch(one -> one.state().equals("DELIVERED"));
    assertThat(now.outcomes()).as("why firing was not told").isEqualTo(fired);
    for (Transition transition : now.transitions) {
      listeners.forEach(listener -> now.isInOneNotificationOrHasAReason(transition, listener));
    }
    listeners.forEach(now::arrivedOnce);
    listeners.forEach(now::arrivedInOrder);
    return now;
  }

  List<Transition> transitions() {
    return transitions;
  }

  int notifications() {
    return notifications.size();
  }

  /// Why a receiver did not hear of a transition; an empty name stands for all of them.
  Map<String, String> withheld(Transition transition) {
    return withheld.getOrDefault(transition.id(), Map.of());
  }

  private Optional<String> reason(Transition transition, String receiver) {
    return Optional.ofNullable(withheld(transition).get(receiver));
  }

  private Map<String, List<String>> outcomes() {
    Map<String, List<String>> outcomes = new TreeMap<>();
    for (Transition transition : transitions) {
      if (transition.kind().equals("FIRED")) {
        outcomes
            .computeIfAbsent(transition.key(), _ -> new ArrayList<>())
            .add(reason(transition, "").orElse("TOLD"));
      }
    }
    return outcomes;
  }

  private void isInOneNotificationOrHasAReason(Transition transition, Listener listener) {
    Optional<String> notification =
        Optional.ofNullable(told.getOrDefault(transition.id(), Map.of()).get(listener.name()));
    Optional<String> why = reason(transition, listener.name()).or(() -> reason(transition, ""));
    String what = transition + " for " + listener.name() + ", in " + notification + ", " + why;
    boolean isRouted = listener.rules().contains(transition.rule());
    boolean isNews = Set.of("FIRED", "RESOLVED").contains(transition.kind());
    if (!isRouted) {
      assertThat(notification).as(what).isEmpty();
      return;
    }
    assertThat(notification.isPresent()).as(what).isNotEqualTo(why.isPresent());
    why.ifPresent(reason ->
        assertThat(reason)
            .as(what)
            .isIn(isNews ? mayBeWithheldFor(transition, listener) : Set.of("NOT_NEWS")));
  }

  /// An end is told to whoever was told of the beginning, and to nobody else.
  private Set<String> mayBeWithheldFor(Transition transition, Listener listener) {
    boolean isFired = transition.kind().equals("FIRED");
    if (!isFired && wasTold(transition.alert(), listener.name())) {
      return Set.of();
    }
    Set<String> reasons = new HashSet<>(isFired ? HELD_BACK : Set.of("NOT_TOLD_BEFORE"));
    if (listener.isGrouped()) {
      // Its group waited until it was over.
      reasons.add("OVER_BEFORE_TOLD");
    }
    return reasons;
  }

  private boolean wasTold(String alert, String receiver) {
    return transitions.stream()
        .filter(one -> one.alert().equals(alert) && one.kind().equals("FIRED"))
        .anyMatch(one -> told.getOrDefault(one.id(), Map.of()).containsKey(receiver));
  }

  /// What is acted on is what was to be told, and each message is the same whenever it comes.
  private void arrivedOnce(Listener listener) {
    Map<String, Set<String>> bodies =
        listener.receiver().calls().stream()
            .collect(
                Collectors.groupingBy(
                    Receiver.Call::webhookId,
                    Collectors.mapping(Receiver.Call::body, Collectors.toSet())));
    assertThat(bodies.values()).as("one text for each id").allMatch(texts -> texts.size() == 1);
    Map<String, String> taken = listener.receiver().taken();
    assertThat(taken.keySet())
        .as("messages that " + listener.name() + " acts on")
        .containsExactlyInAnyOrderElementsOf(ids(listener.name()));
    Map<String, List<String>> news = new HashMap<>();
    taken.forEach((id, body) ->
        alerts(body)
            .forEach(alert ->
                news.computeIfAbsent(id, _ -> new ArrayList<>())
                    .add(alert.get("transition").getAsString())));
    for (Transition transition : transitions) {
      String id = told.getOrDefault(transition.id(), Map.of()).get(listener.name());
      if (id != null) {
        assertThat(news.get(id)).as("what " + id + " tells").containsOnlyOnce(transition.id());
      }
    }
    if (!listener.isGrouped()) {
      assertThat(news.values().stream().flatMap(List::stream)).doesNotHaveDuplicates();
    }
  }

  private List<String> ids(String receiver) {
    return notifications.stream()
        .filter(one -> one.receiver().equals(receiver))
        .map(Notification::id)
        .toList();
  }

  /// Each alert begins, and ends once, and nobody hears of it afterwards; groups in their order.
  private void arrivedInOrder(Listener listener) {
    Map<String, String> states = new HashMap<>();
    listener
        .receiver()
        .taken()
        .values()
        .forEach(body ->
            alerts(body)
                .forEach(alert -> {
                  String id = alert.get("alert").getAsString();
                  String state = alert.get("state").getAsString();
                  String before = states.put(id, state);
                  assertThat(before)
                      .as(listener.name() + " hears that " + id + " is " + state + " after")
                      .isIn(listener.isGrouped() ? before(state) : beforeAlone(state));
                }));
    assertThat(states.values()).as("told of the end").containsOnly("resolved");
    List<String> arrived = List.copyOf(listener.receiver().taken().keySet());
    notifications.stream()
        .filter(one -> one.receiver().equals(listener.name()) && listener.isGrouped())
        .collect(Collectors.groupingBy(Notification::group))
        .forEach((group, inOrder) ->
            assertThat(inOrder.stream().map(one -> arrived.indexOf(one.id())).toList())
                .as("messages of " + group)
                .isSorted());
  }

  /// A group is told as a whole: what fires is named again, an end once.
  private static List<String> before(String state) {
    List<String> before = new ArrayList<>();
    before.add("firing");
    if (state.equals("firing")) {
      before.add(null);
    }
    return before;
  }

  private static List<String> beforeAlone(String state) {
    List<String> before = new ArrayList<>();
    before.add(state.equals("firing") ? null : "firing");
    return before;
  }

  private static List<JsonObject> alerts(String body) {
    JsonObject data = JsonParser.parseString(body).getAsJsonObject().getAsJsonObject("data");
    if (!data.has("alerts")) {
      return List.of(data);
    }
    JsonArray alerts = data.getAsJsonArray("alerts");
    List<JsonObject> each = new ArrayList<>();
    for (JsonElement alert : alerts) {
      each.add(alert.getAsJsonObject());
    }
    return each;
  }
}
