package org.onthaal.standalone;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.StringJoiner;
import org.onthaal.standalone.process.Door;
import org.onthaal.standalone.transfer.Doors;
import org.onthaal.standalone.transfer.GrpcChannel;
import org.onthaal.v1.Problem;

/// Asks one HTTP door, and turns refusals into sentences.
final class HttpDoor {
  private static final Duration CONNECT_MAX = Duration.ofSeconds(5);

  /// Back-tests and recounts of years take their time.
  private static final Duration ANSWER_MAX = Duration.ofMinutes(10);

  private final Doors doors;
  private final Door door;

  HttpDoor(Doors doors, Door door) {
    this.doors = doors;
    this.door = door;
  }

  String get(String pathAndQuery) {
    return body(HttpRequest.newBuilder(doors.uri(door, pathAndQuery)).GET());
  }

  String delete(String pathAndQuery) {
    return body(HttpRequest.newBuilder(doors.uri(door, pathAndQuery)).DELETE());
  }

  String post(String path, Message message) {
    return body(
        HttpRequest.newBuilder(doors.uri(door, path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json(message))));
  }

  private String body(HttpRequest.Builder request) {
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT_MAX).build()) {
      var response =
          client.send(
              request.timeout(ANSWER_MAX).build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
      if (response.statusCode() != 200) {
        throw refusal(response.statusCode(), response.body());
      }
      return response.body();
    } catch (IOException e) {
      throw new Complaint(
          "Nothing answers at %s (%s): is './onthaal run' running?"
              .formatted(doors.say(door), door.key()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Complaint("Interrupted.", e);
    }
  }

  private static Complaint refusal(int status, String body) {
    Problem.Builder problem = Problem.newBuilder();
    try {
      JsonFormat.parser().ignoringUnknownFields().merge(body, problem);
    } catch (InvalidProtocolBufferException _) {
      return new Complaint(
          "The server answered " + status + ": " + body.lines().findFirst().orElse(""));
    }
    return new Complaint(GrpcChannel.refusal(problem.build()));
  }

  static <B extends Message.Builder> B parse(String json, B into) {
    try {
      JsonFormat.parser().ignoringUnknownFields().merge(json, into);
      return into;
    } catch (InvalidProtocolBufferException e) {
      throw new Complaint("The server's answer cannot be read: " + e.getMessage(), e);
    }
  }

  static String json(Message message) {
    try {
      return JsonFormat.printer().print(message);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a message of ours has no JSON form", e);
    }
  }

  /// Builds a query string, encoded.
  static final class Query {
    private final StringJoiner parts = new StringJoiner("&", "?", "").setEmptyValue("");

    Query add(String name, String value) {
      if (!value.isEmpty()) {
        parts.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
      }
      return this;
    }

    Query addAll(String name, Collection<String> values) {
      values.forEach(value -> add(name, value));
      return this;
    }

    @Override
    public String toString() {
      return parts.toString();
    }
  }
}
