package org.onthaal.aggregation.operate;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import org.onthaal.aggregation.door.Answer;
import org.onthaal.aggregation.door.HttpAnswers;
import org.onthaal.aggregation.door.HttpProblems;
import org.onthaal.v1.AcknowledgeAlertRequest;
import org.onthaal.v1.CloseAlertRequest;
import org.onthaal.v1.CommentOnAlertRequest;
import org.onthaal.v1.EndAcknowledgementRequest;
import org.onthaal.v1.GetAlertRequest;
import org.onthaal.v1.Problem;

/// What people do with one alert, over HTTP. Each call blocks its own virtual thread.
public final class ActionHttpService implements HttpService {
  private final ActionDesk desk;
  private final int bodyBytesMax;

  public ActionHttpService(ActionDesk desk, int bodyBytesMax) {
    this.desk = desk;
    this.bodyBytesMax = bodyBytesMax;
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .get("/v1/alerts/{id}", this::get)
        .post("/v1/alerts/{id}/acknowledgement", this::acknowledge)
        .delete("/v1/alerts/{id}/acknowledgement", this::endAcknowledgement)
        .post("/v1/alerts/{id}/comments", this::comment)
        .post("/v1/alerts/{id}/close", this::close);
  }

  private void get(ServerRequest request, ServerResponse response) {
    GetAlertRequest asked = GetAlertRequest.newBuilder().setId(HttpAnswers.id(request)).build();
    HttpAnswers.send(response, desk.get(asked));
  }

  private void acknowledge(ServerRequest request, ServerResponse response) {
    String id = HttpAnswers.id(request);
    HttpAnswers.answer(
        request,
        response,
        bodyBytesMax,
        AcknowledgeAlertRequest.getDefaultInstance(),
        "id",
        (given, violations) -> desk.acknowledge(given.toBuilder().setId(id).build(), violations));
  }

  private void endAcknowledgement(ServerRequest request, ServerResponse response) {
    switch (HttpAnswers.only(request, "author")) {
      case Answer.Given<String>(String author) ->
          HttpAnswers.send(
              response,
              desk.endAcknowledgement(
                  EndAcknowledgementRequest.newBuilder()
                      .setId(HttpAnswers.id(request))
                      .setAuthor(author)
                      .build()));
      case Answer.Refused<String>(Problem problem) -> HttpProblems.send(response, problem);
    }
  }

  private void comment(ServerRequest request, ServerResponse response) {
    String id = HttpAnswers.id(request);
    HttpAnswers.answer(
        request,
        response,
        bodyBytesMax,
        CommentOnAlertRequest.getDefaultInstance(),
        "id",
        (given, violations) -> desk.comment(given.toBuilder().setId(id).build(), violations));
  }

  private void close(ServerRequest request, ServerResponse response) {
    String id = HttpAnswers.id(request);
    HttpAnswers.answer(
        request,
        response,
        bodyBytesMax,
        CloseAlertRequest.getDefaultInstance(),
        "id",
        (given, violations) -> desk.close(given.toBuilder().setId(id).build(), violations));
  }
}
