package org.onthaal.aggregation.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import org.onthaal.v1.Problem;
import org.onthaal.v1.Reason;
import org.onthaal.v1.Violation;

/// What is not answered, as `application/problem+json`; registered around the other services it
/// turns strangers away and says what does not exist.
public final class ProblemHttpService implements HttpService {
  private static final Header PROBLEM =
      HeaderValues.create(HeaderNames.CONTENT_TYPE, "application/problem+json");
  private static final Set<String> LOOPBACK_HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");

  private final Set<String> paths;

  /// @param paths that exist for another method
  public ProblemHttpService(Set<String> paths) {
    this.paths = Set.copyOf(paths);
  }

  @Override
  public void routing(HttpRules rules) {
    rules.any("/*", this::nothingHere);
  }

  /// Whether a caller may see the internal paths: of this machine, and asking for this machine by
  /// name, so that a page in a browser cannot ask through a name of its own.
  public static boolean isLoopback(ServerRequest request) {
    String host = request.authority().replaceFirst(":\\d+$", "");
    return request.remotePeer().address() instanceof InetSocketAddress peer
        && peer.getAddress().isLoopbackAddress()
        && LOOPBACK_HOSTS.contains(host);
  }

  /// Turns a stranger away.
  public static void refuseStranger(ServerResponse response) {
    send(
        response,
        Status.FORBIDDEN_403,
        problem(Reason.LOOPBACK_ONLY, "this path answers callers of the same machine only"));
  }

  private void nothingHere(ServerRequest request, ServerResponse response) {
    String path = request.path().path();
    if (paths.contains(path)) {
      response.header(HeaderNames.ALLOW, path.endsWith(":backtest") ? "POST" : Method.GET.text());
      send(
          response,
          Status.METHOD_NOT_ALLOWED_405,
          problem(
              Reason.METHOD_NOT_ALLOWED, "this path does not take " + request.prologue().method()));
    } else {
      send(response, Status.NOT_FOUND_404, problem(Reason.NOT_FOUND, "there is no path " + path));
    }
  }

  /// Answers with a problem.
  public static void send(ServerResponse response, Status status, Problem problem) {
    JsonObject body = new JsonObject();
    body.addProperty("type", "about:blank");
    body.addProperty("title", status.reasonPhrase());
    body.addProperty("status", status.code());
    body.addProperty("detail", problem.getDetail());
    body.addProperty("reason", problem.getReason().name());
    body.add("violations", violations(problem.getViolationsList()));
    response.status(status).header(PROBLEM).send(body + "\n");
  }

  private static Problem problem(Reason reason, String detail) {
    return Problem.newBuilder().setReason(reason).setDetail(detail).build();
  }

  private static JsonArray violations(List<Violation> violations) {
    JsonArray list = new JsonArray();
    for (Violation violation : violations) {
      JsonObject entry = new JsonObject();
      entry.addProperty("field", violation.getField());
      entry.addProperty("reason", violation.getReason().name());
      entry.addProperty("expected", violation.getExpected());
      list.add(entry);
    }
    return list;
  }
}
