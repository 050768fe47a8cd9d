package org.onthaal.aggregation.door;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/// Lets only so many calls at a time to the database, whichever door they came through. A few more
/// wait a moment, the more important ones first. Waiting blocks: for threads that may.
///
/// The numbers are fixed: a limit that adapts itself takes a slow call for an overload and refuses
/// the fast ones.
public final class Admission {
  private static final List<Priority> LEAST_FIRST = List.of(Priority.values()).reversed();

  private final Limits limits;
  private final LongSupplier patienceNanos;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Priority, Deque<Waiter>> queues = new EnumMap<>(Priority.class);
  private final Map<Priority, LongAdder> admitted = new EnumMap<>(Priority.class);
  private final Map<Priority, LongAdder> refused = new EnumMap<>(Priority.class);
  private int running;
  private int exporting;
  private int waiting;

  /// What goes first, in this order.
  public enum Priority {
    /// Someone looks at figures or alerts.
    DASHBOARD,
    /// A back-test, or a machine that takes everything; both have time.
    EXPORT
  }

  /// How many, and for how long.
  ///
  /// @param permitsMax calls at a time
  /// @param exportPermitsMax how many of them may be exports, so that these never hold them all
  /// @param waitingMax calls that wait for a permit
  /// @param waitMax how long one waits before it is refused
  public record Limits(int permitsMax, int exportPermitsMax, int waitingMax, Duration waitMax) {}

  private enum Fate {
    WAITS,
    ADMITTED,
    DISPLACED
  }

  private static final class Waiter {
    private final Condition turn;
    private Fate fate = Fate.WAITS;

    Waiter(Condition turn) {
      this.turn = turn;
    }
  }

  /// @param patienceNanos how long the caller on this thread still waits for an answer
  public Admission(Limits limits, LongSupplier patienceNanos) {
    this.limits = limits;
    this.patienceNanos = patienceNanos;
    for (Priority priority : Priority.values()) {
      queues.put(priority, new ArrayDeque<>());
      admitted.put(priority, new LongAdder());
      refused.put(priority, new LongAdder());
    }
  }

  /// What is done with a permit.
  ///
  /// @param <T> what comes of it
  /// @param <X> how it fails
  @FunctionalInterface
  public interface Work<T, X extends Exception> {
    T run() throws X;
  }

  /// Does the work with a permit, which it gives back however the work ends. Empty when there was
  /// none in time, or when the caller waits no longer: then nothing was begun.
  public <T, X extends Exception> Optional<T> call(Priority priority, Work<T, X> work) throws X {
    if (!enter(priority)) {
      of(refused, priority).increment();
      return Optional.empty();
    }
    of(admitted, priority).increment();
    try {
      return Optional.of(work.run());
    } finally {
      leave(priority);
    }
  }

  /// Calls that got a permit so far.
  public long admitted(Priority priority) {
    return of(admitted, priority).sum();
  }

  /// Calls that got none so far.
  public long refused(Priority priority) {
    return of(refused, priority).sum();
  }

  /// Calls that wait for a permit.
  public int waiting(Priority priority) {
    lock.lock();
    try {
      return of(queues, priority).size();
    } finally {
      lock.unlock();
    }
  }

  /// Permits that are taken.
  public int running() {
    lock.lock();
    try {
      return running;
    } finally {
      lock.unlock();
    }
  }

  private boolean enter(Priority priority) {
    long nanos = Math.min(limits.waitMax().toNanos(), patienceNanos.getAsLong());
    if (nanos <= 0) {
      return false;
    }
    lock.lock();
    try {
      // Whoever could use a free permit has it already: leaving hands it on.
      if (isFree(priority)) {
        take(priority);
      } else if (!await(priority, nanos)) {
        return false;
      }
    } finally {
      lock.unlock();
    }
    if (patienceNanos.getAsLong() > 0) {
      return true;
    }
    leave(priority);
    return false;
  }

  private boolean await(Priority priority, long nanosMax) {
    if (waiting >= limits.waitingMax() && !displaceFor(priority)) {
      return false;
    }
    Waiter waiter = new Waiter(lock.newCondition());
    of(queues, priority).addLast(waiter);
    waiting++;
    long nanos = nanosMax;
    try {
      while (waiter.fate == Fate.WAITS && nanos > 0) {
        nanos = waiter.turn.awaitNanos(nanos);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    if (waiter.fate == Fate.WAITS) {
      of(queues, priority).remove(waiter);
      waiting--;
    }
    return waiter.fate == Fate.ADMITTED;
  }

  // The newest of the least important makes room, if it is less important.
  private boolean displaceFor(Priority priority) {
    for (Priority other : LEAST_FIRST) {
      if (other == priority) {
        return false;
      }
      Waiter last = of(queues, other).pollLast();
      if (last != null) {
        waiting--;
        last.fate = Fate.DISPLACED;
        last.turn.signal();
        return true;
      }
    }
    return false;
  }

  private void leave(Priority priority) {
    lock.lock();
    try {
      running--;
      exporting -= priority == Priority.EXPORT ? 1 : 0;
      for (Priority next : Priority.values()) {
        while (isFree(next) && admitFirst(next)) {
          take(next);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean admitFirst(Priority priority) {
    Waiter first = of(queues, priority).pollFirst();
    if (first == null) {
      return false;
    }
    waiting--;
    first.fate = Fate.ADMITTED;
    first.turn.signal();
    return true;
  }

  private boolean isFree(Priority priority) {
    return running < limits.permitsMax()
        && (priority != Priority.EXPORT || exporting < limits.exportPermitsMax());
  }

  private void take(Priority priority) {
    running++;
    exporting += priority == Priority.EXPORT ? 1 : 0;
  }

  private static <V> V of(Map<Priority, V> values, Priority priority) {
    V value = values.get(priority);
    if (value == null) {
      throw new IllegalStateException(priority + " has no place");
    }
    return value;
  }
}
