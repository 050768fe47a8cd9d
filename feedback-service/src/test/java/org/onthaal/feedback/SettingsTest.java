package org.onthaal.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.onthaal.feedback.access.Admission;
import org.onthaal.feedback.access.HttpConnections;
import org.onthaal.feedback.access.IntakeRates;
import org.onthaal.feedback.access.Rate;
import org.onthaal.feedback.access.ServiceKey;
import org.onthaal.feedback.access.TrustedProxies;
import org.onthaal.feedback.collect.IntakeLimits;
import org.onthaal.feedback.comment.CommentLimits;
import org.onthaal.feedback.device.DeviceLimits;
import org.onthaal.feedback.phone.CallLanguage;
import org.onthaal.feedback.phone.PhoneSettings;
import org.onthaal.feedback.publish.TailLimits;
import org.onthaal.feedback.store.DatabaseSettings;
import org.onthaal.feedback.store.StoreSettings;
import org.onthaal.feedback.store.burst.BurstLimits;
import org.onthaal.feedback.survey.Language;
import org.onthaal.feedback.validate.RatingRules;

class SettingsTest {
  @Test
  void defaultsAreAsRecorded() {
    FeedbackSettings settings = FeedbackSettings.load(Optional.empty(), Map.of());

    assertThat(settings)
        .isEqualTo(
            new FeedbackSettings(
                new FeedbackSettings.Door("0.0.0.0", 8080),
                Optional.empty(),
                httpLimits(),
                new FeedbackSettings.Door("127.0.0.1", 9080),
                grpcLimits(),
                ServiceKey.NONE,
                new FeedbackSettings.Door("127.0.0.1", 8090),
                100,
                new DatabaseSettings(
                    "jdbc:postgresql://127.0.0.1:5432/feedback",
                    "feedback",
                    "",
                    Duration.ofSeconds(10)),
                Path.of("keys"),
                "live",
                ZoneId.of("Europe/Brussels"),
                new IntakeLimits(1_000, 1 << 20, Duration.ofHours(24)),
                new IntakeRates.Limits(
                    new Rate(600, 300), new Rate(3_000, 1_000), new Rate(6_000, 1_000), 65_536),
                new Admission.Limits(20, 5, 20, Duration.ofMillis(100)),
                RatingRules.standard(),
                storeSettings(),
                Duration.ofSeconds(2),
                Duration.ofDays(60),
                deviceLimits(),
                new TailLimits(
                    32,
                    Duration.ofMillis(200),
                    Duration.ofMillis(40),
                    Duration.ofMillis(500),
                    Duration.ofSeconds(60),
                    128,
                    2),
                new CommentLimits(200, 10_000),
                phone(),
                new FeedbackSettings.Drain(Duration.ZERO, Duration.ofSeconds(15))));
  }

