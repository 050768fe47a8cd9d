package org.onthaal.feedback.device;

import com.google.protobuf.Timestamp;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.onthaal.feedback.access.Admission;
import org.onthaal.feedback.collect.GrpcCallers;
import org.onthaal.feedback.collect.Problem;
import org.onthaal.feedback.collect.Problems;
import org.onthaal.feedback.device.DeviceOutcome.Done;
import org.onthaal.feedback.device.DeviceOutcome.Refused;
import org.onthaal.feedback.key.AccessKey;
import org.onthaal.feedback.key.KeyFault;
import org.onthaal.feedback.key.KeyText;
import org.onthaal.feedback.key.PostgresKeys;
import org.onthaal.feedback.privacy.KeyCodes;
import org.onthaal.feedback.privacy.Seal;
import org.onthaal.feedback.store.StoreException;
import org.onthaal.feedback.survey.SurveyCatalog;
import org.onthaal.feedback.validate.Reason;
import org.onthaal.feedback.validate.Violation;
import org.onthaal.v1.CreatePairingResponse;
import org.onthaal.v1.Device;
import org.onthaal.v1.DeviceSettings;
import org.onthaal.v1.Heartbeat;
import org.onthaal.v1.PairDeviceResponse;
import org.onthaal.v1.SendHeartbeatResponse;

/// What is done with devices, the same behind both doors. Blocks; safe for any thread.
public final class Devices {
  private static final System.Logger LOG = System.getLogger("org.onthaal.feedback.device");

  private final PostgresDevices store;
  private final SurveyCatalog catalog;
  private final Orders orders;
  private final Secrets secrets;
  private final DeviceLimits limits;
  private final World world;

  /// What keeps secrets.
  ///
  /// @param codes makes what is stored of pairing codes, and marks of orders
  /// @param pins closes the staff's codes
  /// @param mint makes a key that nobody can guess
  /// @param random as hard to guess
  public record Secrets(
      KeyCodes codes, Seal pins, Supplier<KeyText> mint, RandomGenerator random) {}

  /// What is around.
  public record World(InstantSource clock, Supplier<UUID> ids, Admission admission) {}

  public Devices(
      DataSource database,
      PostgresKeys keys,
      SurveyCatalog catalog,
      Secrets secrets,
      DeviceLimits limits,
      World world) {
    store = new PostgresDevices(database, keys, world.clock(), limits.devicesMax());
    this.catalog = catalog;
    orders = new Orders(catalog, secrets.codes());
    this.secrets = secrets;
    this.limits = limits;
    this.world = world;
  }

  /// Makes a code that lets one device in.
  DeviceOutcome<CreatePairingResponse> createPairing(DeviceSettings wanted) {
    SettingsCheck check = new SettingsCheck(catalog);
    Optional<SettingsCheck.Judged> judged = check.judge(wanted, Optional.empty());
    if (judged.isEmpty()) {
      return new Refused<>(Problem.of(check.found()));
    }
    PairingCode code = PairingCode.mint(secrets.random());
    Instant end = world.clock().instant().plus(limits.pairingTtl());
    StoredSettings kept = kept(judged.get(), "");
    return admitted(() ->
        store.open(stored(code), kept, end)
            ? new Done<>(
                CreatePairingResponse.newBuilder()
                    .setCode(code.text())
                    .setExpiresAt(timestamp(end))
                    .build())
            : tooMany());
  }

  /// Devices of these administrations, or of all, newest first.
  DeviceOutcome<List<Device>> list(Set<String> administrations) {
    return admitted(() ->
        new Done<>(
            store.all().stream()
                .map(StoredDevice::device)
                .filter(device ->
                    administrations.isEmpty()
                        || administrations.contains(device.getAdministration()))
                .toList()));
  }

  /// Gives a device other settings.
  DeviceOutcome<Device> change(String id, DeviceSettings wanted) {
    return of(id, device -> change(device, wanted));
  }

  private DeviceOutcome<Device> change(StoredDevice device, DeviceSettings wanted) {
    SettingsCheck check = new SettingsCheck(catalog);
    Optional<SettingsCheck.Judged> judged =
        check.judge(wanted, Optional.of(device.device().getAdministration()));
    if (judged.isEmpty()) {
      return new Refused<>(Problem.of(check.found()));
    }
    return store
        .change(device.id(), kept(judged.get(), device.sealedPin()))
        .<DeviceOutcome<Device>>map(changed -> new Done<>(changed.device()))
        .orElseGet(() ->
            new Refused<>(
                new Problem(
                    Reason.DEVICE_CHANGED,
                    "the device has settings of version "
                        + device.device().getSettings().getVersion()
                        + "; read them again")));
  }

  /// Takes a device's key back.
  DeviceOutcome<Device> revoke(String id) {
    return of(
        id,
        device -> {
          Device revoked = store.revoke(device.id()).orElse(device).device();
          LOG.log(System.Logger.Level.INFO, "device {0} is revoked", id);
          return new Done<>(revoked);
        });
  }

