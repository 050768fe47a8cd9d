package org.onthaal.aggregation.report;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import org.onthaal.aggregation.door.HttpProblems;

/// What figures are of, over HTTP. Each call blocks its own virtual thread.
public final class CatalogueHttpService implements HttpService {
  private final CatalogueReport report;

  public CatalogueHttpService(CatalogueReport report) {
    this.report = report;
  }

  @Override
  public void routing(HttpRules rules) {
    rules.get("/v1/catalogue", this::list);
  }

  private void list(ServerRequest request, ServerResponse response) {
    try {
      response
          .header(HeaderNames.CONTENT_TYPE, "application/json")
          .header(HeaderNames.CACHE_CONTROL, "no-store")
          .send(Protos.json(report.list()));
    } catch (RefusedException e) {
      HttpProblems.send(response, e.problem());
    }
  }
}
