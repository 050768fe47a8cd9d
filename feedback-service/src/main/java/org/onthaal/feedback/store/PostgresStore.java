package org.onthaal.feedback.store;

import javax.sql.DataSource;

/// What everything in PostgreSQL stands on.
public record PostgresStore(
    PostgresConnections connections,
    DataSource pool,
    StoreSettings settings,
    FactsEncoder encoder,
    StoreCounters counters) {}
