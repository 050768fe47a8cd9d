package org.onthaal.aggregation.operate;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import org.onthaal.aggregation.door.HttpAnswers;
import org.onthaal.v1.GetAlertEvidenceRequest;

/// What alerts were decided on, over HTTP. Each call blocks its own virtual thread.
public final class EvidenceHttpService implements HttpService {
  private final EvidenceDesk desk;

  public EvidenceHttpService(EvidenceDesk desk) {
    this.desk = desk;
  }

  @Override
  public void routing(HttpRules rules) {
    rules.get(
        "/v1/alerts/{id}/evidence",
        (request, response) ->
            HttpAnswers.send(
                response,
                desk.get(
                    GetAlertEvidenceRequest.newBuilder().setId(HttpAnswers.id(request)).build())));
  }
}
