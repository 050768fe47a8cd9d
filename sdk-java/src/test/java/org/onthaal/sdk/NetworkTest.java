package org.onthaal.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks as they are. */
class NetworkTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir private Path folder;
  private ScriptedDoor door;

  @BeforeEach
  void open() throws IOException {
    door = new ScriptedDoor();
  }

  @AfterEach
  void close() {
    door.close();
  }

  @Test
  void connectionThatDiedWithoutASignIsReplaced() throws IOException {
    try (HalfDeadPort port = new HalfDeadPort(door.port());
        FeedbackClient client =
            FeedbackClient.connect(
                options(port.port()).callTimeout(Duration.ofMillis(500)).build())) {
      client.submitDurable(Rating.csat(3).at("parking-permit"));
      assertThat(client.flush(Duration.ofSeconds(20))).as("%s", client.health()).isTrue();
    }
    assertThat(door.stored()).hasSize(1);
  }

  @Test
  void ratingsGoThroughAnHttpProxy() throws IOException {
    try (HttpProxy proxy = new HttpProxy();
        FeedbackClient client =
            FeedbackClient.connect(options(door.port()).proxy("127.0.0.1", proxy.port()).build())) {
      client.submit(Rating.csat(3).at("parking-permit"));
      assertThat(client.flush(SOON)).as("%s", client.health()).isTrue();

      assertThat(proxy.asked()).containsOnly("CONNECT 127.0.0.1:" + door.port() + " HTTP/1.1");
    }
    assertThat(door.stored()).hasSize(1);
  }

  /** A listening socket that nobody answers at: the call hangs until its time is over. */
  @Test
  void closeEndsInTimeWhileTheNetworkSwallowsEverything() throws IOException {
    try (ServerSocket hole = new ServerSocket(0)) {
      FeedbackClient client = FeedbackClient.connect(options(hole.getLocalPort()).build());
      for (int i = 0; i < 50; i++) {
        client.submitDurable(Rating.csat(3).at("parking-permit"));
      }
      Duration bound = Duration.ofMillis(300);
      long before = System.nanoTime();
      CloseReport report = client.close(bound);

      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(bound.plusSeconds(2));
      assertThat(report).isEqualTo(new CloseReport(0, 50, 0));
    }
  }

  private FeedbackOptions.Builder options(int port) {
    return FeedbackOptions.builder("http://127.0.0.1:" + port)
        .retries(Duration.ofMillis(1), Duration.ofMillis(20))
        .spool(folder.resolve("spool"));
  }
}
