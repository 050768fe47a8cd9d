package org.onthaal.bench.sdk;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// What became of the items of one sender.
///
/// @param submitted those whose submission returned, and that the sender said to have taken
/// @param refused those that the sender said not to have taken
/// @param delivered those that came, at least once; some of them may have been submitted at the
///   moment of a kill, so that nobody could say so any more
/// @param lost submitted, and never came
/// @param twice came more than once
record Outcome(long submitted, long refused, long delivered, long lost, long twice) {
  static Outcome of(Collection<String> submitted, long refused, Map<String, Integer> arrivals) {
    Set<String> lost = new HashSet<>(submitted);
    long distinct = lost.size();
    lost.removeAll(arrivals.keySet());
    long twice = arrivals.values().stream().filter(times -> times > 1).count();
    return new Outcome(distinct, refused, arrivals.size(), lost.size(), twice);
  }
}
