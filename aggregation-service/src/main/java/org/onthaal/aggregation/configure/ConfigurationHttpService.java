package org.onthaal.aggregation.configure;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import org.onthaal.aggregation.door.Answer;
import org.onthaal.aggregation.door.HttpAnswers;
import org.onthaal.v1.SaveRulesRequest;
import org.onthaal.v1.TestReceiverRequest;

/// Rules, receivers and routes over HTTP. Each call blocks its own virtual thread.
public final class ConfigurationHttpService implements HttpService {
  private final RuleDesk rules;
  private final ReceiverDesk receivers;
  private final int bodyBytesMax;

  public ConfigurationHttpService(RuleDesk rules, ReceiverDesk receivers, int bodyBytesMax) {
    this.rules = rules;
    this.receivers = receivers;
    this.bodyBytesMax = bodyBytesMax;
  }

  @Override
  public void routing(HttpRules routing) {
    routing
        .get(
            "/v1/rules",
            (_, response) -> HttpAnswers.send(response, new Answer.Given<>(rules.get())))
        .post("/v1/rules:save", this::save)
        .get(
            "/v1/receivers",
            (_, response) -> HttpAnswers.send(response, new Answer.Given<>(receivers.list())))
        .post("/v1/receivers:test", this::test);
  }

  private void save(ServerRequest request, ServerResponse response) {
    HttpAnswers.answer(
        request,
        response,
        bodyBytesMax,
        SaveRulesRequest.getDefaultInstance(),
        "",
        HttpAnswers.whole(rules::save));
  }

  private void test(ServerRequest request, ServerResponse response) {
    HttpAnswers.answer(
        request,
        response,
        bodyBytesMax,
        TestReceiverRequest.getDefaultInstance(),
        "",
        HttpAnswers.whole(receivers::test));
  }
}
