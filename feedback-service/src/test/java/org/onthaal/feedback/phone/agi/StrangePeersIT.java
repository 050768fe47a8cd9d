package org.onthaal.feedback.phone.agi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.onthaal.feedback.FeedbackServer;
import org.onthaal.feedback.TestFeedback;

/// What connects to the port of telephone systems and is none.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StrangePeersIT {
  // The header has five seconds.
  private static final Duration CUT = Duration.ofSeconds(8);

  private TestFeedback feedback;
  private FeedbackServer server;

  @BeforeAll
  void start(@TempDir Path keys) {
    feedback = new TestFeedback(StrangePeersIT.class, keys);
    server =
        feedback.start(
            InstantSource.system(),
            Map.of(
                "intake.phone.enabled", "true",
                "intake.phone.port", "0",
                "intake.phone.touchpoint", "senne-population-phone"));
  }

  @AfterAll
  void stop() {
    feedback.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\n\r\n",
        "\n",
        "agi_network: yes\n\n",
        ": x\n",
        "agi_request: a\u0000gi://x\n\n",
        "\u0016\u0003\u0001\u0002\u0000"
      })
  void whatIsNoCallIsCutWithoutAWord(String bytes) throws Exception {
    assertThat(answerTo(bytes)).isEmpty();
  }

  @Test
  void endlessLineAndEndlessHeaderAreCut() throws Exception {
    assertThat(answerTo("agi_request: " + "x".repeat(100_000))).isEmpty();
    assertThat(answerTo("agi_arg_1: x\n".repeat(1_000))).isEmpty();
  }

  @Test
  void crowdThatSaysNothingIsCutAndCallersAreAnsweredMeanwhile() throws Exception {
    List<Socket> crowd = new ArrayList<>();
    long start = System.nanoTime();
    for (int i = 0; i < 150; i++) {
      crowd.add(new Socket(InetAddress.getLoopbackAddress(), server.phonePort()));
    }

    var told = new ScriptedAsterisk().presses("4").call(server.phonePort());

    assertThat(told.of("SET VARIABLE")).containsExactly("SET VARIABLE RATING 4");
    for (Socket socket : crowd) {
      socket.setSoTimeout(30_000);
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
      socket.close();
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(CUT.plusSeconds(10));
    assertThat(metrics()).doesNotContain("onthaal_phone_turned_away_total 0.0");
  }

  private String answerTo(String bytes) throws IOException {
    long start = System.nanoTime();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.phonePort())) {
      socket.setSoTimeout(30_000);
      InputStream in = socket.getInputStream();
      try {
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      } catch (SocketException _) {
        return ""; // Reset, because not all was read.
      } finally {
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(CUT);
      }
    }
  }

  private String metrics() throws IOException, InterruptedException {
    URI address = URI.create("http://127.0.0.1:" + server.managementPort() + "/metrics");
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }
}
