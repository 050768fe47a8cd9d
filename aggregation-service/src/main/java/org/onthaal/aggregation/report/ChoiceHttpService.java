package org.onthaal.aggregation.report;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import org.onthaal.aggregation.door.HttpProblems;
import org.onthaal.aggregation.report.ScoreReport.Positions;

/// What people chose, over HTTP. Each call blocks its own virtual thread.
public final class ChoiceHttpService implements HttpService {
  private final ChoiceReport report;

  public ChoiceHttpService(ChoiceReport report) {
    this.report = report;
  }

  @Override
  public void routing(HttpRules rules) {
    rules.get("/v1/choices", this::choices);
  }

  private void choices(ServerRequest request, ServerResponse response) throws InterruptedException {
    try {
      ScoreParameters parameters = ScoreParameters.ofDays(ScoreHttpService.parameters(request));
      ScoreQuestion question =
          report.read(
              parameters.query(),
              new Positions("after", parameters.after()),
              parameters.violations());
      response
          .header(HeaderNames.CONTENT_TYPE, "application/json")
          .header(HeaderNames.CACHE_CONTROL, "no-store")
          .send(Protos.json(report.answer(question)));
    } catch (RefusedException e) {
      HttpProblems.send(response, e.problem());
    }
  }
}
