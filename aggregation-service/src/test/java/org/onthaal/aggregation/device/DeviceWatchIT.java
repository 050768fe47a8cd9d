package org.onthaal.aggregation.device;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Durations;
import com.zaxxer.hikari.HikariDataSource;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.onthaal.aggregation.TestSchema;
import org.onthaal.aggregation.alert.PostgresAlertStore;
import org.onthaal.aggregation.alert.PostgresAlertTransactions;
import org.onthaal.aggregation.evaluate.kiosk.KioskRound;
import org.onthaal.aggregation.evaluate.kiosk.PostgresPlaces;
import org.onthaal.aggregation.rule.RuleFile;
import org.onthaal.aggregation.tail.FeedbackDoor;
import org.onthaal.testkit.TestClock;
import org.onthaal.v1.Device;
import org.onthaal.v1.DeviceServiceGrpc;
import org.onthaal.v1.DeviceSettings;
import org.onthaal.v1.Heartbeat;
import org.onthaal.v1.ListDevicesRequest;
import org.onthaal.v1.ListDevicesResponse;
import org.onthaal.v1.OpeningHours;
import org.onthaal.v1.Pause;

/// Devices as feedback-service lists them become alerts, and its absence becomes none.
class DeviceWatchIT {
  private static final Duration SETTLE = Duration.ofMinutes(2);

  private final TestClock clock = TestClock.at("2026-11-26T08:12:00Z");
  private final List<Device> devices = new CopyOnWriteArrayList<>();
  private final List<String> happened = new CopyOnWriteArrayList<>();
  private final HikariDataSource pool = TestSchema.pool(DeviceWatchIT.class);
  private volatile Status failure = Status.OK;
  private final AtomicInteger asked = new AtomicInteger();
  private volatile String rules = "rules: [{name: kiosks, kind: kiosks}]";
  private volatile boolean leads = true;
  private Server keeper;
  private GrpcDevices source;
  private DeviceWatch watch;

  @BeforeEach
  void open() throws IOException {
    Jdbi.create(pool)
        .useHandle(handle -> {
          handle.execute("INSERT INTO administration VALUES ('town', 'Europe/Brussels')");
          handle.execute("INSERT INTO service VALUES ('town', 'counter')");
          handle.execute("INSERT INTO touchpoint VALUES ('desk', 'town', 'counter', false)");
        });
    keeper =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(new Keeper())
            .build()
            .start();
    source = GrpcDevices.connect(new FeedbackDoor("127.0.0.1:" + keeper.getPort(), ""));
    watch =
        new DeviceWatch(
            source,
            this::round,
            () -> leads,
            new DeviceWatch.Cadence(Duration.ofSeconds(30), SETTLE),
            clock);
  }

  @AfterEach
  void close() {
    source.close();
    keeper.shutdownNow();
    pool.close();
  }

  @Test
  void nobodyIsMissedBeforeThereWereAnswersForAWhile() {
    devices.add(silent("Desk 3", "desk"));

    assertThat(watch.look(clock.instant())).isFalse();
    assertThat(watch.look(later(SETTLE.minusSeconds(1)))).isFalse();
    failure = Status.UNAVAILABLE;
    assertThat(watch.look(later(Duration.ofSeconds(1)))).isFalse();
    failure = Status.OK;
    assertThat(watch.look(later(Duration.ofHours(1)))).isFalse();
    assertThat(happened).isEmpty();

    assertThat(watch.look(later(SETTLE))).isTrue();
    assertThat(happened).containsExactly("FIRED");
  }

  @Test
  void processThatDoesNotLeadLeavesItToTheOneThatDoes() {
    settled();
    devices.add(silent("Desk 3", "desk"));
    leads = false;
    int before = asked.get();

    assertThat(watch.look(clock.instant())).isFalse();
    assertThat(asked.get()).isEqualTo(before);

    leads = true;
    assertThat(watch.look(clock.instant())).isFalse();
    assertThat(watch.look(later(SETTLE))).isTrue();
    assertThat(happened).containsExactly("FIRED");
  }

