package org.onthaal.aggregation.report;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageOrBuilder;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.onthaal.aggregation.door.HttpProblems;
import org.onthaal.aggregation.door.Problems;
import org.onthaal.v1.GetScoresResponse;
import org.onthaal.v1.Reason;
import org.onthaal.v1.WatchScoresResponse;

/// Figures over HTTP: `GET /v1/scores`, and live as server-sent events. Each call blocks its own
/// virtual thread.
public final class ScoreHttpService implements HttpService {
  private static final Header JSON =
      HeaderValues.create(HeaderNames.CONTENT_TYPE, "application/json");
  private static final Header NO_STORE = HeaderValues.create(HeaderNames.CACHE_CONTROL, "no-store");

  private final ScoreReport report;
  private final Semaphore watchers;

  public ScoreHttpService(ScoreReport report) {
    this.report = report;
    watchers = new Semaphore(report.limits().watchersMax());
  }

  @Override
  public void routing(HttpRules rules) {
    rules.get("/v1/scores", this::scores).get("/v1/scores:watch", this::watch);
  }

  private void scores(ServerRequest request, ServerResponse response) throws InterruptedException {
    try {
      ScoreParameters parameters = ScoreParameters.ofOne(parameters(request));
      ScoreQuestion question =
          report.read(parameters.query(), parameters.after(), parameters.violations());
      ScoreReport.Answer answer = report.answer(question);
      GetScoresResponse message =
          GetScoresResponse.newBuilder()
              .addAllRows(answer.rows())
              .setAsOf(Protos.asOf(answer.asOf()))
              .build();
      response.header(JSON).header(NO_STORE).send(print(message));
    } catch (RefusedException e) {
      HttpProblems.send(response, e.problem());
    }
  }

  private void watch(ServerRequest request, ServerResponse response) throws InterruptedException {
    if (!watchers.tryAcquire()) {
      HttpProblems.send(
          response, Problems.of(Reason.OVERLOADED, "too many live answers; try again later"));
      return;
    }
    try {
      ScoreParameters parameters = ScoreParameters.ofLive(parameters(request));
      Optional<String> last = request.headers().first(HeaderNames.create("Last-Event-ID"));
      List<String> resume =
          last.filter(id -> !id.isEmpty()).map(id -> List.of(id.split(",", -1))).orElse(List.of());
      ScoreQuestion question = report.read(parameters.query(), resume, parameters.violations());
      ScoreWatch watch = new ScoreWatch(report, question, question.after());
      // Asked before the stream begins, so that a refusal is still a plain answer.
      Optional<WatchScoresResponse> first = watch.next();
      try (SseSink sink = response.sink(SseSink.TYPE)) {
        first.ifPresent(message -> sink.emit(event(message)));
        follow(watch, sink);
      }
    } catch (RefusedException e) {
      HttpProblems.send(response, e.problem());
    } finally {
      watchers.release();
    }
  }

  /// Ends when the listener has gone: writing to it fails.
  private void follow(ScoreWatch watch, SseSink sink)
      throws RefusedException, InterruptedException {
    while (true) {
      report.pause(report.limits().watchEvery());
      Optional<WatchScoresResponse> next = watch.next();
      next.ifPresent(message -> sink.emit(event(message)));
    }
  }

  private static SseEvent event(WatchScoresResponse message) {
    return SseEvent.builder()
        .id(String.join(",", message.getAsOf().getOffsetsList()))
        .name("scores")
        .data(compact(message))
        .build();
  }

  private static Map<String, List<String>> parameters(ServerRequest request) {
    Map<String, List<String>> parameters = new HashMap<>();
    request.query().names().forEach(name -> parameters.put(name, request.query().all(name)));
    return parameters;
  }

  private static String print(MessageOrBuilder message) {
    try {
      return JsonFormat.printer().alwaysPrintFieldsWithNoPresence().print(message) + "\n";
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a message of ours has JSON", e);
    }
  }

  private static String compact(MessageOrBuilder message) {
    try {
      return JsonFormat.printer()
          .alwaysPrintFieldsWithNoPresence()
          .omittingInsignificantWhitespace()
          .print(message);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a message of ours has JSON", e);
    }
  }
}
