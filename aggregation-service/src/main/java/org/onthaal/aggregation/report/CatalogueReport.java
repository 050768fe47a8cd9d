package org.onthaal.aggregation.report;

import java.util.List;
import java.util.Optional;
import org.onthaal.aggregation.door.Admission;
import org.onthaal.aggregation.door.Problems;
import org.onthaal.aggregation.fold.DatabaseFailedException;
import org.onthaal.aggregation.fold.TallyStore;
import org.onthaal.aggregation.tail.AdministrationFacts;
import org.onthaal.v1.ListAdministrationsResponse;
import org.onthaal.v1.Reason;

/// What figures are of: administrations, services and touchpoints, as the log last told of them.
/// Safe for any thread; blocks.
public final class CatalogueReport {
  private static final System.Logger LOG = System.getLogger(CatalogueReport.class.getPackageName());

  private final TallyStore store;
  private final Admission admission;

  public CatalogueReport(TallyStore store, Admission admission) {
    this.store = store;
    this.admission = admission;
  }

  ListAdministrationsResponse list() throws RefusedException {
    try {
      Optional<List<AdministrationFacts>> found =
          admission.call(Admission.Priority.DASHBOARD, store::catalogue);
      return ListAdministrationsResponse.newBuilder()
          .addAllAdministrations(
              found.orElseThrow(() -> new RefusedException(Problems.overloaded())).stream()
                  .map(Protos::administration)
                  .toList())
          .build();
    } catch (DatabaseFailedException e) {
      LOG.log(System.Logger.Level.WARNING, "the catalogue could not be read", e);
      throw new RefusedException(
          Problems.of(Reason.UNAVAILABLE, "the database does not answer; try again"));
    }
  }
}
