package org.onthaal.feedback.store;

import java.util.List;
import javax.sql.DataSource;

/// What everything in PostgreSQL stands on.
public record PostgresStore(
    PostgresConnections connections,
    DataSource pool,
    StoreSettings settings,
    FactsEncoder encoder,
    StoreCounters counters) {

  /// Turns the entries of one log row into the bytes that readers get. Safe for any thread.
  @FunctionalInterface
  public interface FactsEncoder {
    byte[] encode(List<LogEntry> entries);
  }
}
