package org.onthaal.aggregation.evaluate.budget;

import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.onthaal.aggregation.alert.PostgresAlertDatabase;

/// Counts the streams of drop rules in PostgreSQL. Safe for any thread.
public final class PostgresStreams implements BudgetWatch.Streams {
  private final Jdbi jdbi;

  public PostgresStreams(DataSource pool) {
    this.jdbi = PostgresAlertDatabase.over(pool);
  }

  @Override
  public Map<String, Long> byRule() {
    Map<String, Long> streams = new HashMap<>();
    jdbi.useHandle(handle ->
        handle
            .createQuery(
                "SELECT rule, count(*) AS streams FROM drop_state GROUP BY rule ORDER BY rule")
            .map((row, _) -> Map.entry(row.getString("rule"), row.getLong("streams")))
            .forEach(entry -> streams.put(entry.getKey(), entry.getValue())));
    return streams;
  }
}
