package org.onthaal.aggregation.door;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpException;
import io.helidon.http.PathMatcher;
import io.helidon.http.PathMatchers;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.onthaal.v1.Problem;
import org.onthaal.v1.Reason;

/// Lets requests through to the paths of the [PathTable] and answers all others, and what fails.
public final class HttpDoor implements Filter {
  private static final Set<String> LOOPBACK_HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");

  private final boolean loopbackOnly;
  private final HttpConnections connections;
  private final List<Entry> entries;

  private record Entry(PathTable.Row row, PathMatcher matcher) {}

  private HttpDoor(boolean loopbackOnly, HttpConnections connections, List<PathTable.Row> rows) {
    this.loopbackOnly = loopbackOnly;
    this.connections = connections;
    entries = rows.stream().map(row -> new Entry(row, PathMatchers.create(row.path()))).toList();
  }

  /// Puts the door before routes.
  ///
  /// @param loopbackOnly whether only callers of this machine are answered
  /// @param connections is told how far each request has come
  /// @param rows every path behind the door
  /// @param faults what an exception of a route is told as
  public static void guard(
      HttpRouting.Builder routing,
      boolean loopbackOnly,
      HttpConnections connections,
      List<PathTable.Row> rows,
      Function<Exception, Problem> faults) {
    routing
        .addFilter(new HttpDoor(loopbackOnly, connections, rows))
        .error(
            HttpException.class,
            (_, response, e) ->
                HttpProblems.send(response, Problems.ofHttpStatus(e.status().code())))
        .error(Exception.class, (_, response, e) -> HttpProblems.send(response, faults.apply(e)));
  }

  /// Answers for what never reaches a route, such as a request line that is none.
  public static DirectHandlers unrouted() {
    DirectHandlers.Builder handlers = DirectHandlers.builder();
    for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
      handlers.addHandler(type, HttpDoor::unrouted);
    }
    return handlers.build();
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
    List<PathTable.Row> here =
        entries.stream()
            .filter(entry -> entry.matcher().match(request.path()).accepted())
            .map(Entry::row)
            .toList();
    String method = request.prologue().method().text();
    if (loopbackOnly && !isLoopback(request)) {
      HttpProblems.send(
          response,
          Problems.of(
              Reason.LOOPBACK_ONLY, "this path answers callers of its own machine, by its name"));
    } else if (here.isEmpty()) {
      HttpProblems.send(response, Problems.of(Reason.NOT_FOUND, "no such path"));
    } else if (method.equals("OPTIONS")) {
      response.status(Status.NO_CONTENT_204).header(HeaderNames.ALLOW, methods(here)).send();
    } else if (here.stream().noneMatch(row -> row.method().equals(method))) {
      response.header(HeaderNames.ALLOW, methods(here));
      HttpProblems.send(
          response,
          Problems.of(Reason.METHOD_NOT_ALLOWED, method + ": expected one of " + methods(here)));
    } else {
      chain.proceed();
    }
  }

  /// Whether a caller is of this machine and asks for this machine by name, so that a page in a
  /// browser cannot ask through a name of its own.
  private static boolean isLoopback(ServerRequest request) {
    // RFC 3986, 3.2.2: a host is the same in either case.
    String host = request.authority().replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT);
    return request.remotePeer().address() instanceof InetSocketAddress peer
        && peer.getAddress().isLoopbackAddress()
        && LOOPBACK_HOSTS.contains(host);
  }

  private static String methods(List<PathTable.Row> here) {
    return Stream.concat(here.stream().map(PathTable.Row::method), Stream.of("OPTIONS"))
        .collect(Collectors.joining(", "));
  }

  private static DirectHandler.TransportResponse unrouted(
      DirectHandler.TransportRequest request,
      DirectHandler.EventType type,
      Status status,
      ServerResponseHeaders headers,
      String message) {
    Problem problem = Problems.ofHttpStatus(status.code());
    if (HttpProblems.status(problem).code() == Status.SERVICE_UNAVAILABLE_503.code()) {
      headers.set(HeaderNames.RETRY_AFTER, "1");
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
}
