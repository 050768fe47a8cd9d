package org.onthaal.feedback;

import java.sql.Connection;
import java.sql.SQLException;
import org.onthaal.feedback.administer.Protos;
import org.onthaal.feedback.store.PostgresRatingLog;
import org.onthaal.feedback.store.PostgresRatings;
import org.onthaal.feedback.survey.PostgresSurveyCatalog;
import org.onthaal.feedback.survey.SurveyCatalog;

/// Tells downstream of catalogue changes, in the transaction that makes them.
final class PostgresCatalogueLog implements PostgresSurveyCatalog.Downstream {
  @Override
  public String append(Connection connection, SurveyCatalog catalog, String administration)
      throws SQLException {
    byte[] facts = Protos.changed(catalog, administration);
    return PostgresRatingLog.appendCatalogueChange(connection, administration, facts).toString();
  }

  @Override
  public boolean hasRatings(Connection connection, int administrationId) throws SQLException {
    return PostgresRatings.hasRatings(connection, administrationId);
  }
}
