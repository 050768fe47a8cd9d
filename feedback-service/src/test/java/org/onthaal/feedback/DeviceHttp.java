package org.onthaal.feedback;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;

/// A kiosk as a server sees one: what it sends over HTTP, and what it is answered.
record DeviceHttp(HttpClient client, int port) {
  static final String COUNTER = "senne-population-counter";

  /// @param body the answer
  record Answer(int status, JsonObject body, HttpResponse<String> whole) {
    String reason() {
      return body.get("reason").getAsString();
    }

    String text(String member) {
      return body.get(member).getAsString();
    }

    String violations() {
      StringBuilder all = new StringBuilder();
      for (JsonElement one : body.getAsJsonArray("violations")) {
        JsonObject violation = one.getAsJsonObject();
        all.append(violation.get("field").getAsString())
            .append(' ')
            .append(violation.get("reason").getAsString())
            .append('\n');
      }
      return all.toString();
    }
  }

  Answer pair(String code) {
    return post("/v1/devices:pair", "{\"code\": \"" + code + "\"}", "");
  }

  Answer heartbeat(String secret, Instant sentAt, String mark) {
    return post(
        "/v1/devices:heartbeat",
        """
        {"heartbeat": {"appVersion": "1.0.0", "sentAt": "%s", "pending": 2, "oldestPending": "61s",
         "presses": 40, "storagePersistent": true, "ordersMark": "%s"}}
        """
            .formatted(sentAt, mark),
        "Bearer " + secret);
  }

  /// A batch with one rating per id.
  Answer batch(String secret, String... ratings) {
    return post(
        "/v1/ratings:batch",
        "{\"ratings\": [" + String.join(", ", ratings) + "]}",
        "Bearer " + secret);
  }

  static String rating(String id, Instant ratedAt, Instant sentAt) {
    return """
    {"id": "%s", "ratedAt": "%s", "sentAt": "%s", "touchpoint": "%s", "channel": "KIOSK",
     "language": "fr", "answers": [{"score": 4}]}\
    """
        .formatted(id, ratedAt, sentAt, COUNTER);
  }

  /// @param authorization the header; none when empty
  Answer post(String path, String body, String authorization) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    try {
      HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
      return new Answer(
          answer.statusCode(), JsonParser.parseString(answer.body()).getAsJsonObject(), answer);
    } catch (IOException e) {
      throw new IllegalStateException(path + " was not answered", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
