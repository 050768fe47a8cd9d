package org.onthaal.aggregation.operate;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.sse.SseEvent;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.sse.SseSink;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.onthaal.aggregation.door.HttpBody;
import org.onthaal.aggregation.door.HttpProblems;
import org.onthaal.aggregation.operate.AlertDesk.Watched;
import org.onthaal.v1.BacktestRequest;
import org.onthaal.v1.Problem;
import org.onthaal.v1.WatchAlertsResponse;

/// Alerts over HTTP: the contract's JSON form, and live as server-sent events. Each call blocks its
/// own virtual thread.
public final class AlertHttpService implements HttpService {
  private static final Header JSON =
      HeaderValues.create(HeaderNames.CONTENT_TYPE, "application/json");
  private static final Header NO_STORE = HeaderValues.create(HeaderNames.CACHE_CONTROL, "no-store");

  private final AlertDesk desk;
  private final Watching watching;
  private final int bodyBytesMax;

  /// @param bodyBytesMax of a back-test
  public AlertHttpService(AlertDesk desk, Watching watching, int bodyBytesMax) {
    this.desk = desk;
    this.watching = watching;
    this.bodyBytesMax = bodyBytesMax;
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .get("/v1/alerts", this::list)
        .get("/v1/alerts:watch", this::watch)
        .post("/v1/rules:backtest", this::backtest);
  }

  private void list(ServerRequest request, ServerResponse response) {
    switch (AlertParameters.ofList(parameters(request)).answer()) {
      case Answer.Given<AlertParameters>(AlertParameters given) ->
          send(response, desk.list(given.list()));
      case Answer.Refused<AlertParameters>(Problem problem) -> HttpProblems.send(response, problem);
    }
  }

  private void backtest(ServerRequest request, ServerResponse response) {
    Optional<String> type = request.headers().contentType().map(media -> media.mediaType().text());
    byte[] body = HttpBody.read(request, bodyBytesMax);
    switch (BacktestBody.read(type, body)) {
      case Answer.Given<BacktestRequest>(BacktestRequest given) ->
          send(response, desk.backtest(given));
      case Answer.Refused<BacktestRequest>(Problem problem) -> HttpProblems.send(response, problem);
    }
  }

  private void watch(ServerRequest request, ServerResponse response) throws InterruptedException {
    switch (AlertParameters.ofWatch(parameters(request)).answer()) {
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
    String data = print(JsonFormat.printer().omittingInsignificantWhitespace(), message);
    return SseEvent.builder().name("alerts").data(data).build();
  }

  private static Map<String, List<String>> parameters(ServerRequest request) {
    Map<String, List<String>> parameters = new HashMap<>();
    request.query().names().forEach(name -> parameters.put(name, request.query().all(name)));
    return parameters;
  }

  private static <T extends Message> void send(ServerResponse response, Answer<T> answer) {
    switch (answer) {
      case Answer.Given<T>(T value) ->
          response.header(JSON).header(NO_STORE).send(print(JsonFormat.printer(), value) + "\n");
      case Answer.Refused<T>(Problem problem) -> HttpProblems.send(response, problem);
    }
  }

  private static String print(JsonFormat.Printer printer, Message message) {
    try {
      return printer.alwaysPrintFieldsWithNoPresence().print(message);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a message of ours has JSON", e);
    }
  }
}
