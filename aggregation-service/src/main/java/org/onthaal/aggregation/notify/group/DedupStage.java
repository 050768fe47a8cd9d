package org.onthaal.aggregation.notify.group;

import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Whether there is anything that the receiver does not know yet.
///
/// Source: prometheus/alertmanager `notify/dedup_stage.go`, `needsUpdate`.
final class DedupStage implements Stage {
  @Override
  public Optional<Verdict> judge(Group group, Instant now) {
    Optional<Last<UUID>> last =
        group.told().map(told -> new Last<>(told.at(), firing(group, told), told.resolved()));
    return isNews(last, group.firing(), group.resolved(), now.minus(group.policy().repeat()))
        ? Optional.empty()
        : Optional.of(new Verdict.Rest());
  }

  /// What was told to fire and was not held back since, or is over now: an end is news however long
  /// nothing was told of it.
  private static Set<UUID> firing(Group group, Group.Told told) {
    Set<UUID> firing = new HashSet<>(told.firing());
    told.earlier().stream().filter(group.resolved()::contains).forEach(firing::add);
    return firing;
  }

  /// What was told last.
  record Last<T>(Instant at, Set<T> firing, Set<T> resolved) {}

  /// Whether what holds now is worth telling.
  ///
  /// @param repeatBefore what was told before this is told again while it fires
  static <T> boolean isNews(
      Optional<Last<T>> last, Set<T> firing, Set<T> resolved, Instant repeatBefore) {
    if (last.isEmpty()) {
      return !firing.isEmpty();
    }
    if (!last.get().firing().containsAll(firing)) {
      return true;
    }
    if (firing.isEmpty()) {
      return !last.get().firing().isEmpty();
    }
    return !last.get().resolved().containsAll(resolved) || last.get().at().isBefore(repeatBefore);
  }
}
