package org.onthaal.aggregation.operate;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.onthaal.aggregation.door.Answer;
import org.onthaal.aggregation.door.HttpAnswers;
import org.onthaal.aggregation.door.HttpProblems;
import org.onthaal.aggregation.door.Violations;
import org.onthaal.v1.CreateSilenceRequest;
import org.onthaal.v1.ExpireSilenceRequest;
import org.onthaal.v1.ListSilencesRequest;
import org.onthaal.v1.PreviewSilenceRequest;
import org.onthaal.v1.Problem;
import org.onthaal.v1.Reason;
import org.onthaal.v1.SilenceState;

/// Silences over HTTP. Each call blocks its own virtual thread.
public final class SilenceHttpService implements HttpService {
  private static final String STATE = "state";

  private final SilenceDesk desk;
  private final int bodyBytesMax;

  public SilenceHttpService(SilenceDesk desk, int bodyBytesMax) {
    this.desk = desk;
    this.bodyBytesMax = bodyBytesMax;
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .get("/v1/silences", this::list)
        .post("/v1/silences", this::create)
        .post("/v1/silences:preview", this::preview)
        .delete("/v1/silences/{id}", this::expire);
  }

  private void create(ServerRequest request, ServerResponse response) {
    HttpAnswers.answer(
        request,
        response,
        bodyBytesMax,
        CreateSilenceRequest.getDefaultInstance(),
        "",
        desk::create);
  }

  private void preview(ServerRequest request, ServerResponse response) {
    HttpAnswers.answer(
        request,
        response,
        bodyBytesMax,
        PreviewSilenceRequest.getDefaultInstance(),
        "",
        desk::preview);
  }

  private void list(ServerRequest request, ServerResponse response) {
    switch (states(HttpAnswers.parameters(request))) {
      case Answer.Given<ListSilencesRequest>(ListSilencesRequest given) ->
          HttpAnswers.send(response, desk.list(given));
      case Answer.Refused<ListSilencesRequest>(Problem problem) ->
          HttpProblems.send(response, problem);
    }
  }

  /// States may be repeated or joined by commas, with or without the contract's `SILENCE_`.
  private static Answer<ListSilencesRequest> states(Map<String, List<String>> query) {
    Violations violations = new Violations();
    ListSilencesRequest.Builder list = ListSilencesRequest.newBuilder();
    query.forEach((name, values) -> {
      if (name.equals(STATE)) {
        values.stream()
            .flatMap(value -> Stream.of(value.split(",", -1)))
            .forEach(word ->
                state(word)
                    .ifPresentOrElse(
                        list::addStates,
                        () -> violations.add(STATE, Reason.INVALID, "PENDING, ACTIVE or EXPIRED")));
      } else {
        violations.add(name, Reason.UNKNOWN_PARAMETER, "one of " + STATE);
      }
    });
    return violations.isEmpty()
        ? new Answer.Given<>(list.build())
        : new Answer.Refused<>(violations.problem());
  }

  private static Optional<SilenceState> state(String word) {
    String upper = word.toUpperCase(Locale.ROOT);
    return Stream.of(
            SilenceState.SILENCE_PENDING, SilenceState.SILENCE_ACTIVE, SilenceState.SILENCE_EXPIRED)
        .filter(state -> state.name().equals(upper) || state.name().equals("SILENCE_" + upper))
        .findFirst();
  }

  private void expire(ServerRequest request, ServerResponse response) {
    switch (HttpAnswers.only(request, "author")) {
      case Answer.Given<String>(String author) ->
          HttpAnswers.send(
              response,
              desk.expire(
                  ExpireSilenceRequest.newBuilder()
                      .setId(HttpAnswers.id(request))
                      .setAuthor(author)
                      .build()));
      case Answer.Refused<String>(Problem problem) -> HttpProblems.send(response, problem);
    }
  }
}
