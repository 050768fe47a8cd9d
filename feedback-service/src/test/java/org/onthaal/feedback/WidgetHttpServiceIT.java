package org.onthaal.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.onthaal.testkit.TestClock;

/// What pages of other sites load.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WidgetHttpServiceIT {
  private final HttpClient client = HttpClient.newHttpClient();
  private TestFeedback feedback;
  private FeedbackServer server;

  @BeforeAll
  void start(@TempDir Path keys) throws Exception {
    feedback = new TestFeedback(WidgetHttpServiceIT.class, keys);
    server = feedback.start(new TestClock(Instant.parse("2026-03-05T12:00:00Z")), Map.of());
  }

  @AfterAll
  void stop() {
    feedback.close();
    client.close();
  }

  @Test
  void theNewestIsKeptForMinutesAndAVersionForEver() throws Exception {
    HttpResponse<byte[]> newest = get("/widget/v1/onthaal.js");
    HttpResponse<byte[]> pinned =
        get("/widget/" + built().get("version").getAsString() + "/onthaal.js");

    assertThat(newest.headers().firstValue("Cache-Control")).hasValue("public, max-age=300");
    assertThat(pinned.headers().firstValue("Cache-Control"))
        .hasValue("public, max-age=31536000, immutable");
    assertThat(pinned.body()).isEqualTo(newest.body());
    assertThat(newest.headers().firstValue("Content-Type"))
        .hasValue("text/javascript; charset=utf-8");
    assertThat(newest.headers().firstValue("Access-Control-Allow-Origin")).hasValue("*");
    assertThat(newest.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
  }

  @Test
  void thePublishedHashIsThatOfTheFile() throws Exception {
    byte[] hash = MessageDigest.getInstance("SHA-384").digest(get("/widget/v1/onthaal.js").body());

    assertThat(built().get("integrity").getAsString())
        .isEqualTo("sha384-" + Base64.getEncoder().encodeToString(hash));
  }

  @Test
  void itIsPackedForWhoeverCanUnpackIt() throws Exception {
    byte[] plain = get("/widget/v1/onthaal.js").body();
    HttpResponse<byte[]> packed = get("/widget/v1/onthaal.js", "Accept-Encoding", "br, gzip");

    assertThat(packed.headers().firstValue("Content-Encoding")).hasValue("gzip");
    assertThat(packed.headers().firstValue("Vary")).hasValue("Accept-Encoding");
    assertThat(new GZIPInputStream(new ByteArrayInputStream(packed.body())).readAllBytes())
        .isEqualTo(plain);
  }

  @Test
  void whoeverHasItIsNotSentItAgain() throws Exception {
    String mark = get("/widget/v1/onthaal.js").headers().firstValue("ETag").orElseThrow();

    HttpResponse<byte[]> again = get("/widget/v1/onthaal.js", "If-None-Match", mark);

    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
  }

  @Test
  void versionThatWasReleasedStays() throws Exception {
    HttpResponse<byte[]> old = get("/widget/0.1.0/onthaal.js");

    assertThat(text(old)).isEqualTo("// What pages pinned long ago.\n");
    assertThat(old.headers().firstValue("Cache-Control"))
        .hasValue("public, max-age=31536000, immutable");
    assertThat(get("/widget/0.1.0/onthaal.mjs").statusCode()).isEqualTo(404);
  }

  @Test
  void anotherVersionIsNotPassedOffAsTheOneThatWasPinned() throws Exception {
    HttpResponse<byte[]> other = get("/widget/0.9.0/onthaal.js");

    assertThat(other.statusCode()).isEqualTo(404);
    assertThat(text(other)).contains("version: expected " + built().get("version").getAsString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/widget/v1/widget.json",
        "/widget/v1/index.html",
        "/widget/v1/..%2fpage.js",
        "/widget/v1/Weighing.class",
        "/widget/onthaal.js"
      })
  void nothingElseOfItIsServed(String path) throws Exception {
    assertThat(get(path).statusCode()).isIn(400, 404);
  }

  @Test
  void thePageForDevelopersHasAStrictPolicy() throws Exception {
    HttpResponse<byte[]> page = get("/widget/");

    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .startsWith("default-src 'none'")
        .contains("trusted-types 'none'")
        .doesNotContain("unsafe");
    assertThat(text(page)).contains("/widget/page.js");
    assertThat(get("/widget").statusCode()).isEqualTo(308);
    assertThat(get("/widget/page.js").statusCode()).isEqualTo(200);
    assertThat(get("/widget/page.css").statusCode()).isEqualTo(200);
  }

  private JsonObject built() throws Exception {
    return JsonParser.parseString(text(get("/widget/integrity.json"))).getAsJsonObject();
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  private HttpResponse<byte[]> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.httpPort() + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }
}