  private static StoreSettings storeSettings() {
    return new StoreSettings(
        2,
        65_536,
        1_000,
        524_288,
        Duration.ofMillis(1_500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(2),
        Duration.ofSeconds(10),
        Duration.ofSeconds(2),
        10);
  }

  private static DeviceLimits deviceLimits() {
    return new DeviceLimits(
        Duration.ofMinutes(10), 1_000, new BurstLimits(3, Duration.ofMinutes(10)));
  }

  private static PhoneSettings phone() {
    return new PhoneSettings(
        false,
        "127.0.0.1",
        4_573,
        TrustedProxies.NONE,
        ServiceKey.NONE,
        "",
        new CallLanguage(Map.of(), Language.FR),
        "",
        Optional.empty(),
        false,
        "",
        new PhoneSettings.Limits(
            Duration.ofSeconds(5), Duration.ofMillis(1_600), Duration.ofMinutes(2), 200));
  }

  private static FeedbackSettings.HttpLimits httpLimits() {
    return new FeedbackSettings.HttpLimits(
        10_000,
        2_000,
        4_096,
        16_384,
        16 << 20,
        new HttpConnections.Limits(
            500, Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofSeconds(30)),
        TrustedProxies.NONE,
        false,
        true);
  }

  private static FeedbackSettings.GrpcLimits grpcLimits() {
    return new FeedbackSettings.GrpcLimits(
        1_000,
        65_536,
        1 << 20,
        8_192,
        100,
        100,
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofMinutes(5),
        Duration.ofMinutes(30),
        Duration.ofSeconds(30),
        Duration.ofSeconds(10));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "http.port, 1",
    "http.bind, 10.0.0.1",
    "http.public-address, https://avis.example",
    "http.connections-max, 17",
    "http.address-connections-max, 17",
    "http.requests-max, 17",
    "http.request-line-bytes-max, 1717",
    "http.header-bytes-max, 1717",
    "http.body-bytes-max, 17",
    "http.drained-bytes-max, 17",
    "http.header-max, 17s",
    "http.body-max, 17s",
    "http.idle-max, 17s",
    "http.trusted-proxies, 10.0.0.0/8",
    "http.limit-loopback, true",
    "http.loopback-only, false",
    "grpc.port, 1",
    "grpc.bind, 10.0.0.1",
    "grpc.service-key, 01234567890123456789012345678901",
    "grpc.connections-max, 17",
    "grpc.message-bytes-max, 17",
    "grpc.document-bytes-max, 17",
    "grpc.metadata-bytes-max, 17",
    "grpc.connection-calls-max, 17",
    "grpc.resets-max, 17",
    "grpc.resets-window, 17s",
    "grpc.keepalive-permit, 17s",
    "grpc.connection-idle-max, 17s",
    "grpc.connection-age-max, 17s",
    "grpc.connection-age-grace, 17s",
    "grpc.handshake-max, 17s",
    "management.port, 1",
    "management.bind, 10.0.0.1",
    "management.connections-max, 17",
    "database.url, jdbc:postgresql://db/x",
    "database.user, someone",
    "database.password, secret",
    "keys.folder, elsewhere",
    "keys.environment, test",
    "zone, America/Lima",
    "intake.batch-items-max, 17",
    "intake.edit-window, 17s",
    "intake.clock-skew-max, 17s",
    "intake.late-after, 17s",
    "intake.ahead-max, 17s",
    "intake.comment-code-points-max, 17",
    "intake.answers-max, 17",
    "intake.answered-in-min, 7s",
    "intake.phone.enabled, true",
    "intake.phone.port, 1",
    "intake.phone.bind, ::1",
    "intake.phone.peers, 10.0.0.0/8",
    "intake.phone.secret, 01234567890123456789012345678901",
    "intake.phone.touchpoint, parking-permit",
    "intake.phone.language, nl",
    "intake.phone.dialled, 022792211=de",
    "intake.phone.prompt-base, /srv/prompts",
    "intake.phone.own-prompts, elsewhere",
    "intake.phone.asks-more, true",
    "intake.phone.spoken-folder, /srv/spoken",
    "intake.phone.key-wait, 17s",
    "intake.phone.store-max, 170ms",
    "intake.phone.call-max, 17s",
    "intake.phone.calls-max, 17",
    "invitation.life-max, 17d",
    "device.pairing-ttl, 17m",
    "device.devices-max, 17",
    "intake.device-burst, 17",
    "intake.device-burst-window, 17m",
    "rate.address-per-minute, 17",
    "rate.address-burst, 17",
    "rate.touchpoint-per-minute, 17",
    "rate.touchpoint-burst, 17",
    "rate.shared-per-minute, 17",
    "rate.shared-burst, 17",
    "rate.entries-max, 17",
    "admission.permits-max, 17",
    "admission.export-permits-max, 17",
    "admission.waiting-max, 17",
    "admission.wait-max, 17ms",
    "store.writers, 3",
    "store.queue-ratings-max, 17",
    "store.batch-ratings-max, 17",
    "store.batch-bytes-max, 17",
    "database.idle-transaction-max, 17s",
    "store.wait-max, 17s",
    "store.conflict-mode, 17s",
    "store.connect-timeout, 17s",
    "store.socket-timeout, 17s",
    "store.reconnect-backoff-max, 17s",
    "store.pool-connections-max, 17",
    "store.catalogue-refresh, 17s",
    "tail.page-rows-max, 17",
    "tail.poll, 17s",
    "tail.hint-every, 17ms",
    "tail.caught-up-every, 17ms",
    "tail.pause-max, 17s",
    "tail.readers-max, 17",
    "tail.recounts-max, 17",
    "comment.search-code-points-max, 17",
    "comment.looked-at-max, 1717",
    "drain.announce, 17s",
    "drain.calls-max, 17s"
  })
  void everyKeyArrives(String key, String value) {
    FeedbackSettings changed = FeedbackSettings.load(Optional.empty(), Map.of(key, value));

    assertThat(changed).isNotEqualTo(FeedbackSettings.load(Optional.empty(), Map.of()));
  }

  @Test
  void passwordMayLieInAFile(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("password"), "secret\n");

    FeedbackSettings settings =
        FeedbackSettings.load(Optional.empty(), Map.of("database.password-file", file.toString()));

