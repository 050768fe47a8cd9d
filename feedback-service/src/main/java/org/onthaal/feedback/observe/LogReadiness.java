package org.onthaal.feedback.observe;

import java.util.function.BooleanSupplier;
import org.onthaal.feedback.store.RatingLog;
import org.onthaal.feedback.store.StoreException;

/// Ready means: not stopping, and the log's heads can be read. Asking reads them.
public final class LogReadiness implements BooleanSupplier {
  private final RatingLog log;
  private volatile boolean stopping;

  public LogReadiness(RatingLog log) {
    this.log = log;
  }

  /// Never ready again.
  public void stopping() {
    stopping = true;
  }

  @Override
  public boolean getAsBoolean() {
    if (stopping) {
      return false;
    }
    try {
      return !log.heads().isEmpty();
    } catch (StoreException _) {
      return false;
    }
  }
}
