package org.onthaal.aggregation.notify.group;

import java.time.Instant;
import java.util.Set;
import java.util.function.BiFunction;
import org.onthaal.aggregation.alert.AlertTransaction;
import org.onthaal.aggregation.notify.Grouping;

/// Keeps groups, and settles those that are due.
public interface GroupStore extends Grouping {
  /// Whose groups there are.
  Set<String> receivers();

  /// Takes one group that is due, asks what becomes of it, and does that: all of it or, after a
  /// crash, nothing. Says whether there was one. Any number of processes may call it.
  boolean settleOne(
      Instant now, BiFunction<AlertTransaction, Group, GroupPipeline.Judged> pipeline);
}
