package org.onthaal.bench.sdk;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The server's behaviour: what its door does with what comes, whichever protocol it speaks.
final class Faults implements AutoCloseable {
  private final Wire wire = new Wire();
  private final Arrivals arrivals = new Arrivals();
  private final AtomicReference<@Nullable Exception> misread = new AtomicReference<>();
  private volatile Fault now = Fault.CALM;

  Faults() throws IOException {}

  /// What a door answers.
  enum Answer {
    TAKEN,
    UNAVAILABLE,
    /// Nothing: the connection is gone.
    NONE
  }

  void become(Fault fault) {
    now = fault;
    wire.swallow(fault == Fault.BLACK_HOLE);
  }

  Answer take(List<String> ids) {
    return switch (now) {
      case CALM -> {
        arrivals.add(ids);
        yield Answer.TAKEN;
      }
      case CUT -> {
        arrivals.add(ids);
        wire.cut();
        yield Answer.NONE;
      }
      // What was under way when the hole opened; its answer disappears.
      case UNAVAILABLE, BLACK_HOLE -> Answer.UNAVAILABLE;
    };
  }

  /// A door could not read what came: nothing that was counted is worth anything.
  void misread(Exception why) {
    misread.compareAndSet(null, why);
  }

  /// Fails when a door could not read something.
  void check() throws IOException {
    Exception why = misread.get();
    if (why != null) {
      throw new IOException("a request could not be read", why);
    }
  }

  Wire wire() {
    return wire;
  }

  Arrivals arrivals() {
    return arrivals;
  }

  @Override
  public void close() throws IOException {
    wire.close();
  }
}