  @Test
  void onlyWhoIsNotRevokedNorLeftIsMissed() {
    settled();
    devices.add(
        silent("Gone", "desk").toBuilder().setRevokedAt(timestamp(clock.instant())).build());
    devices.add(said("Left", Pause.LEFT));

    assertThat(watch.look(clock.instant())).isTrue();
    assertThat(happened).isEmpty();
    devices.add(said("Full", Pause.STORAGE_FULL));
    assertThat(watch.look(clock.instant())).isTrue();
    assertThat(happened).containsExactly("FIRED");
  }

  @Test
  void hoursOfADeviceAndWhatWaitsOnItAreTakenOver() {
    settled();
    // A Thursday, 09:14 in Brussels.
    Device afternoon = silent("Desk 3", "desk");
    devices.add(
        afternoon.toBuilder()
            .setSettings(
                afternoon.getSettings().toBuilder()
                    .addOpeningHours(
                        OpeningHours.newBuilder()
                            .setWeekday(4)
                            .setOpens("13:00")
                            .setCloses("24:00")))
            .build());
    assertThat(watch.look(clock.instant())).isTrue();
    assertThat(happened).isEmpty();

    devices.set(
        0,
        device("Desk 3", "desk")
            .setHeardAt(timestamp(clock.instant()))
            .setHeartbeat(
                Heartbeat.newBuilder().setPending(3).setOldestPending(Durations.fromHours(2)))
            .build());
    assertThat(watch.look(clock.instant())).isTrue();
    assertThat(happened).containsExactly("FIRED");
  }

  @Test
  void whomNoRuleWatchesNobodyAsksForAndWhatWasToldEnds() {
    settled();
    devices.add(silent("Desk 3", "desk"));
    assertThat(watch.look(clock.instant())).isTrue();
    int before = asked.get();

    rules = "rules: []";
    assertThat(watch.look(clock.instant())).isTrue();

    assertThat(asked.get()).isEqualTo(before);
    assertThat(happened).containsExactly("FIRED", "RESOLVED");
  }

  private void settled() {
    watch.look(clock.instant());
    clock.advance(SETTLE);
  }

  private Instant later(Duration by) {
    clock.advance(by);
    return clock.instant();
  }

  private KioskRound round() {
    return new KioskRound(
        ((RuleFile.Valid) RuleFile.parse(rules)).rules(),
        new KioskRound.Parts(
            new PostgresAlertTransactions(pool),
            new PostgresAlertStore(pool),
            new PostgresPlaces(),
            (_, _, transition) -> happened.add(transition.kind().name()),
            (_, _) -> {}));
  }

  private static Device.Builder device(String name, String touchpoint) {
    return Device.newBuilder()
        .setAdministration("town")
        .setSettings(DeviceSettings.newBuilder().setName(name).setTouchpoint(touchpoint))
        .setPairedAt(Timestamp.newBuilder().setSeconds(1_780_000_000));
  }

  private Device silent(String name, String touchpoint) {
    return device(name, touchpoint)
        .setHeardAt(timestamp(clock.instant().minus(Duration.ofMinutes(31))))
        .setHeartbeat(Heartbeat.newBuilder().setPending(14))
        .build();
  }

  private Device said(String name, Pause pause) {
    Device silent = silent(name, "desk");
    return silent.toBuilder()
        .setHeardAt(timestamp(clock.instant().minus(Duration.ofMinutes(45))))
        .setHeartbeat(silent.getHeartbeat().toBuilder().setPause(pause))
        .build();
  }

  private static Timestamp timestamp(Instant time) {
    return Timestamp.newBuilder().setSeconds(time.getEpochSecond()).build();
  }

  private final class Keeper extends DeviceServiceGrpc.DeviceServiceImplBase {
    @Override
    public void listDevices(
        ListDevicesRequest request, StreamObserver<ListDevicesResponse> response) {
      asked.incrementAndGet();
      if (failure.isOk()) {
        response.onNext(ListDevicesResponse.newBuilder().addAllDevices(devices).build());
        response.onCompleted();
      } else {
        response.onError(failure.asRuntimeException());
      }
    }
  }
}
