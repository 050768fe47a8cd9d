package org.onthaal.aggregation;

import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.onthaal.aggregation.alert.PostgresAlertStore;
import org.onthaal.aggregation.fold.PostgresTallyStore;
import org.onthaal.aggregation.notify.PostgresOutbox;
import org.onthaal.aggregation.notify.group.PostgresGroups;

/// Keeps alerts beside the tallies: one database, so that one transaction spans both.
final class PostgresAlerting {
  private PostgresAlerting() {}

  static Alerting.Parts beside(
      PostgresTallyStore tallies,
      InstantSource clock,
      Alerting.Doors doors,
      RandomGenerator random) {
    PostgresOutbox outbox = new PostgresOutbox(tallies.pool());
    return new Alerting.Parts(
        tallies,
        new PostgresAlertStore(tallies.pool()),
        outbox,
        new PostgresGroups(tallies.pool(), outbox),
        clock,
        doors,
        random);
  }
}
