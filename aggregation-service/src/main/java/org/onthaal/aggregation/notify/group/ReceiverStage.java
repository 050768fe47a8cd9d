package org.onthaal.aggregation.notify.group;

import java.time.Instant;
import java.util.Optional;
import org.onthaal.aggregation.notify.ReceiverSpec;
import org.onthaal.aggregation.notify.RouteTable;
import org.onthaal.aggregation.notify.Withheld;

/// Whether there is still someone to tell.
record ReceiverStage(RouteTable table) implements Stage {
  @Override
  public Optional<Verdict> judge(Group group, Instant now) {
    Optional<ReceiverSpec> receiver = table.receiver(group.address().receiver());
    if (receiver.isEmpty()) {
      return Optional.of(new Verdict.Abandon(Withheld.RECEIVER_UNKNOWN));
    }
    return group.disabledEndpoints().contains(receiver.get().destination().endpoint())
        ? Optional.of(new Verdict.Abandon(Withheld.RECEIVER_DISABLED))
        : Optional.empty();
  }
}
