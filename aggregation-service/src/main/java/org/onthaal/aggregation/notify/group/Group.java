package org.onthaal.aggregation.notify.group;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.onthaal.aggregation.alert.Alert;
import org.onthaal.aggregation.notify.MessageBody;
import org.onthaal.aggregation.notify.Notification;
import org.onthaal.aggregation.notify.stage.Quiet;

/// A group that is due.
///
/// @param labels what its alerts have in common: a JSON object of texts
/// @param isHeld whether it was muted since it was told last
/// @param told what its receiver knows; absent before the first time
/// @param quiet those of its alerts that fire and are not told now, with the reason
/// @param disabledEndpoints of its receiver
public record Group(
    Notification.Address address,
    String labels,
    Policy policy,
    boolean isHeld,
    Optional<Told> told,
    List<Member> members,
    Map<UUID, Quiet> quiet,
    Set<String> disabledEndpoints) {
  public Group {
    members = List.copyOf(members);
    quiet = Map.copyOf(quiet);
    disabledEndpoints = Set.copyOf(disabledEndpoints);
  }

  /// As the routes file said when the newest alert joined.
  public record Policy(Duration interval, Duration repeat, List<String> muteWindows) {
    public Policy {
      muteWindows = List.copyOf(muteWindows);
    }
  }

  /// What was told last.
  ///
  /// @param earlier alerts that were told to fire before that, and have been held back since
  public record Told(Instant at, Set<UUID> firing, Set<UUID> resolved, Set<UUID> earlier) {
    public Told {
      firing = Set.copyOf(firing);
      resolved = Set.copyOf(resolved);
      earlier = Set.copyOf(earlier);
    }

    /// Alerts that the receiver heard of, whose end it is to hear.
    public Set<UUID> known() {
      return Stream.concat(firing.stream(), earlier.stream()).collect(Collectors.toSet());
    }

    /// Counts what is held back as not told, so that it is told again afterwards.
    Told without(Set<UUID> quiet) {
      return new Told(
          at,
          firing.stream().filter(alert -> !quiet.contains(alert)).collect(Collectors.toSet()),
          resolved,
          Stream.concat(earlier.stream(), firing.stream().filter(quiet::contains))
              .collect(Collectors.toSet()));
    }
  }

  /// An alert of the group.
  ///
  /// @param body the message that would tell it alone
  public record Member(UUID alert, Alert.Subject subject, boolean isFiring, String body) {
    Member withFigures(Alert now) {
      return new Member(alert, subject, isFiring, MessageBody.withFigures(body, now));
    }
  }

  /// The same, telling the figures that these alerts have now of those that fire.
  Group withFigures(Collection<Alert> alerts) {
    Map<UUID, Alert> known =
        alerts.stream().collect(Collectors.toMap(Alert::id, Function.identity()));
    List<Member> present =
        members.stream()
            .map(member ->
                Optional.ofNullable(known.get(member.alert()))
                    .filter(_ -> member.isFiring())
                    .map(member::withFigures)
                    .orElse(member))
            .toList();
    return new Group(address, labels, policy, isHeld, told, present, quiet, disabledEndpoints);
  }

  /// The same, with what is held back now.
  Group holding(Map<UUID, Quiet> held) {
    return new Group(
        address,
        labels,
        policy,
        isHeld,
        told.map(last -> last.without(held.keySet())),
        members,
        held,
        disabledEndpoints);
  }

  /// Alerts that began and ended without being told.
  public Set<UUID> neverTold() {
    Set<UUID> known = told.map(Told::known).orElse(Set.of());
    return members.stream()
        .filter(member -> !member.isFiring() && !known.contains(member.alert()))
        .map(Member::alert)
        .collect(Collectors.toSet());
  }

  /// What can be told: all that fires and is not held back, and the end of what was told.
  public List<Member> tellable() {
    Set<UUID> neverTold = neverTold();
    return members.stream()
        .filter(member -> !neverTold.contains(member.alert()))
        .filter(member -> !quiet.containsKey(member.alert()))
        .toList();
  }

  /// What the receiver knows once it was told all that can be told.
  Told toldAt(Instant now) {
    Set<UUID> stillHeld =
        told.map(Told::earlier).orElse(Set.of()).stream()
            .filter(quiet::containsKey)
            .collect(Collectors.toSet());
    return new Told(now, firing(), resolved(), stillHeld);
  }

  Set<UUID> firing() {
    return alerts(true);
  }

  Set<UUID> resolved() {
    return alerts(false);
  }

  private Set<UUID> alerts(boolean isFiring) {
    return tellable().stream()
        .filter(member -> member.isFiring() == isFiring)
        .map(Member::alert)
        .collect(Collectors.toSet());
  }
}
