package org.onthaal.aggregation.notify.alertmanager;

import static org.awaitility.Awaitility.await;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/// A real Alertmanager on a free port of this machine, without a cluster; Debian's package
/// `prometheus-alertmanager`.
record AlertmanagerProcess(Process process, URI url) implements AutoCloseable {
  private static final String CONFIGURATION =
      """
      route: {receiver: nobody}
      receivers: [{name: nobody}]
      """;

  static AlertmanagerProcess start(Path folder) throws IOException {
    Files.createDirectories(folder);
    Path configuration = Files.writeString(folder.resolve("alertmanager.yml"), CONFIGURATION);
    int port = freePort();
    Process process =
        new ProcessBuilder(
                "prometheus-alertmanager",
                "--config.file=" + configuration,
                "--storage.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port,
                "--cluster.listen-address=")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    AlertmanagerProcess started =
        new AlertmanagerProcess(process, URI.create("http://127.0.0.1:" + port));
    await("Alertmanager to answer")
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptions()
        .until(() -> started.get("/-/ready").statusCode() == 200);
    return started;
  }

  /// Alertmanager judges by the machine's clock whether an alert is over.
  static Instant now() {
    return Clock.systemUTC().instant();
  }

  JsonArray alerts() throws IOException, InterruptedException {
    return JsonParser.parseString(get("/api/v2/alerts?active=true").body()).getAsJsonArray();
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(url.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
