package org.onthaal.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onthaal.aggregation.notify.send.AddressRange;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// Every setting: its key, its default, and another value that must arrive.
class SettingsTest {
  private static final Map<String, Setting> SETTINGS = new LinkedHashMap<>();

  private record Setting(
      Object byDefault, String text, Object value, Function<AggregationSettings, Object> read) {}

  private static void has(
      String key,
      Object byDefault,
      String text,
      Object value,
      Function<AggregationSettings, Object> read) {
    SETTINGS.put(key, new Setting(byDefault, text, value, read));
  }

  private static Duration ms(long millis) {
    return Duration.ofMillis(millis);
  }

  static {
    has("http.port", 8081, "0", 0, s -> s.http().port());
    has("http.bind", "127.0.0.1", "0.0.0.0", "0.0.0.0", s -> s.http().bind());
    has("grpc.port", 9081, "65535", 65535, s -> s.grpc().port());
    has("grpc.bind", "127.0.0.1", "::1", "::1", s -> s.grpc().bind());
    has("management.port", 8091, "1", 1, s -> s.management().port());
    has("management.bind", "127.0.0.1", "::1", "::1", s -> s.management().bind());
    has("loopback-only", true, "false", false, AggregationSettings::loopbackOnly);
    has(
        "zone",
        ZoneId.of("Europe/Brussels"),
        "Asia/Kolkata",
        ZoneId.of("Asia/Kolkata"),
        AggregationSettings::zone);
    has("log.target", "127.0.0.1:9080", "feedback:1", "feedback:1", s -> s.log().target());
    has("log.service-key", "", "swordfish", "swordfish", s -> s.log().serviceKey());
    has("drain.calls-max", ms(10_000), "250ms", ms(250), AggregationSettings::drain);
    doors();
    grpcAndAdmission();
    database();
    tailAndFold();
    report();
    alerts();
    notifications();
    watchdog();
  }

  private static void watchdog() {
    has("kiosk.look-every", ms(30_000), "1s", ms(1_000), s -> s.kiosks().every());
    has("kiosk.settle", ms(120_000), "0s", ms(0), s -> s.kiosks().settle());
    has(
        "heartbeat.evaluation-behind-max",
        ms(120_000),
        "10s",
        ms(10_000),
        s -> s.alerts().watchdog().heartbeat().evaluationBehindMax());
    has(
        "heartbeat.outbox-waiting-max",
        ms(300_000),
        "10s",
        ms(10_000),
        s -> s.alerts().watchdog().heartbeat().outboxWaitingMax());
    has("canary.touchpoint", "", "a-1", "a-1", s -> s.alerts().watchdog().canary().touchpoint());
    has(
        "canary.at",
        LocalTime.of(3, 0),
        "23:59",
        LocalTime.of(23, 59),
        s -> s.alerts().watchdog().canary().at());
    has(
        "canary.zone",
        ZoneId.of("Europe/Brussels"),
        "UTC",
        ZoneId.of("UTC"),
        s -> s.alerts().watchdog().canary().zone());
    has(
        "canary.within",
        ms(900_000),
        "4m",
        ms(240_000),
        s -> s.alerts().watchdog().canary().within());
    has("canary.ratings", 200, "100", 100, s -> s.alerts().watchdog().canary().ratings());
    has("canary.slot", ms(60_000), "5m", ms(300_000), s -> s.alerts().watchdog().canary().slot());
  }

  private static void doors() {
    has("http.connections-max", 1_000, "1", 1, s -> s.httpLimits().connectionsMax());
    has("http.requests-max", 500, "1", 1, s -> s.httpLimits().requestsMax());
    has(
        "http.request-line-bytes-max",
        4_096,
        "256",
        256,
        s -> s.httpLimits().requestLineBytesMax());
    has("http.header-bytes-max", 16_384, "256", 256, s -> s.httpLimits().headerBytesMax());
    has("http.body-bytes-max", 1 << 20, "1", 1, s -> s.httpLimits().bodyBytesMax());
    has("http.drained-bytes-max", 16 << 20, "1", 1, s -> s.httpLimits().drainedBytesMax());
    has(
        "http.address-connections-max",
        200,
        "1",
        1,
        s -> s.httpLimits().connections().addressMax());
    has(
        "http.header-max",
        ms(10_000),
        "1s",
        ms(1_000),
        s -> s.httpLimits().connections().headerMax());
    has("http.body-max", ms(60_000), "1s", ms(1_000), s -> s.httpLimits().connections().bodyMax());
    has("http.idle-max", ms(30_000), "1s", ms(1_000), s -> s.httpLimits().connections().idleMax());
    has("http.limit-loopback", false, "true", true, s -> s.httpLimits().limitLoopback());
  }

