package org.onthaal.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.onthaal.testkit.TestClock;

/// What a kiosk's browser loads and keeps.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KioskHttpServiceIT {
  private final HttpClient client = HttpClient.newHttpClient();
  private TestFeedback feedback;
  private FeedbackServer server;

  @BeforeAll
  void start(@TempDir Path keys) throws Exception {
    feedback = new TestFeedback(KioskHttpServiceIT.class, keys);
    server = feedback.start(new TestClock(Instant.parse("2026-03-05T12:00:00Z")), Map.of());
  }

  @AfterAll
  void stop() {
    feedback.close();
    client.close();
  }

  @Test
  void everythingThatThePageNamesIsThereUnderAPolicyWithoutExceptions() throws Exception {
    HttpResponse<String> page = get("/kiosk/");
    Matcher names = Pattern.compile("(?:href|src)=\"([^\"]+)\"").matcher(page.body());

    assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
    assertThat(names.results().map(found -> found.group(1)))
        .hasSize(4)
        .allSatisfy(name -> assertThat(get("/kiosk/" + name).statusCode()).isEqualTo(200));
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .startsWith("default-src 'none'; script-src 'self'; style-src 'self';")
        .endsWith("require-trusted-types-for 'script'; trusted-types onthaal-sw")
        .doesNotContain("unsafe", "http");
    assertThat(page.body())
        .doesNotContain("<style", "style=", " on")
        .doesNotContainPattern("<script[^>]*>[^<]");
  }

  @Test
  void nothingBetweenKeepsAnotherVersion() throws Exception {
    HttpResponse<String> worker = get("/kiosk/service-worker.js");
    String mark = worker.headers().firstValue("ETag").orElseThrow();

    assertThat(worker.headers().firstValue("Cache-Control")).hasValue("no-cache");
    assertThat(worker.headers().firstValue("Content-Type"))
        .hasValue("text/javascript; charset=utf-8");
    assertThat(get("/kiosk/service-worker.js", "If-None-Match", mark).statusCode()).isEqualTo(304);
  }

  @Test
  void whoeverForgetsTheSlashFindsIt() throws Exception {
    HttpResponse<String> answer = get("/kiosk");

    assertThat(answer.statusCode()).isEqualTo(308);
    assertThat(answer.headers().firstValue("Location")).hasValue("/kiosk/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/kiosk/index.html", "/kiosk/..%2fonthaal.js", "/kiosk/x", "/kiosk/screen/x"})
  void nothingElseOfItIsServed(String path) throws Exception {
    assertThat(get(path).statusCode()).isIn(400, 404);
  }

  private HttpResponse<String> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.httpPort() + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }
}