    assertThat(settings.database().password()).isEqualTo("secret");
    assertThat(settings.toString()).doesNotContain("secret");
  }

  @Test
  void serviceKeyMayLieInAFileAndIsNeverShown(@TempDir Path folder) throws IOException {
    String secret = "0123456789abcdefghijklmnopqrstuv";
    Path file = Files.writeString(folder.resolve("service-key"), secret + "\n");

    FeedbackSettings settings =
        FeedbackSettings.load(Optional.empty(), Map.of("grpc.service-key-file", file.toString()));

    assertThat(settings.serviceKey().matches(secret)).isTrue();
    assertThat(settings.serviceKey().matches(secret + "x")).isFalse();
    assertThat(settings.toString()).doesNotContain(secret);
  }

  @Test
  void serviceKeyThatCanBeGuessedIsRefusedWithoutRepeatingIt() {
    assertThatThrownBy(
            () -> FeedbackSettings.load(Optional.empty(), Map.of("grpc.service-key", "swordfish")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("grpc.service-key: something else (expected: ")
        .hasMessageNotContaining("swordfish");
  }

  @Test
  void overridesWinOverTheFileAndTheFileOverTheDefaults(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("f.yaml"), "http: {port: 1}\ngrpc: {port: 2}\n");

    FeedbackSettings settings = FeedbackSettings.load(Optional.of(file), Map.of("grpc.port", "3"));

    assertThat(settings.http().port()).isEqualTo(1);
    assertThat(settings.grpc().port()).isEqualTo(3);
  }

  @Test
  void everythingThatIsWrongIsToldAtOnce() {
    Map<String, String> wrong =
        Map.of(
            "http.port", "70000",
            "tail.poll", "soon",
            "zone", "Mars/Base",
            "http.loopback-only", "maybe",
            "no.such-key", "1");

    assertThatThrownBy(() -> FeedbackSettings.load(Optional.empty(), wrong))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("http.port: 70000 (expected: 0..65535)")
        .hasMessageContaining("tail.poll: soon")
        .hasMessageContaining("zone: Mars/Base")
        .hasMessageContaining("http.loopback-only: maybe")
        .hasMessageContaining("no.such-key: unknown key");
  }

  @Test
  void onlyListedSystemsOfOtherMachinesMayCall() {
    PhoneSettings phone =
        FeedbackSettings.load(
                Optional.empty(),
                Map.of("intake.phone.bind", "0.0.0.0", "intake.phone.peers", "192.0.2.0/28, ::2"))
            .phone();

    assertThat(
            List.of("127.0.0.1", "127.9.9.9", "::1", "192.0.2.1", "192.0.2.15", "::2").stream()
                .map(InetAddress::ofLiteral))
        .allMatch(phone::admits);
    assertThat(
            List.of("192.0.2.16", "203.0.113.1", "::3", "2001:db8::1").stream()
                .map(InetAddress::ofLiteral))
        .noneMatch(phone::admits);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "bind, 0.0.0.0, peers",
    "peers, pbx.example, peers",
    "secret, swordfish, secret",
    "secret-file, /no/such/file, secret-file",
    "touchpoint, Parking, touchpoint",
    "language, pt, language",
    "dialled, 02=pt, dialled",
    "prompt-base, ftp://x, prompt-base",
    "prompt-base, '/a b', prompt-base",
    "spoken-folder, elsewhere, spoken-folder",
    "key-wait, 0s, key-wait",
    "store-max, 2001ms, store-max",
    "call-max, 1s, call-max",
    "calls-max, 0, calls-max"
  })
  void valueThatNoCallCanUseIsTold(String key, String value, String told) {
    Map<String, String> wrong = Map.of("intake.phone." + key, value);

    assertThatThrownBy(() -> FeedbackSettings.load(Optional.empty(), wrong))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("intake.phone." + told + ": ")
        .hasMessageContaining(" (expected: ");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "database.url, mysql://db/x",
    "database.user, ''",
    "keys.folder, ''",
    "keys.environment, Live",
    "http.bind, ''",
    "zone, +02:00",
    "store.wait-max, 0s",
    "store.connect-timeout, 0s",
    "database.idle-transaction-max, 999ms",
    "store.socket-timeout, 999ms",
    "store.catalogue-refresh, 0s",
    "store.reconnect-backoff-max, 0s",
    "store.queue-ratings-max, 1",
    "store.pool-connections-max, 1",
    "tail.poll, 0ms",
    "tail.hint-every, 1001ms",
    "tail.caught-up-every, 1001ms",
    "tail.pause-max, 0s",
    "http.header-max, 99ms",
    "http.body-max, 0s",
    "http.idle-max, 0s",
    "http.request-line-bytes-max, 255",
    "http.trusted-proxies, proxy.example",
    "http.trusted-proxies, 10.0.0.0/33",
    "rate.address-burst, 0",
    "admission.wait-max, 0ms",
    "grpc.resets-window, 999ms",
    "grpc.connection-idle-max, 0s",
    "grpc.connection-age-max, 0s",
    "grpc.handshake-max, 0s",
    "drain.calls-max, 999999999d",
    "intake.late-after, -1d"
  })
  void valueThatNoPartCanUseIsToldTogetherWithTheOthers(String key, String value) {
    Map<String, String> wrong = Map.of(key, value, "management.port", "70000");

    assertThatThrownBy(() -> FeedbackSettings.load(Optional.empty(), wrong))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(key + ": " + (value.isEmpty() ? "empty" : value) + " (expected: ")
        .hasMessageContaining("management.port: 70000");
  }
}
