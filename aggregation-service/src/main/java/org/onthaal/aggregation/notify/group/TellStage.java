package org.onthaal.aggregation.notify.group;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.onthaal.aggregation.alert.StableId;
import org.onthaal.aggregation.notify.Notification;
import org.onthaal.aggregation.notify.Notification.Kind;

/// The last stage: what nobody held back is told.
///
/// @param giveUpAfter after this a notification that was never taken becomes a dead letter
record TellStage(Duration giveUpAfter) implements Stage {
  @Override
  public Optional<Verdict> judge(Group group, Instant now) {
    Kind kind = group.firing().isEmpty() ? Kind.RESOLVED : Kind.FIRING;
    Notification.Address address = group.address();
    UUID id = StableId.of("group", address.receiver(), address.groupKey(), now.toString());
    return Optional.of(
        new Verdict.Tell(
            new Notification(
                id,
                address,
                Optional.empty(),
                Optional.empty(),
                new Notification.Content(kind, GroupBody.of(group, kind, now)),
                new Notification.Schedule(now, now, now.plus(giveUpAfter)))));
  }
}
