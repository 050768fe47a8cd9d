package org.onthaal.aggregation.operate;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import org.onthaal.aggregation.door.Answer;
import org.onthaal.aggregation.door.HttpAnswers;
import org.onthaal.aggregation.door.HttpProblems;
import org.onthaal.v1.ListDeadLettersRequest;
import org.onthaal.v1.Problem;
import org.onthaal.v1.ReplayDeadLettersRequest;

/// Dead letters over HTTP. Each call blocks its own virtual thread.
public final class DeadLetterHttpService implements HttpService {
  private final DeadLetterDesk desk;
  private final int bodyBytesMax;

  public DeadLetterHttpService(DeadLetterDesk desk, int bodyBytesMax) {
    this.desk = desk;
    this.bodyBytesMax = bodyBytesMax;
  }

  @Override
  public void routing(HttpRules rules) {
    rules.get("/v1/dead-letters", this::list).post("/v1/dead-letters:replay", this::replay);
  }

  private void list(ServerRequest request, ServerResponse response) {
    switch (HttpAnswers.only(request, DeadLetterDesk.RECEIVER)) {
      case Answer.Given<String>(String receiver) ->
          HttpAnswers.send(
              response,
              desk.list(ListDeadLettersRequest.newBuilder().setReceiver(receiver).build()));
      case Answer.Refused<String>(Problem problem) -> HttpProblems.send(response, problem);
    }
  }

  private void replay(ServerRequest request, ServerResponse response) {
    HttpAnswers.answer(
        request,
        response,
        bodyBytesMax,
        ReplayDeadLettersRequest.getDefaultInstance(),
        "",
        HttpAnswers.whole(desk::replay));
  }
}
