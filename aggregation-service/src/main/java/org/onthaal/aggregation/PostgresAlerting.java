package org.onthaal.aggregation;

import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.jdbi.v3.core.JdbiException;
import org.onthaal.aggregation.alert.PostgresActionStore;
import org.onthaal.aggregation.alert.PostgresAlertDatabase;
import org.onthaal.aggregation.alert.PostgresAlertStore;
import org.onthaal.aggregation.alert.PostgresAlertTransactions;
import org.onthaal.aggregation.canary.PostgresCanaryRuns;
import org.onthaal.aggregation.drop.OpeningHours;
import org.onthaal.aggregation.evaluate.PostgresDropRecords;
import org.onthaal.aggregation.evaluate.PostgresLiveSession;
import org.onthaal.aggregation.evaluate.absence.PostgresAbsenceRecords;
import org.onthaal.aggregation.evaluate.budget.PostgresStreams;
import org.onthaal.aggregation.fold.DatabaseFailedException;
import org.onthaal.aggregation.fold.PostgresTallyStore;
import org.onthaal.aggregation.heartbeat.HeartbeatCounts;
import org.onthaal.aggregation.heartbeat.PostgresBacklog;
import org.onthaal.aggregation.notify.PostgresOutbox;
import org.onthaal.aggregation.notify.group.PostgresGroups;
import org.onthaal.aggregation.notify.replay.PostgresDeadLetters;
import org.onthaal.aggregation.notify.stage.PostgresWithheldStore;
import org.onthaal.aggregation.silence.PostgresSilenceStore;

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
        administrations -> openingHours(tallies.pool(), administrations),
        new PostgresDropRecords(tallies.pool()),
        new PostgresStreams(tallies.pool()),
        new PostgresAbsenceRecords(tallies.pool()),
        new Operating.Stores(
            new PostgresAlertTransactions(tallies.pool()),
            new PostgresActionStore(tallies.pool()),
            new PostgresSilenceStore(tallies.pool()),
            new PostgresWithheldStore(tallies.pool()),
            new PostgresDeadLetters()),
        new Alerting.Watched(
            new PostgresBacklog(tallies.pool()),
            new PostgresCanaryRuns(tallies.pool()),
            new HeartbeatCounts()),
        clock,
        doors,
        random);
  }

  private static Map<String, Map<String, OpeningHours>> openingHours(
      DataSource pool, Set<String> administrations) {
    try {
      return PostgresAlertDatabase.over(pool)
          .withHandle(handle -> PostgresLiveSession.openingHours(handle, administrations));
    } catch (JdbiException e) {
      throw new DatabaseFailedException(e);
    }
  }
}
