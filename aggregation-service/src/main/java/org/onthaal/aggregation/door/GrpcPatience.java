package org.onthaal.aggregation.door;

import io.grpc.Context;
import io.grpc.Deadline;
import java.util.concurrent.TimeUnit;

/// How long the caller behind the current thread still waits.
public final class GrpcPatience {
  private GrpcPatience() {}

  /// Nanoseconds; none for a caller who left, without end for one who named no deadline or came
  /// through another door.
  public static long nanos() {
    Context context = Context.current();
    if (context.isCancelled()) {
      return 0;
    }
    Deadline deadline = context.getDeadline();
    return deadline == null ? Long.MAX_VALUE : deadline.timeRemaining(TimeUnit.NANOSECONDS);
  }
}
