package org.onthaal.aggregation.heartbeat;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// How many heartbeats of each receiver were sent and were not, in this process. Safe for any
/// thread.
public final class HeartbeatCounts {
  private final Map<String, Count> counts = new ConcurrentHashMap<>();
  private final Collection<Consumer<Count>> listeners = new CopyOnWriteArrayList<>();

  /// Of one receiver.
  ///
  /// @param taken the watcher took it
  /// @param notTaken it was sent, and the watcher did not take it
  public record Count(
      String receiver,
      AtomicLong taken,
      AtomicLong notTaken,
      Map<Obstacle.Kind, AtomicLong> withheld) {
    private static Count of(String receiver) {
      Map<Obstacle.Kind, AtomicLong> withheld = new EnumMap<>(Obstacle.Kind.class);
      for (Obstacle.Kind kind : Obstacle.Kind.values()) {
        withheld.put(kind, new AtomicLong());
      }
      return new Count(receiver, new AtomicLong(), new AtomicLong(), Map.copyOf(withheld));
    }

    void withheld(Obstacle.Kind kind) {
      withheld.forEach((known, number) -> number.addAndGet(known == kind ? 1 : 0));
    }
  }

  /// The count of a receiver, which is the same whenever it is asked for.
  public Count of(String receiver) {
    Count fresh = Count.of(receiver);
    Count known = counts.putIfAbsent(receiver, fresh);
    if (known != null) {
      return known;
    }
    listeners.forEach(listener -> listener.accept(fresh));
    return fresh;
  }

  /// Tells of every receiver that is counted, now and later; of one that comes meanwhile perhaps
  /// twice.
  public void each(Consumer<Count> listener) {
    listeners.add(listener);
    counts.values().forEach(listener);
  }
}
