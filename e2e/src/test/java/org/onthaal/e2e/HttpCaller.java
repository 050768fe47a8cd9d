package org.onthaal.e2e;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.onthaal.v1.GetScoresResponse;

/// A caller of the HTTP doors that knows nothing but the contract.
public final class HttpCaller {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final HttpClient CLIENT = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

  private HttpCaller() {}

  public static HttpResponse<String> get(URI uri) {
    return send(HttpRequest.newBuilder(uri).GET());
  }

  public static HttpResponse<String> postJson(URI uri, String body) {
    return send(
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  /// The figures of a query of `GET /v1/scores`.
  public static GetScoresResponse scores(URI aggregation, String query) {
    HttpResponse<String> response = get(aggregation.resolve("/v1/scores?" + query));
    if (response.statusCode() != 200) {
      throw new AssertionError(query + " gave " + response.statusCode() + ": " + response.body());
    }
    GetScoresResponse.Builder scores = GetScoresResponse.newBuilder();
    try {
      JsonFormat.parser().merge(response.body(), scores);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError("not the contract's JSON: " + response.body(), e);
    }
    return scores.build();
  }

  /// Whether the address answers 200; false while nobody listens.
  public static boolean answers(URI uri) {
    try {
      return CLIENT
              .send(
                  HttpRequest.newBuilder(uri).timeout(PATIENCE).GET().build(),
                  HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking " + uri, e);
    }
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return CLIENT.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while calling", e);
    }
  }
}
