package org.onthaal.aggregation.door;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerResponse;
import org.onthaal.v1.Problem;
import org.onthaal.v1.Violation;

/// A problem as an `application/problem+json` answer (RFC 9457) with two members more: `reason`,
/// the stable word, and `violations`.
public final class HttpProblems {
  static final String MEDIA_TYPE = "application/problem+json";

  private HttpProblems() {}

  /// Answers with a problem.
  public static void send(ServerResponse response, Problem problem) {
    Status status = status(problem);
    response.status(status).header(HeaderNames.CONTENT_TYPE, MEDIA_TYPE);
    if (status.code() == Status.SERVICE_UNAVAILABLE_503.code()) {
      response.header(HeaderNames.RETRY_AFTER, "1");
    }
    response.send(body(problem));
  }

  static Status status(Problem problem) {
    return Status.create(Problems.httpStatus(problem.getReason()));
  }

  static String body(Problem problem) {
    Status status = status(problem);
    JsonObject body = new JsonObject();
    // No page explains a problem further; `reason` tells them apart.
    body.addProperty("type", "about:blank");
    body.addProperty("title", status.reasonPhrase());
    body.addProperty("status", status.code());
    body.addProperty("detail", problem.getDetail());
    body.addProperty("reason", problem.getReason().name());
    JsonArray violations = new JsonArray();
    for (Violation violation : problem.getViolationsList()) {
      JsonObject one = new JsonObject();
      one.addProperty("field", violation.getField());
      one.addProperty("reason", violation.getReason().name());
      one.addProperty("expected", violation.getExpected());
      violations.add(one);
    }
    body.add("violations", violations);
    return body + "\n";
  }
}
