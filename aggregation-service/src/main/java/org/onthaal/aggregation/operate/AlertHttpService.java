package org.onthaal.aggregation.operate;

import com.google.protobuf.util.JsonFormat;
import io.helidon.http.sse.SseEvent;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.sse.SseSink;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.onthaal.aggregation.door.Answer;
import org.onthaal.aggregation.door.HttpAnswers;
import org.onthaal.aggregation.door.HttpProblems;
import org.onthaal.aggregation.operate.AlertDesk.Watched;
import org.onthaal.v1.BacktestRequest;
import org.onthaal.v1.Problem;
import org.onthaal.v1.WatchAlertsResponse;

/// Alerts over HTTP: the contract's JSON form, and live as server-sent events. Each call blocks its
/// own virtual thread.
public final class AlertHttpService implements HttpService {
  private final AlertDesk desk;
  private final Watching watching;
  private final int bodyBytesMax;
  private final List<HttpService> others;

  /// @param bodyBytesMax of a back-test
  /// @param others routes of what people do with alerts
  public AlertHttpService(
      AlertDesk desk, Watching watching, int bodyBytesMax, List<HttpService> others) {
    this.desk = desk;
    this.watching = watching;
    this.bodyBytesMax = bodyBytesMax;
    this.others = List.copyOf(others);
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .get("/v1/alerts", this::list)
        .get("/v1/alerts:watch", this::watch)
        .post("/v1/rules:backtest", this::backtest);
    others.forEach(service -> service.routing(rules));
  }

  private void list(ServerRequest request, ServerResponse response) {
    switch (AlertParameters.ofList(HttpAnswers.parameters(request)).answer()) {
      case Answer.Given<AlertParameters>(AlertParameters given) ->
          HttpAnswers.send(response, desk.list(given.list()));
      case Answer.Refused<AlertParameters>(Problem problem) -> HttpProblems.send(response, problem);
    }
  }

  private void backtest(ServerRequest request, ServerResponse response) {
    HttpAnswers.answer(
        request,
        response,
        bodyBytesMax,
        BacktestRequest.getDefaultInstance(),
        "",
        HttpAnswers.whole(desk::backtest));
  }

  private void watch(ServerRequest request, ServerResponse response) throws InterruptedException {
    switch (AlertParameters.ofWatch(HttpAnswers.parameters(request)).answer()) {
      case Answer.Given<AlertParameters>(AlertParameters given) ->
          watch(given.list().getAdministrationsList(), response);
      case Answer.Refused<AlertParameters>(Problem problem) -> HttpProblems.send(response, problem);
    }
  }

  private void watch(List<String> administrations, ServerResponse response)
      throws InterruptedException {
    if (!watching.enter()) {
      HttpProblems.send(response, AlertDesk.tooManyWatchers());
      return;
    }
    try {
      // Asked before the stream begins, so that a failure is still a plain answer.
      switch (desk.watch(administrations)) {
        case Answer.Given<Watched>(Watched watched) -> {
          try (SseSink sink = response.sink(SseSink.TYPE)) {
            sink.emit(event(watched.first()));
            follow(watched.changes(), sink);
          }
        }
        case Answer.Refused<Watched>(Problem problem) -> HttpProblems.send(response, problem);
      }
    } finally {
      watching.leave();
    }
  }

  /// Ends when the listener has gone: writing to it fails.
  private void follow(AlertWatch watch, SseSink sink) throws InterruptedException {
    Duration quiet = Duration.ZERO;
    while (watching.pause()) {
      Optional<WatchAlertsResponse> next = watch.next();
      quiet = next.isPresent() ? Duration.ZERO : quiet.plus(watching.every());
      next.ifPresent(message -> sink.emit(event(message)));
      if (quiet.compareTo(watching.heartbeat()) >= 0) {
        sink.emit(SseEvent.builder().comment("still here").build());
        quiet = Duration.ZERO;
      }
    }
  }

  private static SseEvent event(WatchAlertsResponse message) {
    String data =
        HttpAnswers.print(JsonFormat.printer().omittingInsignificantWhitespace(), message);
    return SseEvent.builder().name("alerts").data(data).build();
  }
}
