package org.onthaal.aggregation.report;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.onthaal.aggregation.door.HttpProblems;

/// What people wrote, over HTTP: `GET /v1/comments`. Each call blocks its own virtual thread.
public final class CommentHttpService implements HttpService {
  private final CommentReport report;

  public CommentHttpService(CommentReport report) {
    this.report = report;
  }

  @Override
  public void routing(HttpRules rules) {
    rules.get("/v1/comments", this::list);
  }

  private void list(ServerRequest request, ServerResponse response) {
    Map<String, List<String>> parameters = new HashMap<>();
    request.query().names().forEach(name -> parameters.put(name, request.query().all(name)));
    try {
      response
          .header(HeaderNames.CONTENT_TYPE, "application/json")
          .header(HeaderNames.CACHE_CONTROL, "no-store")
          .send(Protos.json(report.list(CommentParameters.of(parameters))));
    } catch (RefusedException e) {
      HttpProblems.send(response, e.problem());
    }
  }
}
