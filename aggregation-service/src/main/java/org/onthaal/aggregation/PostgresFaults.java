package org.onthaal.aggregation;

import java.sql.SQLException;
import org.onthaal.aggregation.door.Problems;
import org.onthaal.v1.Problem;
import org.onthaal.v1.Reason;

/// Tells a database that does not answer from a fault of our own.
final class PostgresFaults {
  private static final System.Logger LOG = System.getLogger("org.onthaal.aggregation");

  private PostgresFaults() {}

  /// What a caller is told of an exception; everything else about it goes into the log.
  static Problem problem(Exception failed) {
    for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && isOutage(sql)) {
        LOG.log(System.Logger.Level.WARNING, "the database does not answer: {0}", sql.getMessage());
        return Problems.of(Reason.UNAVAILABLE, "the database does not answer; try again");
      }
    }
    LOG.log(System.Logger.Level.ERROR, "a call failed", failed);
    return Problems.of(Reason.INTERNAL, "a fault of the server");
  }

  // PostgreSQL appendix A: class 08 is a lost connection, 53 missing resources, 57P an operator's
  // intervention, 25006 a server that may only be read. A pool that waited too long has no state.
  private static boolean isOutage(SQLException e) {
    String state = e.getSQLState();
    return state == null
        || state.startsWith("08")
        || state.startsWith("53")
        || state.startsWith("57P")
        || state.equals("25006");
  }
}
