package org.onthaal.aggregation.door;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.onthaal.v1.Problem;
import org.onthaal.v1.Reason;

/// Requests and answers over HTTP: the contract's JSON form.
public final class HttpAnswers {
  private static final Header JSON =
      HeaderValues.create(HeaderNames.CONTENT_TYPE, "application/json");
  private static final String PLAIN = "text/plain";
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final Header NO_STORE = HeaderValues.create(HeaderNames.CACHE_CONTROL, "no-store");

  private HttpAnswers() {}

  public static <T extends Message> void send(ServerResponse response, Answer<T> answer) {
    switch (answer) {
      case Answer.Given<T>(T value) ->
          response.header(JSON).header(NO_STORE).send(print(JsonFormat.printer(), value) + "\n");
      case Answer.Refused<T>(Problem problem) -> HttpProblems.send(response, problem);
    }
  }

  public static String print(JsonFormat.Printer printer, Message message) {
    try {
      return printer.alwaysPrintFieldsWithNoPresence().print(message);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a message of ours has JSON", e);
    }
  }

  /// Reads the body and answers what it asks.
  ///
  /// @param ask is given what could be read, and what is wrong with the rest
  /// @param empty a message without values, of the type that is read
  /// @param elsewhere name of the field that the path carries; empty when none
  public static <Q extends Message, A extends Message> void answer(
      ServerRequest request,
      ServerResponse response,
      int bodyBytesMax,
      Q empty,
      String elsewhere,
      BiFunction<Q, Violations, Answer<A>> ask) {
    byte[] body = HttpBody.read(request, bodyBytesMax);
    switch (JsonBody.begin(mediaType(request, body), body, empty, elsewhere)) {
      case Answer.Given<JsonBody.Begun<Q>>(JsonBody.Begun<Q>(Q given, Violations violations)) ->
          send(response, ask.apply(given, violations));
      case Answer.Refused<JsonBody.Begun<Q>>(Problem problem) ->
          HttpProblems.send(response, problem);
    }
  }

  /// For calls that are asked only when the whole body could be read.
  public static <Q extends Message, A extends Message> BiFunction<Q, Violations, Answer<A>> whole(
      Function<Q, Answer<A>> ask) {
    return (given, violations) ->
        violations.isEmpty() ? ask.apply(given) : new Answer.Refused<>(violations.problem());
  }

  /// As the caller named it; absent for JSON under the name that curl gives it unless told
  /// otherwise. A page in a browser must name it: whatever it may send without asking first to
  /// another site is not taken from it.
  private static Optional<String> mediaType(ServerRequest request, byte[] body) {
    Optional<String> named = request.headers().contentType().map(media -> media.mediaType().text());
    if (request.headers().contains(HeaderNames.ORIGIN)) {
      return Optional.of(named.orElse("none"));
    }
    boolean isJson =
        named
            .filter(type -> type.equals(PLAIN) || (type.equals(FORM) && startsAnObject(body)))
            .isPresent();
    return isJson ? Optional.empty() : named;
  }

  private static boolean startsAnObject(byte[] body) {
    for (byte next : body) {
      if (!Character.isWhitespace(next)) {
        return next == '{';
      }
    }
    return false;
  }

  public static Map<String, List<String>> parameters(ServerRequest request) {
    Map<String, List<String>> parameters = new HashMap<>();
    request.query().names().forEach(name -> parameters.put(name, request.query().all(name)));
    return parameters;
  }

  /// The value of a parameter that is given at most once, and no other parameter; empty when it is
  /// absent.
  public static Answer<String> only(ServerRequest request, String name) {
    Violations violations = new Violations();
    parameters(request)
        .forEach((given, values) -> {
          if (!given.equals(name)) {
            violations.add(given, Reason.UNKNOWN_PARAMETER, "one of " + name);
          } else if (values.size() > 1) {
            violations.add(name, Reason.INVALID, "the parameter once");
          }
        });
    return violations.isEmpty()
        ? new Answer.Given<>(request.query().first(name).orElse(""))
        : new Answer.Refused<>(violations.problem());
  }

  public static String id(ServerRequest request) {
    return request.path().pathParameters().get("id");
  }
}
