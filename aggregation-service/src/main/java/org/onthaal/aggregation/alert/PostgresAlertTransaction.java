package org.onthaal.aggregation.alert;

import org.jdbi.v3.core.Handle;

/// The open transaction of the fold, for the `Postgres*` classes of `alert` and `notify`.
public record PostgresAlertTransaction(Handle handle) implements AlertTransaction {
  /// Opens what was handed around as an opaque token.
  public static Handle open(AlertTransaction transaction) {
    if (transaction instanceof PostgresAlertTransaction(Handle handle)) {
      return handle;
    }
    throw new IllegalArgumentException(
        "transaction: " + transaction + " (expected: one of PostgreSQL)");
  }
}
