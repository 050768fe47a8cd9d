package org.onthaal.feedback.store;

import java.util.List;

/// Turns the entries of one log row into the bytes that readers get. Safe for any thread.
@FunctionalInterface
public interface FactsEncoder {
  byte[] encode(List<LogEntry> entries);
}
