package org.onthaal.aggregation.report;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.util.JsonFormat;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
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
import java.util.concurrent.Semaphore;
import org.onthaal.aggregation.door.HttpProblems;
import org.onthaal.aggregation.door.Problems;
import org.onthaal.aggregation.report.ScoreReport.Positions;
import org.onthaal.v1.GetScoresResponse;
import org.onthaal.v1.Reason;
import org.onthaal.v1.WatchScoresResponse;

/// Figures over HTTP: `GET /v1/scores`, and live as server-sent events. Each call blocks its own
/// virtual thread.
public final class ScoreHttpService implements HttpService {
  private static final System.Logger LOG =
      System.getLogger(ScoreHttpService.class.getPackageName());
  private static final HeaderName LAST_EVENT_ID = HeaderNames.create("Last-Event-ID");
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
          report.read(
              parameters.query(),
              new Positions("after", parameters.after()),
              parameters.violations());
      ScoreReport.Answer answer = report.answer(question);
      GetScoresResponse message =
          GetScoresResponse.newBuilder()
              .addAllRows(answer.rows())
              .setAsOf(Protos.asOf(answer.asOf()))
              .build();
      response.header(JSON).header(NO_STORE).send(Protos.json(message));
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
      String last = request.headers().first(LAST_EVENT_ID).orElse("");
      ScoreQuestion question =
          report.read(
              parameters.query(),
              Positions.resuming(LAST_EVENT_ID.defaultCase(), last),
              parameters.violations());
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
  private void follow(ScoreWatch watch, SseSink sink) throws InterruptedException {
    Duration quiet = Duration.ZERO;
    while (report.pause(report.limits().watchEvery())) {
      Optional<WatchScoresResponse> next;
      try {
        next = watch.next();
      } catch (RefusedException e) {
        // No longer to be answered, as minutes are not kept for ever; whoever asks again is told.
        LOG.log(System.Logger.Level.DEBUG, "A live answer ends: {0}", e.getMessage());
        return;
      }
      next.ifPresent(message -> sink.emit(event(message)));
      quiet = next.isPresent() ? Duration.ZERO : quiet.plus(report.limits().watchEvery());
      if (quiet.compareTo(report.limits().heartbeat()) >= 0) {
        sink.emit(SseEvent.builder().comment("still here").build());
        quiet = Duration.ZERO;
      }
    }
  }

  private static SseEvent event(WatchScoresResponse message) {
    return SseEvent.builder()
        .id(String.join(",", message.getAsOf().getOffsetsList()))
        .name("scores")
        .data(compact(message))
        .build();
  }

  static Map<String, List<String>> parameters(ServerRequest request) {
    Map<String, List<String>> parameters = new HashMap<>();
    request.query().names().forEach(name -> parameters.put(name, request.query().all(name)));
    return parameters;
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
