package org.onthaal.aggregation.tail;

import java.util.Optional;
import org.onthaal.v1.TailResponse;

/// What a reader makes of a message, for tests of the steps behind it.
public final class TailResponses {
  private TailResponses() {}

  /// The signal that the message is, if it is one.
  public static Optional<Signal> read(TailResponse response) {
    return Protos.signal(response);
  }
}
