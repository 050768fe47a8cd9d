package org.onthaal.aggregation.operate;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.onthaal.aggregation.door.Answer;
import org.onthaal.aggregation.door.Violations;
import org.onthaal.v1.AlertState;
import org.onthaal.v1.Channel;
import org.onthaal.v1.ListAlertsRequest;
import org.onthaal.v1.Reason;

/// Query parameters as the contract's request. Repeatable ones are repeated; states may also be
/// joined by commas.
record AlertParameters(ListAlertsRequest list, Violations violations) {
  private static final Set<String> OF_LIST =
      Set.of(
          "state",
          "administration",
          "rule",
          "service",
          "channel",
          "severity",
          "pageSize",
          "pageToken");
  private static final Set<String> OF_WATCH = Set.of("administration");

  static AlertParameters ofList(Map<String, List<String>> query) {
    return read(query, OF_LIST);
  }

  static AlertParameters ofWatch(Map<String, List<String>> query) {
    return read(query, OF_WATCH);
  }

  /// Everything that is wrong with them, or these.
  Answer<AlertParameters> answer() {
    return violations.isEmpty()
        ? new Answer.Given<>(this)
        : new Answer.Refused<>(violations.problem());
  }

  private static AlertParameters read(Map<String, List<String>> query, Set<String> known) {
    ListAlertsRequest.Builder list = ListAlertsRequest.newBuilder();
    Violations violations = new Violations();
    query.forEach((name, values) -> {
      if (known.contains(name)) {
        values.forEach(value -> set(list, name, value, violations));
      } else {
        violations.add(
            name,
            Reason.UNKNOWN_PARAMETER,
            "one of " + String.join(", ", new java.util.TreeSet<>(known)));
      }
    });
    return new AlertParameters(list.build(), violations);
  }

  private static void set(
      ListAlertsRequest.Builder list, String name, String value, Violations violations) {
    switch (name) {
      case "administration" -> list.addAdministrations(value);
      case "rule" -> list.addRules(value);
      case "service" -> list.addServices(value);
      case "channel" -> addChannel(list, value, violations);
      case "severity" -> list.addSeverities(value);
      case "pageToken" -> list.setPageToken(value);
      case "pageSize" -> setSize(list, value, violations);
      default -> {
        for (String state : value.split(",", -1)) {
          addState(list, state, violations);
        }
      }
    }
  }

  private static void setSize(ListAlertsRequest.Builder list, String value, Violations violations) {
    if (value.matches("[1-9]\\d{0,8}")) {
      list.setPageSize(Integer.parseInt(value));
    } else {
      violations.add("pageSize", Reason.INVALID, "1 to 1000");
    }
  }

  private static void addChannel(
      ListAlertsRequest.Builder list, String value, Violations violations) {
    String word = value.toUpperCase(Locale.ROOT);
    Stream.of(Channel.values())
        .filter(channel -> channel != Channel.UNRECOGNIZED)
        .filter(channel -> channel != Channel.CHANNEL_UNSPECIFIED)
        .filter(channel -> channel.name().equals(word))
        .findFirst()
        .ifPresentOrElse(
            list::addChannels,
            () -> violations.add("channel", Reason.INVALID, "a channel such as KIOSK"));
  }

  private static void addState(
      ListAlertsRequest.Builder list, String value, Violations violations) {
    String word = value.toUpperCase(Locale.ROOT);
    for (AlertState state : AlertState.values()) {
      boolean isNamed =
          state != AlertState.UNRECOGNIZED && state != AlertState.ALERT_STATE_UNSPECIFIED;
      if (isNamed && state.name().equals(word)) {
        list.addStates(state);
        return;
      }
    }
    violations.add("state", Reason.INVALID, "PENDING, FIRING, RECOVERING, RESOLVED or INACTIVE");
  }
}
