package org.onthaal.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.protobuf.util.Durations;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.onthaal.feedback.DeviceHttp.Answer;
import org.onthaal.testkit.Ratings;
import org.onthaal.testkit.TestClock;
import org.onthaal.testkit.TestPostgres;
import org.onthaal.v1.ChangeDeviceRequest;
import org.onthaal.v1.CreateKeyRequest;
import org.onthaal.v1.CreatePairingRequest;
import org.onthaal.v1.Device;
import org.onthaal.v1.DeviceServiceGrpc;
import org.onthaal.v1.DeviceSettings;
import org.onthaal.v1.KeyServiceGrpc;
import org.onthaal.v1.ListDevicesRequest;
import org.onthaal.v1.ListKeysRequest;
import org.onthaal.v1.OpeningHours;
import org.onthaal.v1.Problem;
import org.onthaal.v1.Reason;
import org.onthaal.v1.RevokeDeviceRequest;
import org.onthaal.v1.RevokeKeyRequest;
import org.onthaal.v1.Scope;
import org.onthaal.v1.Theme;

/// Kiosks from their pairing to their end, over the real doors and a real database.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DevicesAtTheDoorIT {
  private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
  private static final String SENNE = "commune-de-la-senne";

  private final Ratings ratings = new Ratings(new Random(20261127));
  private final TestClock clock = new TestClock(NOW);
  private final HttpClient client = HttpClient.newHttpClient();
  private TestFeedback feedback;
  private ManagedChannel channel;
  private DeviceServiceGrpc.DeviceServiceBlockingStub devices;
  private KeyServiceGrpc.KeyServiceBlockingStub keys;
  private DeviceHttp kiosk;

  @BeforeAll
  void start(@TempDir Path folder) {
    feedback = new TestFeedback(DevicesAtTheDoorIT.class, folder);
    connect(feedback.start(clock, Map.of()));
  }

  private void connect(FeedbackServer server) {
    channel = feedback.channel(server);
    devices = DeviceServiceGrpc.newBlockingStub(channel);
    keys = KeyServiceGrpc.newBlockingStub(channel);
    kiosk = new DeviceHttp(client, server.httpPort());
  }

  @AfterAll
  void stop() {
    feedback.close();
    client.close();
  }

  @Test
  void codeLetsOneDeviceInWithEverythingThatItNeeds() {
    Answer paired =
        kiosk.pair(
            code(
                settings("Hall A")
                    .setTheme(Theme.DARK)
                    .addLanguages("nl")
                    .addLanguages("fr")
                    .putHeadings("nl", "Hoe was het?")
                    .setStaffPin("4711")
                    .build()));

    assertThat(paired.status()).isEqualTo(200);
    assertThat(paired.text("secret")).matches("ons_live_[0-9A-Za-z]{36}");
    JsonObject orders = paired.body().getAsJsonObject("orders");
    assertThat(orders.get("zone").getAsString()).isEqualTo("Europe/Brussels");
    assertThat(orders.get("mark").getAsString()).matches("[0-9a-f]{32}");
    assertThat(orders.getAsJsonObject("names").get("nl").getAsString())
        .isEqualTo("Loketten 1 tot 6");
    assertThat(orders.getAsJsonArray("openingHours")).isNotEmpty();
    assertThat(orders.getAsJsonArray("surveys").asList())
        .extracting(survey -> survey.getAsJsonObject().get("language").getAsString())
        .containsExactly("nl", "fr");
    JsonObject told = orders.getAsJsonObject("settings");
    assertThat(told.get("staffPin").getAsString()).isEqualTo("4711");
    assertThat(told.get("theme").getAsString()).isEqualTo("DARK");
    assertThat(told.get("coolDown").getAsString()).isEqualTo("3s");
    assertThat(told.get("version").getAsInt()).isEqualTo(1);
    assertThat(device(paired.text("id")))
        .satisfies(known -> {
          assertThat(known.getAdministration()).isEqualTo(SENNE);
          assertThat(known.getSettings().getStaffPin()).isEmpty();
          assertThat(known.hasHeardAt()).isFalse();
        });
  }

  @Test
  void codeIsGoodOnceAlsoForSeveralAtOnce() throws Exception {
    String code = code(settings("Race").build());
    List<Future<Answer>> answers = new ArrayList<>();
    try (var redeemers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 8; i++) {
        answers.add(redeemers.submit(() -> kiosk.pair(code)));
      }
    }

    List<Integer> statuses = new ArrayList<>();
    for (Future<Answer> answer : answers) {
      statuses.add(answer.get().status());
    }
    assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 404);
    assertThat(kiosk.pair(code).reason()).isEqualTo("PAIRING_UNKNOWN");
    assertThat(listed()).filteredOn(one -> one.getSettings().getName().equals("Race")).hasSize(1);
  }

  @Test
  void codeOpensNothingFromItsEndOnAndIsStoredNowhere() {
    String code = code(settings("Late").build());
    String stored =
        "SELECT count(*) FROM device_pairing WHERE position(code IN device_pairing::text) > 0"
            .replace("code IN", "'" + code.replace("-", "") + "' IN");

    assertThat(feedback.count(stored)).isZero();
    clock.advance(Duration.ofMinutes(10));
    try {
      assertThat(kiosk.pair(code).reason()).isEqualTo("PAIRING_UNKNOWN");
      code(settings("Next").build());
      assertThat(
              feedback.count(
                  "SELECT count(*) FROM device_pairing WHERE settings->>'name' = 'Late'"))
          .isZero();
    } finally {
      clock.set(NOW);
    }
  }

  @Test
  void codesAndStaffCodesAreNoTextInTheDatabase() {
    Answer paired = kiosk.pair(code(settings("Sealed").setStaffPin("86420975").build()));

    assertThat(paired.status()).isEqualTo(200);
    assertThat(feedback.count("SELECT count(*) FROM device WHERE device::text LIKE '%86420975%'"))
        .isZero();
  }

  @Test
  void everythingThatIsWrongWithSettingsIsTold() {
    DeviceSettings wrong =
        settings("")
            .setThemeValue(17)
            .addLanguages("it")
            .addLanguages("fr")
            .addLanguages("fr")
            .putHeadings("nl", "x".repeat(201))
            .putHeadings("it", "Come va?")
            .addOpeningHours(hours(1, "08:00", "12:00"))
            .addOpeningHours(hours(1, "11:00", "13:00"))
            .addOpeningHours(hours(8, "08:00", "12:00"))
            .setCoolDown(Durations.fromMillis(1_499))
            .setIdle(Durations.fromSeconds(121))
            .setStaffPin("12a4")
            .build();

    Problem problem = refusal(() -> code(wrong)).problem();

    assertThat(problem.getReason()).isEqualTo(Reason.VIOLATIONS);
    assertThat(problem.getViolationsList())
        .extracting(violation -> violation.getField() + " " + violation.getReason())
        .containsExactly(
            "settings.name MISSING",
            "settings.languages[0] INVALID",
            "settings.languages[2] INVALID",
            "settings.headings.it INVALID",
            "settings.headings.nl INVALID",
            "settings.theme INVALID",
            "settings.openingHours[2] INVALID",
            "settings.openingHours INVALID",
            "settings.coolDown INVALID",
            "settings.idle INVALID",
            "settings.staffPin INVALID");
    assertThat(problem.getViolationsList())
        .allSatisfy(v -> assertThat(v.getExpected()).isNotEmpty());
  }

  @Test
  void touchpointMustBeKnownAndTakeAKiosk() {
    assertThat(refusal(() -> code(settings("X").setTouchpoint("nowhere").build())))
        .isEqualTo(new Refusal(Status.Code.NOT_FOUND, Reason.TOUCHPOINT_UNKNOWN));
    assertThat(refusal(() -> code(settings("X").setTouchpoint("").build())).fields())
        .containsExactly("settings.touchpoint MISSING");
    assertThat(
            refusal(() -> code(settings("X").setTouchpoint("senne-population-online").build()))
                .fields())
        .containsExactly("settings.touchpoint CHANNEL_NOT_ALLOWED");
  }

  @Test
  void heartbeatTellsTheServerHowTheDeviceIsAndTheDeviceWhatItDoesNotKnowYet() {
    Answer paired = kiosk.pair(code(settings("Heard").build()));
    String mark = paired.body().getAsJsonObject("orders").get("mark").getAsString();

    Answer first = kiosk.heartbeat(paired.text("secret"), NOW.plusSeconds(7), "");
    Answer second = kiosk.heartbeat(paired.text("secret"), NOW.minusSeconds(90), mark);

    assertThat(first.body().getAsJsonObject("orders").get("mark").getAsString()).isEqualTo(mark);
    assertThat(second.status()).isEqualTo(200);
    assertThat(second.body().has("orders")).isFalse();
    assertThat(second.text("serverTime")).isEqualTo(NOW.toString());
    Device known = device(paired.text("id"));
    assertThat(known.getHeartbeat().getPending()).isEqualTo(2);
    assertThat(known.getHeartbeat().getOldestPending()).isEqualTo(Durations.fromSeconds(61));
    assertThat(known.getHeartbeat().hasPause()).isFalse();
    assertThat(known.getClockSkew()).isEqualTo(Durations.fromSeconds(-90));
    assertThat(known.getHeardAt()).isEqualTo(Ratings.timestamp(NOW));
  }

  @Test
  void everythingThatIsWrongWithAHeartbeatIsTold() {
    String secret = kiosk.pair(code(settings("Odd").build())).text("secret");
    String odd =
        """
        {"heartbeat": {"appVersion": "a b", "oldestPending": "-1s", "batteryPercent": 101,
         "ordersMark": "'; DROP TABLE device"}}\
        """;

    assertThat(kiosk.post("/v1/devices:heartbeat", odd, "Bearer " + secret).violations())
        .isEqualTo(
            """
            heartbeat.appVersion INVALID
            heartbeat.sentAt MISSING
            heartbeat.oldestPending INVALID
            heartbeat.batteryPercent INVALID
            heartbeat.ordersMark INVALID
            """);
  }

  @Test
  void changeReachesTheDeviceWithItsNextHeartbeatAndKeepsTheStaffCode() {
    Answer paired = kiosk.pair(code(settings("Old").setStaffPin("1234").build()));
    String mark = paired.body().getAsJsonObject("orders").get("mark").getAsString();
    DeviceSettings wanted =
        settings("New").setVersion(1).addOpeningHours(hours(5, "09:00", "24:00")).build();

    Device changed = change(paired.text("id"), wanted);
    Answer heard = kiosk.heartbeat(paired.text("secret"), NOW, mark);

    assertThat(changed.getSettings().getVersion()).isEqualTo(2);
    assertThat(changed.getSettings().getName()).isEqualTo("New");
    JsonObject orders = heard.body().getAsJsonObject("orders");
    assertThat(orders.getAsJsonObject("settings").get("staffPin").getAsString()).isEqualTo("1234");
    assertThat(orders.getAsJsonArray("openingHours")).hasSize(1);
    assertThat(refusal(() -> change(paired.text("id"), wanted)))
        .isEqualTo(new Refusal(Status.Code.ABORTED, Reason.DEVICE_CHANGED));
    assertThat(
            refusal(() ->
                    change(
                        paired.text("id"),
                        wanted.toBuilder().setVersion(2).setTouchpoint("housing-desk").build()))
                .fields())
        .contains("settings.touchpoint TOUCHPOINT_NOT_OF_KEY");
    assertThat(refusal(() -> change("nothing", wanted)))
        .isEqualTo(new Refusal(Status.Code.NOT_FOUND, Reason.NOT_FOUND));
  }

  @Test
  void retiredTouchpointLeavesNothingToAsk() {
    String place = "canal-library";
    Answer paired = kiosk.pair(code(settings("Retired").setTouchpoint(place).build()));
    TestPostgres.execute(
        feedback.url(), "UPDATE touchpoint SET retired = true WHERE key = '" + place + "'");
    FeedbackServer later = feedback.start(clock, Map.of());

    Answer heard =
        new DeviceHttp(client, later.httpPort()).heartbeat(paired.text("secret"), NOW, "");

    assertThat(paired.body().getAsJsonObject("orders").getAsJsonArray("surveys")).isNotEmpty();
    assertThat(heard.body().getAsJsonObject("orders").getAsJsonArray("surveys")).isEmpty();
  }

  @Test
  void revokedDeviceIsToldSoAndNothingOfItsBatchIsStored() {
    Answer paired = kiosk.pair(code(settings("Stolen").build()));
    String secret = paired.text("secret");
    String id = ratings.id(NOW).toString();
    String kept = ratings.id(NOW).toString();
    assertThat(kiosk.batch(secret, DeviceHttp.rating(id, NOW, NOW)).status()).isEqualTo(200);

    var revoked =
        devices.revokeDevice(RevokeDeviceRequest.newBuilder().setId(paired.text("id")).build());
    Answer batch = kiosk.batch(secret, DeviceHttp.rating(kept, NOW, NOW));

    assertThat(revoked.getDevice().getRevokedAt()).isEqualTo(Ratings.timestamp(NOW));
    assertThat(batch.status()).isEqualTo(401);
    assertThat(batch.reason()).isEqualTo("KEY_REVOKED");
    assertThat(batch.whole().headers().firstValue("WWW-Authenticate")).contains("Bearer");
    assertThat(kiosk.heartbeat(secret, NOW, "").reason()).isEqualTo("KEY_REVOKED");
    assertThat(stored(id)).isEqualTo(1);
    assertThat(stored(kept)).isZero();
  }

  @Test
  void deviceWhoseKeyIsRevokedIsRevoked() {
    Answer paired = kiosk.pair(code(settings("By key").build()));
    String key =
        keys.listKeys(ListKeysRequest.getDefaultInstance()).getKeysList().stream()
            .filter(one -> one.getName().equals("By key"))
            .findFirst()
            .orElseThrow()
            .getId();

    var _ = keys.revokeKey(RevokeKeyRequest.newBuilder().setId(key).build());

    assertThat(device(paired.text("id")).hasRevokedAt()).isTrue();
  }

  @Test
  void deviceGivesRatingsOfAKioskOfItsAdministrationOnly() {
    String secret = kiosk.pair(code(settings("Held").build())).text("secret");
    String good = DeviceHttp.rating(ratings.id(NOW).toString(), NOW, NOW);

    Answer answer =
        kiosk.batch(
            secret,
            good,
            good.replace("KIOSK", "QR"),
            good.replace(DeviceHttp.COUNTER, "housing-desk"));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().getAsJsonArray("results").asList())
        .extracting(result ->
            result.getAsJsonObject().has("problem")
                ? result.getAsJsonObject().getAsJsonObject("problem").get("reason").getAsString()
                : "STORED")
        .containsExactly("STORED", "SCOPE_MISSING", "TOUCHPOINT_NOT_OF_KEY");
  }

  @Test
  void whoeverShowsNoKeyOrAnotherIsToldWhichOneIsNeeded() {
    String append =
        keys.createKey(
                CreateKeyRequest.newBuilder()
                    .setAdministration(SENNE)
                    .setName("server")
                    .addScopes(Scope.SCOPE_APPEND)
                    .build())
            .getSecret();
    String byHand =
        keys.createKey(
                CreateKeyRequest.newBuilder()
                    .setAdministration(SENNE)
                    .setName("by hand")
                    .addScopes(Scope.SCOPE_DEVICE)
                    .build())
            .getSecret();
    String unknown = "ons_live_000000000000000000000000000000" + "2dUoHm";
    String body = "{\"heartbeat\": {\"appVersion\": \"1\", \"sentAt\": \"" + NOW + "\"}}";

    assertThat(kiosk.post("/v1/devices:heartbeat", body, "").reason()).isEqualTo("KEY_MISSING");
    assertThat(kiosk.heartbeat("nonsense", NOW, "").reason()).isEqualTo("KEY_MALFORMED");
    assertThat(kiosk.heartbeat(append.replace('_', '-'), NOW, "").status()).isEqualTo(401);
    assertThat(kiosk.heartbeat(unknown, NOW, "").status()).isEqualTo(401);
    assertThat(kiosk.heartbeat(append, NOW, "").reason()).isEqualTo("SCOPE_MISSING");
    assertThat(kiosk.heartbeat(byHand, NOW, "").reason()).isEqualTo("SCOPE_MISSING");
  }

  @Test
  void noKeyOpensTheCallsOfThoseWhoManageDevices() {
    Metadata metadata = new Metadata();
    metadata.put(
        Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER),
        "Bearer " + kiosk.pair(code(settings("Curious").build())).text("secret"));
    var curious = devices.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata));

    assertThat(refusal(() -> curious.listDevices(ListDevicesRequest.getDefaultInstance())))
        .isEqualTo(new Refusal(Status.Code.PERMISSION_DENIED, Reason.LOOPBACK_ONLY));
  }

  @Test
  void garbageAndHugeBodiesAreRefusedInWords() {
    assertThat(kiosk.pair("x".repeat(20_000)).status()).isEqualTo(413);
    assertThat(kiosk.post("/v1/devices:pair", "{", "").reason()).isEqualTo("MALFORMED");
    assertThat(kiosk.post("/v1/devices:pair", "{}", "").violations()).isEqualTo("code MISSING\n");
    assertThat(kiosk.post("/v1/devices:pair", "{\"kode\": 1}", "").reason())
        .isEqualTo("UNKNOWN_FIELD");
    assertThat(kiosk.post("/v1/devices:pair?x=1", "{}", "").reason())
        .isEqualTo("UNKNOWN_PARAMETER");
    assertThat(kiosk.post("/v1/devices:heartbeat", "[1]", "").reason()).isEqualTo("MALFORMED");
    assertThat(kiosk.post("/v1/devices:heartbeat", " ".repeat(2_000_000), "").status())
        .isEqualTo(413);
  }

  @Test
  void networkThatTriesCodesIsStoppedBeforeACodeIsLookedAt() {
    FeedbackServer strict =
        feedback.start(
            clock,
            Map.of(
                "http.limit-loopback", "true",
                "rate.address-per-minute", "1",
                "rate.address-burst", "10"));
    DeviceHttp guesser = new DeviceHttp(client, strict.httpPort());
    String right = code(settings("Guessed").build());

    assertThat(guesser.pair("K7QM-4TXD").reason()).isEqualTo("PAIRING_UNKNOWN");
    Answer stopped = guesser.pair(right);

    assertThat(stopped.status()).isEqualTo(429);
    assertThat(stopped.whole().headers().firstValue("Retry-After")).isPresent();
    assertThat(kiosk.pair(right).status()).isEqualTo(200);
  }

  @Test
  void devicesHaveALimitOfTheirOwnAndDoNotCountAsKeys() {
    FeedbackServer small = feedback.start(clock, Map.of("device.devices-max", "1"));
    var few = DeviceServiceGrpc.newBlockingStub(feedback.channel(small));
    DeviceHttp other = new DeviceHttp(client, small.httpPort());
    DeviceSettings elsewhere = settings("First").setTouchpoint("housing-desk").build();
    CreatePairingRequest request = CreatePairingRequest.newBuilder().setSettings(elsewhere).build();
    String first = few.createPairing(request).getCode();
    String second = few.createPairing(request).getCode();

    Answer paired = other.pair(first);
    Answer refused = other.pair(second);

    assertThat(paired.status()).isEqualTo(200);
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.reason()).isEqualTo("TOO_MANY_DEVICES");
    assertThat(refusal(() -> few.createPairing(request)).problem().getReason())
        .isEqualTo(Reason.TOO_MANY_DEVICES);
    var _ = few.revokeDevice(RevokeDeviceRequest.newBuilder().setId(paired.text("id")).build());
    assertThat(other.pair(second).status()).isEqualTo(200);
  }

  @Test
  void devicesAndOpenCodesOutliveARestart() {
    Answer paired = kiosk.pair(code(settings("Lasting").setStaffPin("2468").build()));
    String open = code(settings("Pending").build());

    FeedbackServer again = feedback.start(clock, Map.of());
    DeviceHttp later = new DeviceHttp(client, again.httpPort());

    assertThat(
            later
                .heartbeat(paired.text("secret"), NOW, "")
                .body()
                .getAsJsonObject("orders")
                .getAsJsonObject("settings")
                .get("staffPin")
                .getAsString())
        .isEqualTo("2468");
    assertThat(later.pair(open).status()).isEqualTo(200);
  }

  private String code(DeviceSettings settings) {
    return devices
        .createPairing(CreatePairingRequest.newBuilder().setSettings(settings).build())
        .getCode();
  }

  private static DeviceSettings.Builder settings(String name) {
    return DeviceSettings.newBuilder().setName(name).setTouchpoint(DeviceHttp.COUNTER);
  }

  private static OpeningHours hours(int weekday, String opens, String closes) {
    return OpeningHours.newBuilder().setWeekday(weekday).setOpens(opens).setCloses(closes).build();
  }

  private Device change(String id, DeviceSettings settings) {
    return devices
        .changeDevice(ChangeDeviceRequest.newBuilder().setId(id).setSettings(settings).build())
        .getDevice();
  }

  private List<Device> listed() {
    return devices
        .listDevices(ListDevicesRequest.newBuilder().addAdministrations(SENNE).build())
        .getDevicesList();
  }

  private Device device(String id) {
    return listed().stream().filter(one -> one.getId().equals(id)).findFirst().orElseThrow();
  }

  private long stored(String id) {
    return feedback.count("SELECT count(*) FROM rating WHERE id = '" + id + "'");
  }

  /// Why a call was refused.
  private record Refusal(Status.Code code, Problem problem) {
    Refusal(Status.Code code, Reason reason) {
      this(code, Problem.newBuilder().setReason(reason).build());
    }

    List<String> fields() {
      return problem.getViolationsList().stream()
          .map(violation -> violation.getField() + " " + violation.getReason())
          .toList();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Refusal(Status.Code otherCode, Problem otherProblem)
          && code == otherCode
          && problem.getReason() == otherProblem.getReason();
    }

    @Override
    public int hashCode() {
      return code.hashCode();
    }
  }

  private static Refusal refusal(Runnable call) {
    try {
      call.run();
    } catch (StatusRuntimeException e) {
      return new Refusal(e.getStatus().getCode(), TestFeedback.problem(e));
    }
    throw new AssertionError("the call was answered");
  }
}
