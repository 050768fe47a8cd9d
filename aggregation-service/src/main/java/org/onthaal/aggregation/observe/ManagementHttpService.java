package org.onthaal.aggregation.observe;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Optional;
import org.onthaal.aggregation.door.PathTable;
import org.onthaal.aggregation.fold.Verification;
import org.onthaal.aggregation.tail.LogBrokenException;
import org.onthaal.aggregation.tail.LogUnavailableException;

/// The door of whoever runs the service.
public final class ManagementHttpService implements HttpService {
  private static final Header METRICS_TEXT =
      HeaderValues.create(HeaderNames.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8");
  private static final Header JSON =
      HeaderValues.create(HeaderNames.CONTENT_TYPE, "application/json");

  /// What may be called.
  public static final List<PathTable.Row> ROWS =
      List.of(
          new PathTable.Row("GET", "/health/live"),
          new PathTable.Row("GET", "/health/ready"),
          new PathTable.Row("GET", "/metrics"),
          new PathTable.Row("GET", "/verify"));

  private final PrometheusMeterRegistry meters;
  private final FoldReadiness readiness;
  private final Verification verification;

  public ManagementHttpService(
      PrometheusMeterRegistry meters, FoldReadiness readiness, Verification verification) {
    this.meters = meters;
    this.readiness = readiness;
    this.verification = verification;
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .get("/health/live", (_, response) -> response.send("alive\n"))
        .get("/health/ready", this::ready)
        .get("/metrics", (_, response) -> response.header(METRICS_TEXT).send(meters.scrape()))
        .get("/verify", this::verify);
  }

  private void ready(ServerRequest request, ServerResponse response) {
    Optional<String> reason = readiness.reason();
    response
        .status(reason.isEmpty() ? Status.OK_200 : Status.SERVICE_UNAVAILABLE_503)
        .send(reason.map(why -> "not ready: " + why + "\n").orElse("ready\n"));
  }

  private void verify(ServerRequest request, ServerResponse response) throws InterruptedException {
    try {
      response.header(JSON).send(VerificationJson.of(verification.run()));
    } catch (LogUnavailableException e) {
      response
          .status(Status.SERVICE_UNAVAILABLE_503)
          .send("feedback-service does not answer: " + e.getMessage() + "\n");
    } catch (LogBrokenException e) {
      response
          .status(Status.CONFLICT_409)
          .send("nothing can be compared: " + e.getMessage() + "\n");
    }
  }
}
