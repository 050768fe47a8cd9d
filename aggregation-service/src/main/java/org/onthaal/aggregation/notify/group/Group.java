package org.onthaal.aggregation.notify.group;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.onthaal.aggregation.notify.Notification;

/// A group that is due.
///
/// @param labels what its alerts have in common: a JSON object of texts
/// @param isHeld whether it was muted since it was told last
/// @param told what its receiver knows; absent before the first time
/// @param disabledEndpoints of its receiver
public record Group(
    Notification.Address address,
    String labels,
    Policy policy,
    boolean isHeld,
    Optional<Told> told,
    List<Member> members,
    Set<String> disabledEndpoints) {
  public Group {
    members = List.copyOf(members);
    disabledEndpoints = Set.copyOf(disabledEndpoints);
  }

  /// As the routes file said when the newest alert joined.
  public record Policy(Duration interval, Duration repeat, List<String> muteWindows) {
    public Policy {
      muteWindows = List.copyOf(muteWindows);
    }
  }

  /// What was told last.
  public record Told(Instant at, Set<UUID> firing, Set<UUID> resolved) {
    public Told {
      firing = Set.copyOf(firing);
      resolved = Set.copyOf(resolved);
    }
  }

  /// An alert of the group.
  ///
  /// @param body the message that would tell it alone
  public record Member(UUID alert, boolean isFiring, String body) {}

  /// Alerts that began and ended without being told.
  public Set<UUID> neverTold() {
    Set<UUID> known = told.map(Told::firing).orElse(Set.of());
    return members.stream()
        .filter(member -> !member.isFiring() && !known.contains(member.alert()))
        .map(Member::alert)
        .collect(Collectors.toSet());
  }

  /// What can be told: all that fires, and the end of what was told.
  public List<Member> tellable() {
    Set<UUID> neverTold = neverTold();
    return members.stream().filter(member -> !neverTold.contains(member.alert())).toList();
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
