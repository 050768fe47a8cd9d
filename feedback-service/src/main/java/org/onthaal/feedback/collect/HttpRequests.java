package org.onthaal.feedback.collect;

import com.google.protobuf.Message;
import io.helidon.common.buffers.DataReader;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpException;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.onthaal.feedback.access.HttpConnections;
import org.onthaal.feedback.validate.Reason;
import org.onthaal.feedback.validate.Violation;

/// The parts of a request, read strictly.
public final class HttpRequests {
  // text/plain is what a page of another site may send without asking first.
  private static final Set<String> JSON = Set.of("", "application/json", "text/plain");
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final Set<String> UTF_8 = Set.of("utf-8", "utf8", "us-ascii");
  private static final String RECEIPT = "receipt ";

  private HttpRequests() {}

  /// What came of reading a body as a message of the contract.
  public sealed interface Body {
    /// It is JSON; what could not be read as the message is left out of that, and told.
    record Read(List<Violation> unreadable) implements Body {}

    record Refused(Problem problem) implements Body {}
  }

  /// Merges the body of a request without query into a builder.
  ///
  /// @param hidden fields of the message that come from elsewhere than the body
  /// @throws HttpException 413 when there are more bytes than `bytesMax`
  public static Body read(
      ServerRequest request, Message.Builder into, Set<String> hidden, int bytesMax) {
    List<Violation> query = queryViolations(request, Set.of(), Set.of());
    Optional<Problem> problem =
        query.isEmpty() ? encodingProblem(request) : Optional.of(Problem.of(query));
    if (problem.isPresent()) {
      return new Body.Refused(problem.get());
    }
    byte[] body = body(request, bytesMax);
    problem = mediaTypeProblem(request, body);
    if (problem.isPresent()) {
      return new Body.Refused(problem.get());
    }
    try {
      return new Body.Read(JsonMessages.read(body, into, hidden));
    } catch (UnreadableBodyException e) {
      return new Body.Refused(e.problem());
    }
  }

  /// What is wrong with the query: parameters that the call does not know, or knows once.
  ///
  /// @param once parameters that may be given once
  /// @param often parameters that may be repeated
  public static List<Violation> queryViolations(
      ServerRequest request, Set<String> once, Set<String> often) {
    Set<String> known = new TreeSet<>(once);
    known.addAll(often);
    List<Violation> found = new ArrayList<>();
    for (Map.Entry<String, List<String>> given :
        new TreeMap<>(request.query().toMap()).entrySet()) {
      String name = given.getKey();
      if (!known.contains(name)) {
        String expected = known.isEmpty() ? "no parameter" : "one of " + String.join(", ", known);
        found.add(new Violation(name, Reason.UNKNOWN_PARAMETER, expected));
      } else if (once.contains(name) && given.getValue().size() > 1) {
        found.add(new Violation(name, Reason.INVALID, "the parameter once"));
      }
    }
    return found;
  }

  /// The first value of a parameter; empty when it is absent.
  public static String parameter(ServerRequest request, String name) {
    return request.query().first(name).orElse("");
  }

  /// The same problem, under the name that all its violations share where the contract has one.
  public static Problem named(Problem problem) {
    for (Reason shared : List.of(Reason.UNKNOWN_FIELD, Reason.UNKNOWN_PARAMETER)) {
      if (problem.reason() == Reason.VIOLATIONS
          && problem.violations().stream().allMatch(v -> v.reason() == shared)) {
        return new Problem(shared, problem.detail(), problem.violations());
      }
    }
    return problem;
  }

  /// The same problem, naming the header that the receipt code comes from.
  static Problem renamed(Problem problem) {
    if (problem.reason() != Reason.VIOLATIONS) {
      return problem;
    }
    return Problem.of(
        problem.violations().stream()
            .map(v ->
                v.field().equals("receiptCode")
                    ? new Violation(
                        "Authorization", v.reason(), "Receipt CODE, with " + v.expected())
                    : v)
            .toList());
  }

  /// The code of the header `Authorization: Receipt CODE`; empty when there is none.
  static String receiptCode(ServerRequest request) {
    return receiptCode(request.headers().first(HeaderNames.AUTHORIZATION).orElse(""));
  }

  /// The code in the value of that header; empty when it is of another kind.
  static String receiptCode(String header) {
    String value = header.strip();
    return value.toLowerCase(Locale.ROOT).startsWith(RECEIPT)
        ? value.substring(RECEIPT.length()).strip()
        : "";
  }

  /// What is wrong with the media type of a body.
  static Optional<Problem> mediaTypeProblem(ServerRequest request, byte[] body) {
    String header = request.headers().first(HeaderNames.CONTENT_TYPE).orElse("");
    String[] parts = header.toLowerCase(Locale.ROOT).split(";", -1);
    String type = parts[0].strip();
    // What curl says of a body unless told otherwise; a form's body starts with a name.
    boolean read = JSON.contains(type) || (type.equals(FORM) && startsAnObject(body));
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip().replace("\"", "");
      if (parameter.startsWith("charset=")) {
        read &= UTF_8.contains(parameter.substring("charset=".length()));
      }
    }
    return read ? Optional.empty() : Optional.of(notRead("Content-Type: " + header));
  }

  /// What is wrong with the encoding of a body; to be asked before it is read.
  static Optional<Problem> encodingProblem(ServerRequest request) {
    String encoding = request.headers().first(HeaderNames.CONTENT_ENCODING).orElse("identity");
    return encoding.strip().equalsIgnoreCase("identity")
        ? Optional.empty()
        : Optional.of(notRead("Content-Encoding: " + encoding));
  }

  /// The bytes of the body, none when there is none.
  ///
  /// @throws HttpException 413 when there are more than `bytesMax`
  public static byte[] body(ServerRequest request, int bytesMax) {
    if (!request.content().hasEntity()) {
      return new byte[0];
    }
    try (InputStream in = request.content().inputStream()) {
      byte[] body = in.readNBytes(bytesMax);
      // Read to its end all the same: an answer before that is lost when the connection is reset.
      if (in.transferTo(OutputStream.nullOutputStream()) > 0) {
        throw new HttpException("the body is too large", Status.REQUEST_ENTITY_TOO_LARGE_413);
      }
      request.context().get(HttpConnections.Open.class).ifPresent(HttpConnections.Open::arrived);
      return body;
    } catch (IOException e) {
      throw new UncheckedIOException("the body did not arrive", e);
    } catch (DataReader.InsufficientDataAvailableException e) {
      // The caller left, or was cut: nobody is there to be answered.
      throw new CloseConnectionException("the body did not arrive", e);
    }
  }

  private static Problem notRead(String header) {
    return new Problem(
        Reason.MEDIA_TYPE_UNSUPPORTED,
        header + ": expected application/json in UTF-8, not encoded");
  }

  private static boolean startsAnObject(byte[] body) {
    for (byte next : body) {
      if (!Character.isWhitespace(next)) {
        return next == '{';
      }
    }
    return false;
  }
}
