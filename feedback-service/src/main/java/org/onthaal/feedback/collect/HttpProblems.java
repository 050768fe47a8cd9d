package org.onthaal.feedback.collect;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.helidon.http.Status;
import java.nio.charset.StandardCharsets;
import org.onthaal.feedback.validate.Reason;
import org.onthaal.feedback.validate.Violation;

/// A problem as an `application/problem+json` answer (RFC 9457) with two members more: `reason`,
/// the stable word, and `violations`.
public final class HttpProblems {
  public static final String MEDIA_TYPE = "application/problem+json";

  private HttpProblems() {}

  /// The status line of a problem.
  public static Status status(Problem problem) {
    return Status.create(Problems.httpStatus(problem.reason()));
  }

  /// The body in UTF-8.
  public static byte[] body(Problem problem) {
    Status status = status(problem);
    JsonObject body = new JsonObject();
    // No page explains a problem further; `reason` tells them apart.
    body.addProperty("type", "about:blank");
    body.addProperty("title", status.reasonPhrase());
    body.addProperty("status", status.code());
    body.addProperty("detail", problem.detail());
    body.addProperty("reason", problem.reason().name());
    JsonArray violations = new JsonArray();
    for (Violation violation : problem.violations()) {
      JsonObject one = new JsonObject();
      one.addProperty("field", violation.field());
      one.addProperty("reason", violation.reason().name());
      one.addProperty("expected", violation.expected());
      violations.add(one);
    }
    body.add("violations", violations);
    return body.toString().getBytes(StandardCharsets.UTF_8);
  }

  /// What a status that the HTTP server itself decides on means in the words of the contract.
  public static Problem of(Status status, String detail) {
    return switch (status.code()) {
      case 403 -> new Problem(Reason.LOOPBACK_ONLY, detail);
      case 404 -> new Problem(Reason.NOT_FOUND, "no such path");
      case 405 -> new Problem(Reason.METHOD_NOT_ALLOWED, detail);
      case 413 -> new Problem(Reason.MESSAGE_TOO_LARGE, "the body is larger than is accepted");
      case 415 -> new Problem(Reason.MEDIA_TYPE_UNSUPPORTED, detail);
      case 429, 503 -> new Problem(Reason.OVERLOADED, "too many requests at once; try again");
      default ->
          status.code() < 500
              ? new Problem(Reason.MALFORMED, "the request is not HTTP as it is read here")
              : new Problem(Reason.INTERNAL, "a fault of the server");
    };
  }
}