  private static void grpcAndAdmission() {
    has("grpc.connections-max", 500, "1", 1, s -> s.grpcLimits().connectionsMax());
    has("grpc.message-bytes-max", 65_536, "1", 1, s -> s.grpcLimits().messageBytesMax());
    has("grpc.document-bytes-max", 1 << 20, "1", 1, s -> s.grpcLimits().documentBytesMax());
    has("grpc.metadata-bytes-max", 8_192, "1", 1, s -> s.grpcLimits().metadataBytesMax());
    has("grpc.connection-calls-max", 100, "1", 1, s -> s.grpcLimits().connectionCallsMax());
    has("grpc.resets-max", 100, "1", 1, s -> s.grpcLimits().resetsMax());
    has("grpc.resets-window", ms(10_000), "1s", ms(1_000), s -> s.grpcLimits().resetsWindow());
    has(
        "grpc.keepalive-permit",
        ms(30_000),
        "1s",
        ms(1_000),
        s -> s.grpcLimits().keepalivePermit());
    has(
        "grpc.connection-idle-max",
        ms(300_000),
        "1s",
        ms(1_000),
        s -> s.grpcLimits().connectionIdleMax());
    has(
        "grpc.connection-age-max",
        ms(1_800_000),
        "1s",
        ms(1_000),
        s -> s.grpcLimits().connectionAgeMax());
    has(
        "grpc.connection-age-grace",
        ms(30_000),
        "1s",
        ms(1_000),
        s -> s.grpcLimits().connectionAgeGrace());
    has("grpc.handshake-max", ms(10_000), "1s", ms(1_000), s -> s.grpcLimits().handshakeMax());
    has("admission.permits-max", 16, "1", 1, s -> s.admission().permitsMax());
    has("admission.export-permits-max", 2, "1", 1, s -> s.admission().exportPermitsMax());
    has("admission.waiting-max", 16, "0", 0, s -> s.admission().waitingMax());
    has("admission.wait-max", ms(100), "1s", ms(1_000), s -> s.admission().waitMax());
  }

  private static void database() {
    has(
        "database.url",
        "jdbc:postgresql://127.0.0.1:5432/aggregation",
        "jdbc:postgresql://db/x",
        "jdbc:postgresql://db/x",
        s -> s.database().url());
    has("database.user", "aggregation", "someone", "someone", s -> s.database().user());
    has("database.password", "", "secret", "secret", s -> s.database().password());
    has("database.connections-max", 24, "4", 4, s -> s.database().connectionsMax());
    has("database.connect-timeout", ms(2_000), "3s", ms(3_000), s -> s.database().connectTimeout());
    has("database.socket-timeout", ms(30_000), "1m", ms(60_000), s -> s.database().socketTimeout());
    has(
        "database.idle-transaction-max",
        ms(10_000),
        "1m",
        ms(60_000),
        s -> s.database().idleTransactionMax());
  }

  private static void tailAndFold() {
    has("tail.batches-held-max", 8, "1", 1, s -> s.tail().batchesHeldMax());
    has("tail.silence-max", ms(10_000), "2s", ms(2_000), s -> s.tail().silenceMax());
    has("tail.reconnect-first", ms(100), "1ms", ms(1), s -> s.tail().reconnectFirst());
    has("tail.reconnect-longest", ms(5_000), "1h", ms(3_600_000), s -> s.tail().reconnectLongest());
    has("tail.message-bytes-max", 4_194_304, "1024", 1024, s -> s.tail().messageBytesMax());
    has("fold.tick", ms(1_000), "10ms", ms(10), s -> s.fold().tick());
    has("fold.entries-max", 5_000, "1", 1, s -> s.fold().entriesMax());
    has("fold.commit-every", ms(120), "0ms", ms(0), s -> s.fold().commitEvery());
    has("fold.prune-every", ms(300_000), "1d", ms(86_400_000), s -> s.fold().pruneEvery());
    has("fold.prune-rows-max", 10_000, "1", 1, s -> s.fold().pruneRowsMax());
    has("fold.lease-retry", ms(1_000), "2s", ms(2_000), s -> s.fold().leaseRetry());
    has("fold.lease-silence-max", ms(15_000), "5s", ms(5_000), s -> s.fold().leaseSilenceMax());
    has("fold.database-retry", ms(1_000), "2s", ms(2_000), s -> s.fold().databaseRetry());
  }

