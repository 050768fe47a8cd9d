package org.onthaal.sample.helidon;

import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import org.onthaal.sdk.Channel;
import org.onthaal.sdk.FeedbackClient;
import org.onthaal.sdk.FeedbackOptions;
import org.onthaal.sdk.Rating;
import org.onthaal.sdk.Submission;
import org.onthaal.sdk.micrometer.FeedbackMeters;

/**
 * Takes a score at {@code POST /ratings/{score}}, and shows the client's figures at {@code
 * /metrics}.
 */
final class HelidonDesk implements HttpService {
  private final FeedbackClient feedback;
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  private HelidonDesk(FeedbackClient feedback) {
    this.feedback = feedback;
    new FeedbackMeters(feedback).bindTo(registry);
  }

  /**
   * Serves until the process is stopped.
   *
   * @param arguments the address of the gRPC door, and a folder for what waits
   */
  public static void main(String[] arguments) {
    FeedbackClient feedback =
        FeedbackClient.connect(
            FeedbackOptions.builder(arguments[0]).spool(Path.of(arguments[1])).build());
    System.out.println("Rate at http://localhost:" + start(feedback, 8071).port());
  }

  /**
   * The server closes the client once it has answered its last request; port 0 takes a free one.
   */
  static WebServer start(FeedbackClient feedback, int port) {
    return WebServer.builder()
        .host("localhost")
        .port(port)
        .routing(routing -> routing.register("/", new HelidonDesk(feedback)))
        .build()
        .start();
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .post("/ratings/{score:[1-5]}", this::rate)
        .get("/metrics", (request, response) -> response.send(registry.scrape()));
  }

  private void rate(ServerRequest request, ServerResponse response) {
    int score = Integer.parseInt(request.path().pathParameters().get("score"));
    Submission submission =
        feedback.submitDurable(
            Rating.csat(score).at("parking-permit").through(Channel.WEB).in("en"));
    response
        .status(submission.isAccepted() ? Status.ACCEPTED_202 : Status.BAD_REQUEST_400)
        .send(submission.toString());
  }

  /** Called by the server after it has stopped. */
  @Override
  public void afterStop() {
    feedback.close();
  }
}
