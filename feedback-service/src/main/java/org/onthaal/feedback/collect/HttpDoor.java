package org.onthaal.feedback.collect;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpException;
import io.helidon.http.PathMatcher;
import io.helidon.http.PathMatchers;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.onthaal.feedback.access.HttpConnections;
import org.onthaal.feedback.validate.Reason;

/// Lets requests through to the paths of the [PathTable] and answers all others.
public final class HttpDoor implements Filter {
  private static final System.Logger LOG = System.getLogger(HttpDoor.class.getName());

  // About what a queue needs to empty.
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private static final String INVITATIONS = "/i/";

  private final boolean loopbackOnly;
  private final HttpConnections connections;
  private final List<Entry> entries;

  private record Entry(PathTable.Row row, PathMatcher matcher) {
    boolean fromAnySite() {
      return row.audience() == PathTable.Audience.CITIZENS_OF_ANY_SITE;
    }
  }

  private HttpDoor(boolean loopbackOnly, HttpConnections connections, List<PathTable.Row> rows) {
    this.loopbackOnly = loopbackOnly;
    this.connections = connections;
    entries = rows.stream().map(row -> new Entry(row, PathMatchers.create(row.path()))).toList();
  }

  /// Puts the door before routes.
  ///
  /// @param loopbackOnly whether internal paths answer callers of this machine only
  /// @param connections is told how far each request has come
  public static void guard(
      HttpRouting.Builder routing, boolean loopbackOnly, HttpConnections connections) {
    routing
        .addFilter(new HttpDoor(loopbackOnly, connections, PathTable.ROWS))
        .error(HttpException.class, HttpDoor::refused)
        .error(Exception.class, HttpDoor::failed)
        .any((_, response) -> refuse(response, new Problem(Reason.NOT_FOUND, "no such path")));
  }

  @Override
  public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    Optional<HttpConnections.Open> connection = connections.of(request.remotePeer().address());
    connection.ifPresent(request.context()::register);
    try {
      pass(chain, request, response);
    } finally {
      connection.ifPresent(HttpConnections.Open::answered);
    }
  }

  private void pass(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    response.header(HeaderNames.X_CONTENT_TYPE_OPTIONS, "nosniff");
    List<Entry> here =
        entries.stream().filter(entry -> entry.matcher().match(request.path()).accepted()).toList();
    String method = request.prologue().method().text();
    if (here.isEmpty()) {
      refuse(response, new Problem(Reason.NOT_FOUND, "no such path"));
    } else if (method.equals("OPTIONS")) {
      preflight(here, response);
    } else {
      here.stream()
          .filter(entry -> entry.row().method().equals(method))
          .findFirst()
          .ifPresentOrElse(
              entry -> enter(entry, chain, request, response),
              () -> methodNotAllowed(here, method, response));
    }
  }

  /// Answers with a problem.
  public static void refuse(ServerResponse response, Problem problem) {
    refuse(response, problem, RETRY_AFTER);
  }

  /// Answers with a problem that passes.
  ///
  /// @param retryAfter when to try again, if it passes at all
  public static void refuse(ServerResponse response, Problem problem, Duration retryAfter) {
    Status status = HttpProblems.status(problem);
    if (status.code() == Status.UNAUTHORIZED_401.code()) {
      response.header(HeaderNames.WWW_AUTHENTICATE, "Bearer"); // RFC 9110, 11.6.1
    }
    response.status(status).header(HeaderNames.CONTENT_TYPE, HttpProblems.MEDIA_TYPE);
    if (passes(status)) {
      response.header(HeaderNames.RETRY_AFTER, seconds(retryAfter));
    }
    response.send(HttpProblems.body(problem));
  }

  /// Whole seconds, at least one: what the header `Retry-After` takes.
  public static String seconds(Duration wait) {
    return String.valueOf(Math.max(1, wait.plusMillis(999).toSeconds()));
  }

  private static boolean passes(Status status) {
    return status.code() == Status.SERVICE_UNAVAILABLE_503.code()
        || status.code() == Status.TOO_MANY_REQUESTS_429.code();
  }

  /// Answers what never reaches a route, such as a request line that is none.
  public static DirectHandler.TransportResponse unrouted(
      DirectHandler.TransportRequest request,
      DirectHandler.EventType type,
      Status status,
      ServerResponseHeaders headers,
      String message) {
    Problem problem = HttpProblems.of(status, status.reasonPhrase());
    if (passes(HttpProblems.status(problem))) {
      headers.set(HeaderNames.RETRY_AFTER, seconds(RETRY_AFTER));
    }
    return DirectHandler.TransportResponse.builder()
        .status(HttpProblems.status(problem))
        .headers(headers)
        .keepAlive(type.keepAlive())
        .header(HeaderNames.X_CONTENT_TYPE_OPTIONS, "nosniff")
        .header(HeaderNames.CONTENT_TYPE, HttpProblems.MEDIA_TYPE)
        .entity(HttpProblems.body(problem))
        .build();
  }

  private void enter(
      Entry entry, FilterChain chain, RoutingRequest request, RoutingResponse response) {
    if (entry.fromAnySite()) {
      response.header(HeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
      response.header(HeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS, HeaderNames.RETRY_AFTER_NAME);
    }
    boolean internal = entry.row().audience() == PathTable.Audience.INTERNAL;
    if (internal && loopbackOnly && !HttpCallers.fromThisMachine(request)) {
      refuse(
          response,
          new Problem(
              Reason.LOOPBACK_ONLY, "this path answers callers of its own machine, by its name"));
    } else {
      chain.proceed();
    }
  }

  private static void preflight(List<Entry> here, ServerResponse response) {
    String fromAnySite =
        here.stream()
            .filter(Entry::fromAnySite)
            .map(entry -> entry.row().method())
            .collect(Collectors.joining(", "));
    response.status(Status.NO_CONTENT_204).header(HeaderNames.ALLOW, methods(here));
    if (!fromAnySite.isEmpty()) {
      response
          .header(HeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, "*")
          .header(HeaderNames.ACCESS_CONTROL_ALLOW_METHODS, fromAnySite)
          .header(HeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, "Authorization, Content-Type")
          .header(HeaderNames.ACCESS_CONTROL_MAX_AGE, "86400");
    }
    response.send();
  }

  private static void methodNotAllowed(List<Entry> here, String method, ServerResponse response) {
    response.header(HeaderNames.ALLOW, methods(here));
    refuse(
        response,
        new Problem(Reason.METHOD_NOT_ALLOWED, method + ": expected one of " + methods(here)));
  }

  private static String methods(List<Entry> here) {
    return Stream.concat(here.stream().map(entry -> entry.row().method()), Stream.of("OPTIONS"))
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static void refused(ServerRequest request, ServerResponse response, HttpException e) {
    refuse(response, HttpProblems.of(e.status(), e.status().reasonPhrase()));
  }

  /// A path as a log may have it: without the token of an invitation, which is good until it is
  /// used.
  static String shown(String path) {
    return path.startsWith(INVITATIONS) ? INVITATIONS + "…" : path;
  }

  private static void failed(ServerRequest request, ServerResponse response, Exception e) {
    LOG.log(
        System.Logger.Level.ERROR,
        "a request failed: " + request.prologue().method() + " " + shown(request.path().rawPath()),
        e);
    refuse(response, new Problem(Reason.INTERNAL, "a fault of the server"));
  }
}