  private static void report() {
    has("report.rows-max", 200_000, "1", 1, s -> s.report().rowsMax());
    has("report.after-max", ms(5_000), "1s", ms(1_000), s -> s.report().afterMax());
    has("report.watch-every", ms(250), "1s", ms(1_000), s -> s.report().watchEvery());
    has("report.heartbeat", ms(10_000), "1m", ms(60_000), s -> s.report().heartbeat());
    has("report.watchers-max", 200, "1", 1, s -> s.report().watchersMax());
    has("report.suppress-below", 0, "5", 5, s -> s.suppression().nMin());
  }

  private static void alerts() {
    Path file = Path.of("my rules.yaml");
    has(
        "rules.file",
        Optional.empty(),
        "my rules.yaml",
        Optional.of(file),
        s -> s.alerts().files().rules());
    has(
        "routes.file",
        Optional.empty(),
        "my rules.yaml",
        Optional.of(file),
        s -> s.alerts().files().routes());
    has("rules.reload-every", ms(10_000), "20ms", ms(20), s -> s.alerts().files().reloadEvery());
    has("rules.editable", false, "true", true, s -> s.alerts().files().editable());
    has("evaluate.interval", ms(5_000), "1s", ms(1_000), s -> s.alerts().cadence().interval());
    has("evaluate.slot-grace", ms(120_000), "1s", ms(1_000), s -> s.alerts().cadence().slotGrace());
    has(
        "evaluate.slots-kept",
        Duration.ofDays(400),
        "100d",
        Duration.ofDays(100),
        s -> s.alerts().cadence().slotsKept());
    has("evaluate.backtest-max", ms(60_000), "5s", ms(5_000), s -> s.alerts().backtestMax());
  }

  private static void notifications() {
    has("notify.allow-loopback", false, "true", true, s -> s.alerts().sending().allowLoopback());
    has(
        "notify.allowed-networks",
        List.of(),
        "10.1.0.0/16, fd00::/8",
        List.of(AddressRange.of("10.1.0.0/16"), AddressRange.of("fd00::/8")),
        s -> s.alerts().sending().allowedNetworks());
    has(
        "notify.give-up-after",
        ms(86_400_000),
        "1h",
        ms(3_600_000),
        s -> s.alerts().sending().giveUpAfter());
    has("notify.claim-max", 4, "1", 1, s -> s.alerts().sending().dispatch().claimMax());
    has(
        "notify.lease",
        ms(60_000),
        "90s",
        ms(90_000),
        s -> s.alerts().sending().dispatch().lease());
    has("notify.poll", ms(200), "20ms", ms(20), s -> s.alerts().sending().dispatch().poll());
    has(
        "notify.retry-first",
        ms(500),
        "1s",
        ms(1_000),
        s -> s.alerts().sending().dispatch().retry().first());
    has(
        "notify.retry-longest",
        ms(300_000),
        "1h",
        ms(3_600_000),
        s -> s.alerts().sending().dispatch().retry().longest());
    has(
        "notify.timeout",
        ms(15_000),
        "20s",
        ms(20_000),
        s -> s.alerts().sending().receiver().timeout());
    has("notify.breaker-tries", 10, "3", 3, s -> s.alerts().sending().receiver().breakerTries());
    has(
        "notify.breaker-rest",
        ms(10_000),
        "1m",
        ms(60_000),
        s -> s.alerts().sending().receiver().breakerRest());
  }

  @TempDir private Path folder;

