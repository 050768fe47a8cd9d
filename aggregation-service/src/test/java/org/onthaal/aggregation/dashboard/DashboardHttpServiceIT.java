package org.onthaal.aggregation.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.onthaal.aggregation.door.PathTable;

/// The dashboard's files as a browser gets them.
class DashboardHttpServiceIT {
  private static final Pattern LOADED = Pattern.compile("(?:src|href)=\"(/assets/[^\"]+)\"");
  // What a first view may weigh on the way, all of its files together.
  private static final int FIRST_VIEW_BYTES_MAX = 150 * 1024;

  private final HttpClient client = HttpClient.newHttpClient();
  private WebServer server;

  @BeforeEach
  void open() {
    server =
        WebServer.builder()
            .host("127.0.0.1")
            .port(0)
            .routing(HttpRouting.builder().register(new DashboardHttpService()))
            .build()
            .start();
  }

  @AfterEach
  void close() {
    client.close();
    server.stop();
  }

  @Test
  void everyViewHasAnAddressThatShowsThePage() throws Exception {
    String page = text(get("/"));
    assertThat(page).contains("<div id=\"app\"></div>");
    for (PathTable.Row row : PathTable.ROWS) {
      String path = row.path().replace("*", "some/thing");
      if (!path.startsWith("/v1/")
          && !path.startsWith("/assets/")
          && !path.contains("docs")
          && !path.equals("/openapi.json")) {
        assertThat(text(get(path))).as(path).isEqualTo(page);
      }
    }
  }

  @Test
  void pageLoadsOnlyWhatIsHereAndMayRunNothingElse() throws Exception {
    HttpResponse<byte[]> page = get("/");

    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'", "script-src 'self';", "style-src 'self';")
        .doesNotContain("unsafe", "http");
    assertThat(text(page)).doesNotContain("<style", "style=", "<script>", "onload", "//");
    assertThat(loaded(page)).hasSize(3);
    for (String file : loaded(page)) {
      assertThat(get(file).statusCode()).as(file).isEqualTo(200);
    }
  }

  @Test
  void firstViewIsLight() throws Exception {
    int bytes = zipped("/").body().length;
    for (String file : loaded(get("/"))) {
      bytes += zipped(file).body().length;
    }
    assertThat(bytes).isBetween(5_000, FIRST_VIEW_BYTES_MAX);
  }

  @Test
  void fileThatDidNotChangeIsNotSentAgain() throws Exception {
    HttpResponse<byte[]> first = get("/assets/dashboard.js");
    String mark = first.headers().firstValue("ETag").orElseThrow();

    HttpResponse<byte[]> second = get("/assets/dashboard.js", "If-None-Match", mark);

    assertThat(first.headers().firstValue("Cache-Control")).contains("no-cache");
    assertThat(second.statusCode()).isEqualTo(304);
    assertThat(second.body()).isEmpty();
    assertThat(get("/assets/dashboard.js", "If-None-Match", "\"other\"").body())
        .isEqualTo(first.body());
  }

  @Test
  void fileIsTheSameAfterGzip() throws Exception {
    HttpResponse<byte[]> zipped = zipped("/assets/dashboard.css");

    assertThat(zipped.headers().firstValue("Content-Encoding")).contains("gzip");
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(zipped.body()))) {
      assertThat(in.readAllBytes()).isEqualTo(get("/assets/dashboard.css").body());
    }
  }

  @Test
  void nothingElseOfTheClassPathIsHere() throws Exception {
    for (String name : List.of("files.txt.map", "DashboardFile.class", "..%2Fopenapi.yaml")) {
      assertThat(get("/assets/" + name).statusCode()).as(name).isEqualTo(404);
    }
  }

  private static List<String> loaded(HttpResponse<byte[]> page) {
    return LOADED.matcher(text(page)).results().map((MatchResult found) -> found.group(1)).toList();
  }

  private static String text(HttpResponse<byte[]> response) {
    assertThat(response.statusCode()).isEqualTo(200);
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  private HttpResponse<byte[]> zipped(String path) throws IOException, InterruptedException {
    return get(path, "Accept-Encoding", "gzip");
  }

  private HttpResponse<byte[]> get(String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }
}