  /// Lets the device in that shows a code.
  DeviceOutcome<PairDeviceResponse> pair(String typed) {
    Optional<PairingCode> code = PairingCode.parse(typed);
    if (code.isEmpty()) {
      return unknownCode();
    }
    KeyText key = secrets.mint().get();
    UUID id = world.ids().get();
    return admitted(() ->
        switch (store.redeem(stored(code.get()), id, key)) {
          case PostgresDevices.Redeemed.Paired(UUID device, StoredSettings settings) -> {
            LOG.log(
                System.Logger.Level.INFO,
                "device {0} of {1} was paired",
                device,
                settings.administration());
            yield new Done<>(
                PairDeviceResponse.newBuilder()
                    .setId(device.toString())
                    .setSecret(key.text())
                    .setOrders(
                        orders.of(
                            whole(
                                settings.settings().toBuilder().setVersion(1).build(),
                                settings.sealedPin())))
                    .build());
          }
          case PostgresDevices.Redeemed.Unknown() -> unknownCode();
          case PostgresDevices.Redeemed.TooMany() -> tooMany();
        });
  }

  /// Keeps what a device says of itself, and tells it what it does not know yet.
  ///
  /// @param key the one that it shows
  DeviceOutcome<SendHeartbeatResponse> hear(AccessKey key, Heartbeat heartbeat) {
    List<Violation> found = HeartbeatCheck.violations(heartbeat);
    if (!found.isEmpty()) {
      return new Refused<>(Problem.of(found));
    }
    return admitted(() -> {
      Optional<StoredDevice> device = store.ofKey(key.id());
      if (device.isEmpty()) {
        return new Refused<>(
            Problem.of(
                List.of(
                    new Violation(
                        "authorization", Reason.SCOPE_MISSING, "the key of a paired device"))));
      }
      // Another replica may have heard of it before this one.
      return device.get().device().hasRevokedAt()
          ? new Refused<>(GrpcCallers.problem(KeyFault.REVOKED))
          : new Done<>(hear(device.get(), heartbeat));
    });
  }

  private SendHeartbeatResponse hear(StoredDevice device, Heartbeat heartbeat) {
    Instant now = world.clock().instant();
    store.hear(device.id(), heartbeat, now);
    var answer = SendHeartbeatResponse.newBuilder().setServerTime(timestamp(now));
    var current = orders.of(whole(device.device().getSettings(), device.sealedPin()));
    if (!current.getMark().equals(heartbeat.getOrdersMark())) {
      answer.setOrders(current);
    }
    return answer.build();
  }

  private <T> DeviceOutcome<T> of(String id, Function<StoredDevice, DeviceOutcome<T>> call) {
    if (id.isEmpty()) {
      return new Refused<>(
          Problem.of(List.of(new Violation("id", Reason.MISSING, "the id of a device"))));
    }
    return admitted(() ->
        uuid(id)
            .flatMap(store::find)
            .map(call)
            .orElseGet(
                () -> new Refused<>(new Problem(Reason.NOT_FOUND, "id: no device has this id"))));
  }

  private <T> DeviceOutcome<T> admitted(Supplier<DeviceOutcome<T>> call) {
    try {
      return world
          .admission()
          .call(Admission.Priority.DASHBOARD, call)
          .orElseGet(() -> new Refused<>(Problems.overloaded()));
    } catch (StoreException e) {
      LOG.log(System.Logger.Level.WARNING, "devices cannot be reached", e);
      return new Refused<>(
          new Problem(Reason.UNAVAILABLE, "the database does not answer; try again"));
    }
  }

  /// Settings with the staff's code closed.
  ///
  /// @param sealedBefore what is kept where none is given
  private StoredSettings kept(SettingsCheck.Judged judged, String sealedBefore) {
    String pin = judged.settings().getStaffPin();
    return new StoredSettings(
        judged.touchpoint().administration(),
        judged.settings().toBuilder().clearStaffPin().build(),
        pin.isEmpty()
            ? sealedBefore
            : secrets.pins().seal(pin.getBytes(StandardCharsets.US_ASCII)));
  }

  /// Settings as their device is told them.
  private DeviceSettings whole(DeviceSettings settings, String sealedPin) {
    if (sealedPin.isEmpty()) {
      return settings;
    }
    byte[] pin =
        secrets
            .pins()
            .open(sealedPin)
            .orElseThrow(() -> new IllegalStateException("a staff's code was sealed elsewhere"));
    return settings.toBuilder().setStaffPin(new String(pin, StandardCharsets.US_ASCII)).build();
  }

  private byte[] stored(PairingCode code) {
    return secrets.codes().code(code.keyed());
  }

  private static <T> DeviceOutcome<T> unknownCode() {
    return new Refused<>(
        new Problem(
            Reason.PAIRING_UNKNOWN,
            "no open pairing code reads so: look for a typing error, or have a new one made"));
  }

  private <T> DeviceOutcome<T> tooMany() {
    return new Refused<>(
        new Problem(
            Reason.TOO_MANY_DEVICES,
            "the administration has "
                + limits.devicesMax()
                + " devices or "
                + PostgresDevices.PAIRINGS_MAX
                + " open codes; revoke a device, or wait until codes end"));
  }

  private static Optional<UUID> uuid(String text) {
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static Timestamp timestamp(Instant time) {
    return Timestamp.newBuilder()
        .setSeconds(time.getEpochSecond())
        .setNanos(time.getNano())
        .build();
  }
}
