package org.onthaal.feedback.observe;

import java.sql.SQLException;
import java.util.OptionalLong;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/// Looks for ratings in the default partition. There are none unless someone took a month's
/// partition away: one of them keeps its month from ever being made again, so a person must hear of
/// it. Safe for any thread; looking blocks.
public final class PostgresStrays implements Runnable {
  // The count of an empty table: costs nothing, and a day's ratings in the wrong place cost much.
  private static final long EVERY_SECONDS = 5;

  private static final System.Logger LOG = System.getLogger("org.onthaal.feedback.observe");

  private static final String COUNT =
      """
      SELECT count(*)
      FROM rating_default
      """;

  private final DataSource pool;

  private volatile OptionalLong last = OptionalLong.empty();
  private long told;

  public PostgresStrays(DataSource pool) {
    this.pool = pool;
  }

  /// Looks now and every few seconds.
  public void lookAgainAndAgain(ScheduledExecutorService scheduler) {
    var _ = scheduler.scheduleWithFixedDelay(this, 0, EVERY_SECONDS, TimeUnit.SECONDS);
  }

  /// Ratings in the default partition now; empty when the database does not answer.
  private OptionalLong count() {
    try (var connection = pool.getConnection();
        var statement = connection.createStatement();
        var row = statement.executeQuery(COUNT)) {
      row.next();
      return OptionalLong.of(row.getLong(1));
    } catch (SQLException e) {
      LOG.log(System.Logger.Level.DEBUG, "the default partition could not be looked at", e);
      return OptionalLong.empty();
    }
  }

  /// What the last look found; empty while the database does not answer. Asks nobody, so that the
  /// figures can be read when it is silent.
  public OptionalLong last() {
    return last;
  }

  /// Looks, and says in the log when there are other ones than at the last look.
  @Override
  public void run() {
    OptionalLong count = count();
    last = count;
    long found = count.orElse(told);
    boolean isNews = found != told;
    told = found;
    if (isNews && found > 0) {
      LOG.log(
          System.Logger.Level.WARNING,
          found
              + " ratings lie in the default partition of rating (expected: none):"
              + " move them to the partition of their month");
    }
  }
}
