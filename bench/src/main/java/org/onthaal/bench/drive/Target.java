package org.onthaal.bench.drive;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// Where the ratings of one or more cells end up: counts what was acknowledged and compares it with
/// what is stored. Safe for any thread.
public final class Target {
  private final String name;
  private final LongSupplier stored;
  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicLong unanswered = new AtomicLong();

  /// @param stored how many ratings the database holds, of whatever cell
  public Target(String name, LongSupplier stored) {
    this.name = name;
    this.stored = stored;
  }

  /// A server that stores nothing.
  public static Target ofNothing(String name) {
    return new Target(name, () -> 0);
  }

  public void acknowledged(long ratings) {
    acknowledged.addAndGet(ratings);
  }

  /// Sent, and not known to be stored.
  public void unanswered(long ratings) {
    unanswered.addAndGet(ratings);
  }

  public long acknowledged() {
    return acknowledged.get();
  }

  /// Compares.
  ///
  /// @throws IllegalStateException when the database does not hold exactly what was acknowledged;
  ///   calls that failed may have stored their ratings or not
  public void checkExact() {
    long held = stored.getAsLong();
    long most = acknowledged.get() + unanswered.get();
    if (held < acknowledged.get() || held > most) {
      throw new IllegalStateException(
          "%s acknowledged %d ratings, left %d unanswered, and stored %d"
              .formatted(name, acknowledged.get(), unanswered.get(), held));
    }
  }
}