  @Test
  void everyKeyOfTheFileIsRecordedHere() throws IOException {
    TreeSet<String> known = new TreeSet<>(SETTINGS.keySet());
    known.add("database.password-file");
    known.add("log.service-key-file");

    assertThat(shipped().keySet()).containsExactlyElementsOf(known);
  }

  @Test
  void everySettingHasItsDefault() {
    AggregationSettings settings = load(Map.of());

    SETTINGS.forEach((key, setting) ->
        assertThat(setting.read().apply(settings)).as(key).isEqualTo(setting.byDefault()));
  }

  @Test
  void everyOverrideArrivesAndChangesNothingElse() {
    SETTINGS.forEach((overridden, _) -> {
      AggregationSettings settings = load(Map.of(overridden, text(overridden)));

      SETTINGS.forEach((key, setting) ->
          assertThat(setting.read().apply(settings))
              .as(key)
              .isEqualTo(key.equals(overridden) ? setting.value() : setting.byDefault()));
    });
  }

  @Test
  void fileOverridesTheDefaultsAndTheCallerOverridesTheFile() throws IOException {
    Path file = folder.resolve("own.yaml");
    Files.writeString(file, "http:\n  port: 1234\ngrpc:\n  port: 1235\nfold.tick: 2s\n");

    AggregationSettings settings =
        AggregationSettings.load(Optional.of(file), Map.of("grpc.port", "7"));

    assertThat(settings.http().port()).isEqualTo(1234);
    assertThat(settings.grpc().port()).isEqualTo(7);
    assertThat(settings.fold().tick()).isEqualTo(ms(2_000));
    assertThat(settings.management().port()).isEqualTo(8091);
  }

  @Test
  void passwordComesFromItsFileWithoutTheLineEnd() throws IOException {
    Path file = folder.resolve("password");
    Files.writeString(file, "from file\n");

    AggregationSettings settings =
        load(Map.of("database.password-file", file.toString(), "database.password", "other"));

    assertThat(settings.database().password()).isEqualTo("from file");
    assertThat(settings.toString()).doesNotContain("from file");
  }

