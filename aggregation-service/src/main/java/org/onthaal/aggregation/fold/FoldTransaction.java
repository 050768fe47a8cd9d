package org.onthaal.aggregation.fold;

import java.sql.Connection;
import java.time.Instant;

/// The transaction that a step of the fold runs in: what is written through it is committed with
/// the counts, or not at all.
///
/// Opaque to everyone but the `Postgres*` classes; an architecture test holds them to it. For the
/// thread that got it, until the call returns.
public final class FoldTransaction {
  private final Connection connection;

  private final Instant at;

  FoldTransaction(Connection connection, Instant at) {
    this.connection = connection;
    this.at = at;
  }

  /// The log's time, as [Change#at()].
  public Instant at() {
    return at;
  }

  /// The connection; not to be committed, rolled back or closed.
  public Connection connection() {
    return connection;
  }
}
