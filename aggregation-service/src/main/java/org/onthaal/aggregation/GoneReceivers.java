package org.onthaal.aggregation;

import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.onthaal.aggregation.notify.Outbox;
import org.onthaal.aggregation.notify.ReceiverSpec;
import org.onthaal.aggregation.notify.RouteTable;
import org.onthaal.aggregation.notify.group.GroupStore;

/// Gives up what waits for receivers that left the routes file.
///
/// Only those that this process saw leave, or that had left when it began: another one may have a
/// newer file, with receivers of which this one knows nothing yet. [#contains] is for any thread,
/// the rest for one at a time.
final class GoneReceivers {
  private static final System.Logger LOG = System.getLogger("org.onthaal.aggregation");

  private final Outbox outbox;
  private final GroupStore groups;
  private final InstantSource clock;
  private final Set<String> gone = ConcurrentHashMap.newKeySet();

  GoneReceivers(Outbox outbox, GroupStore groups, InstantSource clock) {
    this.outbox = outbox;
    this.groups = groups;
    this.clock = clock;
  }

  /// What earlier processes left.
  ///
  /// @param own receivers that no file names
  void begin(RouteTable table, Set<String> own) {
    gone.addAll(groups.receivers());
    gone.removeAll(names(table));
    Set<String> known = new HashSet<>(own);
    known.addAll(names(table));
    tell(outbox.abandonOthers(known, clock.instant()));
  }

  boolean contains(String receiver) {
    return gone.contains(receiver);
  }

  void changed(RouteTable before, RouteTable after) {
    gone.addAll(names(before));
    gone.removeAll(names(after));
  }

  /// Repeated, because a transaction of the fold that began before the change may commit later.
  void giveUp() {
    if (!gone.isEmpty()) {
      tell(outbox.abandon(gone, clock.instant()));
    }
  }

  private static void tell(int abandoned) {
    if (abandoned > 0) {
      LOG.log(
          System.Logger.Level.WARNING,
          "{0} notifications waited for receivers that no longer exist: dead letters",
          abandoned);
    }
  }

  private static Set<String> names(RouteTable table) {
    return table.receivers().stream().map(ReceiverSpec::name).collect(Collectors.toSet());
  }
}
