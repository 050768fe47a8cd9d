package org.onthaal.aggregation.notify.group;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import org.onthaal.aggregation.notify.ReceiverSpec;
import org.onthaal.aggregation.notify.RouteTable;
import org.onthaal.aggregation.notify.Withheld;

/// Whether there is still someone to tell. A receiver that never was in this routes file may be in
/// a newer one, which another process has already.
record ReceiverStage(RouteTable table, Predicate<String> isGone) implements Stage {
  private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

  @Override
  public Optional<Verdict> judge(Group group, Instant now) {
    Optional<ReceiverSpec> receiver = table.receiver(group.address().receiver());
    if (receiver.isEmpty()) {
      return Optional.of(
          isGone.test(group.address().receiver())
              ? new Verdict.Abandon(Withheld.RECEIVER_UNKNOWN)
              : new Verdict.Leave(now.plus(LOOK_AGAIN)));
    }
    return group.disabledEndpoints().contains(receiver.get().destination().endpoint())
        ? Optional.of(new Verdict.Abandon(Withheld.RECEIVER_DISABLED))
        : Optional.empty();
  }
}
