package org.onthaal.feedback.loss;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.onthaal.feedback.loss.LossRow.Sender;

/// Losses in PostgreSQL. Safe for any thread; blocks.
public final class PostgresLosses {
  private static final Logger LOGGER = System.getLogger(PostgresLosses.class.getName());

  private final Jdbi jdbi;
  private final InstantSource clock;
  private final Map<LossReason, LongAdder> counted = new EnumMap<>(LossReason.class);

  /// Of a migrated database.
  public PostgresLosses(DataSource database, InstantSource clock) {
    jdbi = Jdbi.create(database);
    this.clock = clock;
    for (LossReason reason : LossReason.values()) {
      counted.put(reason, new LongAdder());
    }
  }

  /// Notes reports, each once. False when the database does not answer: nothing is noted then.
  ///
  /// @param sender empty for one on the same machine that shows no key
  public boolean note(List<LossReport> reports, Optional<Sender> sender) {
    Map<LossReason, Long> fresh;
    try {
      fresh = jdbi.inTransaction(handle -> insert(handle, reports, sender));
    } catch (JdbiException e) {
      LOGGER.log(Level.WARNING, "losses of a sender could not be noted", e);
      return false;
    }
    fresh.forEach((reason, ratings) -> adder(reason).add(ratings));
    if (!fresh.isEmpty()) {
      LOGGER.log(
          Level.WARNING,
          "{0} lost ratings: {1}",
          sender.map(Sender::key).orElse("a sender"),
          fresh);
    }
    return true;
  }

  private Map<LossReason, Long> insert(
      Handle handle, List<LossReport> reports, Optional<Sender> sender) {
    Map<LossReason, Long> fresh = new EnumMap<>(LossReason.class);
    OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
    for (LossReport report : reports) {
      report
          .ratings()
          .forEach((reason, ratings) -> {
            int inserted =
                handle
                    .createUpdate(
                        """
                        INSERT INTO loss (loss_report_id, reason, access_key_id, ratings, reported_at)
                        VALUES (:report, :reason, :key, :ratings, :now)
                        ON CONFLICT DO NOTHING
                        """)
                    .bind("report", report.id())
                    .bind("reason", reason.name())
                    .bind("key", sender.map(Sender::key).orElse(null))
                    .bind("ratings", ratings)
                    .bind("now", now)
                    .execute();
            if (inserted == 1) {
              fresh.merge(reason, ratings, Long::sum);
            }
          });
    }
    return fresh;
  }

  /// What was reported in a time, most ratings first; empty when the database does not answer.
  ///
  /// @param from inclusive
  /// @param to exclusive
  public Optional<List<LossRow>> list(Instant from, Instant to) {
    try {
      return Optional.of(
          jdbi.withHandle(handle ->
              handle
                  .createQuery(
                      """
                      SELECT administration.code AS administration, access_key_id, reason,
                        sum(ratings)::bigint AS ratings, max(reported_at) AS reported_at
                      FROM loss
                      LEFT JOIN access_key USING (access_key_id)
                      LEFT JOIN administration USING (administration_id)
                      WHERE reported_at >= :from
                        AND reported_at < :to
                      GROUP BY administration.code, access_key_id, reason
                      ORDER BY sum(ratings) DESC, access_key_id, reason
                      """)
                  .bind("from", from.atOffset(ZoneOffset.UTC))
                  .bind("to", to.atOffset(ZoneOffset.UTC))
                  .map((row, _) -> row(row))
                  .list()));
    } catch (JdbiException e) {
      LOGGER.log(Level.WARNING, "the losses could not be listed", e);
      return Optional.empty();
    }
  }

  private static LossRow row(ResultSet row) throws SQLException {
    Optional<Sender> sender =
        Optional.ofNullable(row.getString("access_key_id")).isEmpty()
            ? Optional.empty()
            : Optional.of(
                new Sender(row.getString("administration"), row.getString("access_key_id")));
    return new LossRow(
        sender,
        LossReason.valueOf(row.getString("reason")),
        row.getLong("ratings"),
        row.getObject("reported_at", OffsetDateTime.class).toInstant());
  }

  /// Ratings that were reported lost to this process, each report once.
  public long counted(LossReason reason) {
    return adder(reason).sum();
  }

  private LongAdder adder(LossReason reason) {
    LongAdder adder = counted.get(reason);
    if (adder == null) {
      throw new IllegalStateException(reason + " has no counter");
    }
    return adder;
  }
}
