package org.onthaal.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.InsecureServerCredentials;
import io.grpc.ServerCredentials;
import io.grpc.TlsServerCredentials;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A certificate that is wrong costs nothing: it is told, and once it is mended the client goes on
 * without a restart.
 */
class TlsTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir private static Path certificates;
  @TempDir private Path folder;
  private static TestAuthority authority;
  private static TestAuthority.Issued good;
  private static TestAuthority.Issued caller;
  private static Map<String, ServerCredentials> wrong;

  @BeforeAll
  static void issue() throws Exception {
    authority = TestAuthority.create(certificates, "town");
    good = authority.issue("server");
    caller = authority.issue("caller");
    TestAuthority another = TestAuthority.create(certificates, "another");
    wrong =
        Map.of(
            "another authority", server(another.issue("another-server")),
            "another host", server(authority.issue("elsewhere", "dns:elsewhere.example", "-1d")),
            "expired", server(authority.issue("expired", "ip:127.0.0.1", "-60d")),
            "no TLS", InsecureServerCredentials.create());
  }

  @ParameterizedTest
  @ValueSource(strings = {"another authority", "another host", "expired", "no TLS"})
  void wrongServerGetsNothingAndTheRightOneEverything(String fault) throws IOException {
    ServerCredentials credentials = Objects.requireNonNull(wrong.get(fault), fault);
    ScriptedDoor first = new ScriptedDoor(0, credentials);
    int port = first.port();
    try (FeedbackClient client = FeedbackClient.connect(options(port).build())) {
      client.submitDurable(Rating.csat(4).at("parking-permit"));
      Awaitility.await().until(() -> client.health().state() == Health.State.RETRYING);
      assertThat(client.health().detail()).isNotEmpty();
      assertThat(first.stored()).isEmpty();
      first.close();

      try (ScriptedDoor second = new ScriptedDoor(port, server(good))) {
        assertThat(client.flush(SOON)).as("%s", client.health()).isTrue();
        assertThat(second.stored()).hasSize(1);
        assertThat(client.stats().dropped()).isEmpty();
      }
    }
  }

  @Test
  void authoritiesOfTheJdkAreTrustedUnlessOthersAreNamed() throws Exception {
    try (ScriptedDoor door = new ScriptedDoor(0, server(good))) {
      String address = "https://127.0.0.1:" + door.port();

      assertThat(flushed(List.of(), address, "stranger", 3)).startsWith("false");
      assertThat(door.stored()).isEmpty();
      assertThat(flushed(authority.trusted(), address, "known", 60)).isEqualTo("true {}");
      assertThat(door.stored()).hasSize(1);
    }
  }

  /** What another process says after it submitted a rating and tried to give it away. */
  private String flushed(List<String> jvmOptions, String address, String spool, int seconds)
      throws Exception {
    Process process =
        new ProcessBuilder(
                ChildJvm.command(
                    jvmOptions, ObedientProcess.class, address, folder.resolve(spool).toString()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader said = process.inputReader(StandardCharsets.US_ASCII);
        BufferedWriter tell = process.outputWriter(StandardCharsets.US_ASCII)) {
      tell.write("submit\nflush " + seconds + "\n");
      tell.flush();
      assertThat(said.readLine()).isEqualTo("true");
      return String.valueOf(said.readLine());
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void serverThatAsksForACertificateGetsThatOfTheClient() throws IOException {
    ServerCredentials asking =
        TlsServerCredentials.newBuilder()
            .keyManager(good.certificate().toFile(), good.key().toFile())
            .trustManager(authority.certificate().toFile())
            .clientAuth(TlsServerCredentials.ClientAuth.REQUIRE)
            .build();
    try (ScriptedDoor door = new ScriptedDoor(0, asking)) {
      try (FeedbackClient stranger = FeedbackClient.connect(options(door.port()).build())) {
        stranger.submitDurable(Rating.csat(4).at("parking-permit"));
        Awaitility.await().until(() -> stranger.health().state() == Health.State.RETRYING);
        assertThat(stranger.close(Duration.ZERO)).isEqualTo(new CloseReport(0, 1, 0));
      }
      FeedbackOptions known =
          options(door.port()).certificate(caller.certificate(), caller.key()).build();
      try (FeedbackClient client = FeedbackClient.connect(known)) {
        assertThat(client.flush(SOON)).as("%s", client.health()).isTrue();
      }
      assertThat(door.stored()).hasSize(1);
    }
  }

  private FeedbackOptions.Builder options(int port) {
    return FeedbackOptions.builder("https://127.0.0.1:" + port)
        .trust(authority.certificate())
        .retries(Duration.ofMillis(10), Duration.ofMillis(100))
        .spool(folder.resolve("spool"));
  }

  private static ServerCredentials server(TestAuthority.Issued issued) throws IOException {
    return TlsServerCredentials.create(issued.certificate().toFile(), issued.key().toFile());
  }
}
