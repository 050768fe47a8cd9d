package org.onthaal.aggregation.notify.group;

import java.time.Instant;
import org.onthaal.aggregation.notify.Notification;
import org.onthaal.aggregation.notify.Withheld;

/// What becomes of a due group.
public sealed interface Verdict {
  /// Tell its receiver.
  record Tell(Notification notification) implements Verdict {}

  /// Say nothing before a time, and keep all that waits.
  record Hold(Instant until) implements Verdict {}

  /// Not a matter of this process; look again later.
  record Leave(Instant until) implements Verdict {}

  /// Nothing is new.
  record Rest() implements Verdict {}

  /// The receiver hears of it no more.
  record Abandon(Withheld reason) implements Verdict {}
}
