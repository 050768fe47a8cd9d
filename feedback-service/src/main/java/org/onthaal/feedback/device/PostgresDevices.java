package org.onthaal.feedback.device;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.onthaal.feedback.key.AccessKey;
import org.onthaal.feedback.key.KeyText;
import org.onthaal.feedback.key.NewKey;
import org.onthaal.feedback.key.PostgresKeyChanges;
import org.onthaal.feedback.key.PostgresKeys;
import org.onthaal.feedback.key.Scope;
import org.onthaal.feedback.store.StoreException;
import org.onthaal.v1.DeviceSettings;
import org.onthaal.v1.Heartbeat;

/// Devices and pairing codes in PostgreSQL. Each method is one transaction, and throws
/// [StoreException] when the database does not answer. Safe for any thread.
final class PostgresDevices {
  /// Codes of one administration that are open at a time: more than anybody types in minutes, and
  /// few enough that none is guessed.
  static final int PAIRINGS_MAX = 100;

  private final Jdbi jdbi;
  private final PostgresKeys keys;
  private final InstantSource clock;
  private final int devicesMax;

  /// @param devicesMax of one administration that are not revoked
  PostgresDevices(DataSource database, PostgresKeys keys, InstantSource clock, int devicesMax) {
    jdbi = Jdbi.create(database);
    this.keys = keys;
    this.clock = clock;
    this.devicesMax = devicesMax;
  }

  /// What became of a code.
  sealed interface Redeemed {
    record Paired(UUID id, StoredSettings settings) implements Redeemed {}

    /// No open code is this one.
    record Unknown() implements Redeemed {}

    /// The code stays open.
    record TooMany() implements Redeemed {}
  }

  /// Opens a code; false where the administration has as many devices, or open codes, as it may.
  boolean open(byte[] code, StoredSettings wanted, Instant expiresAt) {
    return answered(() ->
        jdbi.inTransaction(handle -> {
          PostgresDeviceRows rows = new PostgresDeviceRows(handle);
          rows.deleteEndedPairings(clock.instant());
          if (rows.openPairings(wanted.administration()) >= PAIRINGS_MAX
              || rows.live(wanted.administration()) >= devicesMax) {
            return false;
          }
          rows.insertPairing(code, wanted, expiresAt);
          return true;
        }));
  }

  /// Makes a device and its key of a code, which is closed thereby. Of several at once, one does.
  Redeemed redeem(byte[] code, UUID id, KeyText key) {
    // A wrong code must not make anybody wait, nor have the keys loaded anew.
    if (within(rows -> rows.pairing(code, clock.instant())).isEmpty()) {
      return new Redeemed.Unknown();
    }
    return answered(() -> keys.together(changes -> redeem(changes, code, id, key)));
  }

  private Redeemed redeem(PostgresKeyChanges changes, byte[] code, UUID id, KeyText text) {
    PostgresDeviceRows rows = new PostgresDeviceRows(changes.handle());
    Instant now = clock.instant();
    Optional<StoredSettings> wanted = rows.pairing(code, now);
    if (wanted.isEmpty()) {
      return new Redeemed.Unknown();
    }
    String administration = wanted.get().administration();
    if (rows.live(administration) >= devicesMax) {
      return new Redeemed.TooMany();
    }
    rows.deletePairing(code);
    AccessKey key =
        changes.create(
            new NewKey(
                administration,
                wanted.get().settings().getName(),
                Set.of(Scope.DEVICE),
                Optional.empty()),
            text);
    rows.insert(id, key.id(), wanted.get(), now);
    return new Redeemed.Paired(id, wanted.get());
  }

  /// Newest first.
  List<StoredDevice> all() {
    return within(PostgresDeviceRows::all);
  }

  Optional<StoredDevice> find(UUID id) {
    return within(rows -> rows.find(id));
  }

  Optional<StoredDevice> ofKey(String accessKey) {
    return within(rows -> rows.ofKey(accessKey));
  }

  /// Replaces settings of a version; empty where the device has others by now.
  ///
  /// @param settings with the version that they replace
  Optional<StoredDevice> change(UUID id, StoredSettings settings) {
    DeviceSettings changed = settings.settings();
    return within(
        rows -> rows.change(id, changed.getVersion(), settings) ? rows.find(id) : Optional.empty());
  }

  /// Takes the device's key back. Empty where there is no such device.
  Optional<StoredDevice> revoke(UUID id) {
    Optional<StoredDevice> device = find(id);
    if (device.isEmpty() || device.get().device().hasRevokedAt()) {
      return device;
    }
    return answered(() ->
        keys.together(changes -> {
          var _ = changes.revoke(device.get().accessKey());
          return new PostgresDeviceRows(changes.handle()).find(id);
        }));
  }

  void hear(UUID id, Heartbeat heartbeat, Instant now) {
    var _ =
        within(rows -> {
          rows.hear(id, heartbeat, now);
          return id;
        });
  }

  private <A> A within(Function<PostgresDeviceRows, A> call) {
    return answered(() -> jdbi.inTransaction(handle -> call.apply(new PostgresDeviceRows(handle))));
  }

  private static <A> A answered(Supplier<A> call) {
    try {
      return call.get();
    } catch (JdbiException e) {
      throw new StoreException("the devices could not be reached", e);
    }
  }
}
