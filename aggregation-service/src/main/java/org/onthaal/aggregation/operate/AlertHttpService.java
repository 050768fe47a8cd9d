package org.onthaal.aggregation.operate;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.helidon.common.media.type.MediaType;
import io.helidon.common.media.type.MediaTypes;
import io.helidon.http.Status;
import io.helidon.http.sse.SseEvent;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.sse.SseSink;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.onthaal.v1.BacktestRequest;
import org.onthaal.v1.Problem;
import org.onthaal.v1.Reason;
import org.onthaal.v1.WatchAlertsResponse;

/// The HTTP door to alerts: the contract's JSON form, and server-sent events for watching.
public final class AlertHttpService implements HttpService, AutoCloseable {
  private static final int BODY_BYTES_MAX = 1 << 20;
  private static final MediaType PROBLEM = MediaTypes.create("application/problem+json");

  /// A comment this often shows whether the other side is still there.
  private static final Duration HEARTBEAT = Duration.ofSeconds(10);

  private final AlertDesk desk;
  private final Duration poll;
  private final CountDownLatch stopping = new CountDownLatch(1);

  /// A door that opens with the server.
  ///
  /// @param poll how often a watcher looks for changes
  public AlertHttpService(AlertDesk desk, Duration poll) {
    this.desk = desk;
    this.poll = poll;
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .get("/v1/alerts", this::list)
        .get("/v1/alerts:watch", this::watch)
        .post("/v1/rules:backtest", this::backtest);
  }

  private void list(ServerRequest request, ServerResponse response) {
    AlertParameters parameters = AlertParameters.ofList(request.query().toMap());
    switch (parameters.answer()) {
      case Answer.Given<AlertParameters>(AlertParameters given) ->
          send(response, desk.list(given.list()));
      case Answer.Refused<AlertParameters>(Problem problem) -> send(response, problem);
    }
  }

  private void watch(ServerRequest request, ServerResponse response) throws InterruptedException {
    AlertParameters parameters = AlertParameters.ofWatch(request.query().toMap());
    if (parameters.answer() instanceof Answer.Refused<AlertParameters>(Problem problem)) {
      send(response, problem);
      return;
    }
    AlertWatch watch = desk.watch(parameters.list().getAdministrationsList());
    Optional<WatchAlertsResponse> news = watch.next();
    try (SseSink sink = response.sink(SseSink.TYPE)) {
      long quiet = 0;
      do {
        if (news.isPresent()) {
          sink.emit(SseEvent.builder().name("alerts").data(json(news.get())).build());
          quiet = 0;
        } else if (quiet * poll.toMillis() >= HEARTBEAT.toMillis()) {
          sink.emit(SseEvent.builder().comment("still here").build());
          quiet = 0;
        }
        quiet++;
        news = watch.next();
      } while (!stopping.await(poll.toMillis(), TimeUnit.MILLISECONDS));
    } catch (UncheckedIOException e) {
      return; // the watcher went away; nobody is left to be told
    }
  }

  private void backtest(ServerRequest request, ServerResponse response) throws IOException {
    boolean isJson =
        request
            .headers()
            .contentType()
            .map(type -> type.mediaType().text().equals("application/json"))
            .orElse(true);
    if (!isJson) {
      send(response, problem(Reason.MEDIA_TYPE_UNSUPPORTED, "The body must be application/json."));
      return;
    }
    byte[] body;
    try (InputStream stream = request.content().inputStream()) {
      body = stream.readNBytes(BODY_BYTES_MAX + 1);
    }
    if (body.length > BODY_BYTES_MAX) {
      send(
          response,
          problem(
              Reason.MESSAGE_TOO_LARGE, "The body has more than " + BODY_BYTES_MAX + " bytes."));
      return;
    }
    BacktestRequest.Builder message = BacktestRequest.newBuilder();
    try {
      JsonFormat.parser()
          .merge(
              StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString(),
              message);
    } catch (InvalidProtocolBufferException e) {
      String detail = String.valueOf(e.getMessage());
      boolean isUnknown = detail.contains("Cannot find field");
      send(response, problem(isUnknown ? Reason.UNKNOWN_FIELD : Reason.MALFORMED, detail));
      return;
    } catch (CharacterCodingException e) {
      send(response, problem(Reason.MALFORMED, "The body is not UTF-8."));
      return;
    }
    send(response, desk.backtest(message.build()));
  }

  private static <T extends Message> void send(ServerResponse response, Answer<T> answer) {
    switch (answer) {
      case Answer.Given<T>(T value) -> {
        response.headers().contentType(MediaTypes.APPLICATION_JSON);
        response.send(json(value).getBytes(StandardCharsets.UTF_8));
      }
      case Answer.Refused<T>(Problem problem) -> send(response, problem);
    }
  }

  private static void send(ServerResponse response, Problem problem) {
    int status =
        switch (problem.getReason()) {
          case MEDIA_TYPE_UNSUPPORTED -> 415;
          case MESSAGE_TOO_LARGE -> 413;
          default -> 400;
        };
    response.status(Status.create(status));
    response.headers().contentType(PROBLEM);
    response.send(json(problem).getBytes(StandardCharsets.UTF_8));
  }

  private static Problem problem(Reason reason, String detail) {
    return Problem.newBuilder().setReason(reason).setDetail(detail).build();
  }

  private static String json(Message message) {
    try {
      return JsonFormat.printer()
          .alwaysPrintFieldsWithNoPresence()
          .omittingInsignificantWhitespace()
          .print(message);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a message of ours without JSON form", e);
    }
  }

  /// Ends all watchers; the server stops taking calls itself.
  @Override
  public void close() {
    stopping.countDown();
  }
}