  @Test
  void serviceKeyMayLieInAFileAndIsNeverShown() throws IOException {
    Path file = Files.writeString(folder.resolve("service-key"), "from-file\n");

    AggregationSettings settings = load(Map.of("log.service-key-file", file.toString()));

    assertThat(settings.log().serviceKey()).isEqualTo("from-file");
    assertThat(settings.toString()).doesNotContain("from-file");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> load(Map.of("log.service-key", "two words")))
        .withMessageContaining("log.service-key: something else")
        .withMessageNotContaining("two words");
  }

  @Test
  void unknownKeyIsRefusedByName() throws IOException {
    Path file = folder.resolve("own.yaml");
    Files.writeString(file, "http:\n  prot: 1234\n");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> AggregationSettings.load(Optional.of(file), Map.of("fold.tock", "1s")))
        .withMessageContaining("http.prot")
        .withMessageContaining("own.yaml")
        .withMessageContaining("fold.tock");
  }

  @Test
  void valuesOutOfRangeAndUnknownKeysAreToldAtOnce() {
    Map<String, String> wrong =
        Map.ofEntries(
            Map.entry("http.port", "65536"),
            Map.entry("grpc.port", "many"),
            Map.entry("loopback-only", "yes"),
            Map.entry("zone", "Europe/Brussel"),
            Map.entry("drain.calls-max", "-1s"),
            Map.entry("fold.entries-max", "0"),
            Map.entry("database.connections-max", "3"),
            Map.entry("database.password-file", "/no/such/file"),
            Map.entry("log.service-key-file", "/no/such/file"),
            Map.entry("tail.message-bytes-max", "1023"),
            Map.entry("report.rows-max", "0"),
            Map.entry("report.suppress-below", "4"),
            Map.entry("no.such.key", "1"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> load(wrong))
        .satisfies(
            refused -> assertThat(refused.getMessage()).contains(List.copyOf(wrong.keySet())));
  }

  /// What one record would refuse by itself, a pair of keys, and files: nothing hides the rest.
  @Test
  void everyProblemIsToldAtOnceWithKeyValueAndExpectation() {
    Map<String, String> wrong = new TreeMap<>();
    SETTINGS.forEach((key, setting) -> {
      if (setting.byDefault() instanceof Duration) {
        wrong.put(key, "999999999d");
      }
    });
    wrong.putAll(
        Map.ofEntries(
            Map.entry("database.connect-timeout", "249ms"),
            Map.entry("database.socket-timeout", "0s"),
            Map.entry("database.idle-transaction-max", "0s"),
            Map.entry("fold.lease-silence-max", "4s"),
            Map.entry("database.user", " "),
            Map.entry("http.bind", ""),
            Map.entry("log.target", ""),
            Map.entry("tail.silence-max", "1s"),
            Map.entry("tail.reconnect-first", "200ms"),
            Map.entry("tail.reconnect-longest", "199ms"),
            Map.entry("fold.tick", "9ms"),
            Map.entry("report.watch-every", "0ms"),
            Map.entry("evaluate.interval", "0s"),
            Map.entry("notify.timeout", "60s"),
            Map.entry("notify.lease", "60s"),
            Map.entry("notify.poll", "0s"),
            Map.entry("notify.retry-first", "0s"),
            Map.entry("notify.breaker-rest", "soon"),
            Map.entry("notify.allowed-networks", "10.0.0.0/33")));
    // The first half of a pair that is wrong together.
    List<String> right = List.of("tail.reconnect-first", "notify.timeout");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> AggregationSettings.load(Optional.of(folder.resolve("no")), wrong))
        .satisfies(refused -> {
          List<String> told = List.of(String.valueOf(refused.getMessage()).split("; "));
          for (Map.Entry<String, String> entry : wrong.entrySet()) {
            if (!right.contains(entry.getKey())) {
              assertThat(told)
                  .as(entry.getKey())
                  .filteredOn(line ->
                      line.endsWith(")")
                          && line.contains(
                              entry.getKey() + ": " + entry.getValue() + " (expected: "))
                  .hasSize(1);
            }
          }
          assertThat(told).hasSize(wrong.size() - right.size() + 1);
          assertThat(told.getFirst()).contains("/no: cannot be read");
        });
  }

  @Test
  void everyProblemOfTheCanaryIsToldAtOnce() {
    Map<String, String> wrong =
        Map.of(
            "canary.touchpoint", "a b",
            "canary.at", "3 o'clock",
            "canary.zone", "Mars/Olympus",
            "canary.within", "3m",
            "canary.ratings", "99",
            "canary.slot", "3m");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> load(wrong))
        .satisfies(
            refused -> assertThat(refused.getMessage()).contains(List.copyOf(wrong.keySet())));
  }

  @Test
  void addressOfTheDatabaseIsNotRepeated() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> load(Map.of("database.url", "mysql://db?password=swordfish")))
        .satisfies(refused ->
            assertThat(refused.getMessage())
                .contains("database.url", "jdbc:postgresql:")
                .doesNotContain("swordfish"));
  }

  @Test
  void malformedFileIsRefusedByName() throws IOException {
    Path file = folder.resolve("own.yaml");
    Files.writeString(file, "http: [");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> AggregationSettings.load(Optional.of(file), Map.of()))
        .withMessageContaining("own.yaml");
  }

  private static String text(String key) {
    return Optional.ofNullable(SETTINGS.get(key)).map(Setting::text).orElseThrow();
  }

  private static AggregationSettings load(Map<String, String> overrides) {
    return AggregationSettings.load(Optional.empty(), overrides);
  }

  private static Map<String, Object> shipped() throws IOException {
    try (InputStream stream = AggregationSettings.class.getResourceAsStream("application.yaml")) {
      String text =
          new String(
              Optional.ofNullable(stream).orElseThrow().readAllBytes(), StandardCharsets.UTF_8);
      Map<String, Object> flat = new TreeMap<>();
      flatten("", new Yaml(new SafeConstructor(new LoaderOptions())).load(text), flat);
      return flat;
    }
  }

  private static void flatten(String key, Object node, Map<String, Object> flat) {
    if (node instanceof Map<?, ?> map) {
      map.forEach(
          (name, value) -> flatten(key.isEmpty() ? "" + name : key + "." + name, value, flat));
    } else {
      flat.put(key, node);
    }
  }
}
