package org.onthaal.feedback.device;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.JsonFormat;
import com.google.protobuf.util.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.onthaal.v1.Device;
import org.onthaal.v1.DeviceSettings;
import org.onthaal.v1.Heartbeat;

/// The rows of devices and pairing codes, read and written within the caller's transaction.
final class PostgresDeviceRows {
  private static final JsonFormat.Printer PRINTER =
      JsonFormat.printer().omittingInsignificantWhitespace();
  // What an older or newer version of the service wrote is read all the same.
  private static final JsonFormat.Parser PARSER = JsonFormat.parser().ignoringUnknownFields();

  private static final String DEVICES =
      """
      SELECT device_id, administration.code AS administration, access_key_id, settings_version, settings, staff_pin,
        paired_at, revoked_at, heard_at, heartbeat
      FROM device
      JOIN administration USING (administration_id)
      JOIN access_key USING (access_key_id)
      LEFT JOIN device_heartbeat USING (device_id)
      """;

  private final Handle handle;

  PostgresDeviceRows(Handle handle) {
    this.handle = handle;
  }

  void insertPairing(byte[] code, StoredSettings wanted, Instant expiresAt) {
    handle
        .createUpdate(
            """
            INSERT INTO device_pairing (code, administration_id, settings, staff_pin, expires_at)
            SELECT :code, administration_id, CAST(:settings AS jsonb), :pin, :expires
            FROM administration
            WHERE administration.code = :administration
            """)
        .bind("code", code)
        .bind("administration", wanted.administration())
        .bind("settings", json(wanted.settings()))
        .bind("pin", wanted.sealedPin())
        .bind("expires", time(expiresAt))
        .execute();
  }

  void deleteEndedPairings(Instant now) {
    handle
        .createUpdate(
            """
            DELETE FROM device_pairing
            WHERE expires_at <= :now
            """)
        .bind("now", time(now))
        .execute();
  }

  int openPairings(String administration) {
    return handle
        .createQuery(
            """
            SELECT count(*)
            FROM device_pairing
            JOIN administration USING (administration_id)
            WHERE administration.code = :administration
            """)
        .bind("administration", administration)
        .mapTo(Integer.class)
        .one();
  }

  /// What a code that is still good was made for.
  Optional<StoredSettings> pairing(byte[] code, Instant now) {
    return handle
        .createQuery(
            """
            SELECT administration.code AS administration, settings, staff_pin
            FROM device_pairing
            JOIN administration USING (administration_id)
            WHERE device_pairing.code = :code
              AND expires_at > :now
            """)
        .bind("code", code)
        .bind("now", time(now))
        .map((row, _) ->
            new StoredSettings(
                row.getString("administration"), settings(row), row.getString("staff_pin")))
        .findOne();
  }

  void deletePairing(byte[] code) {
    handle
        .createUpdate(
            """
            DELETE FROM device_pairing
            WHERE code = :code
            """)
        .bind("code", code)
        .execute();
  }

  /// Devices of an administration that are not revoked.
  int live(String administration) {
    return handle
        .createQuery(
            """
            SELECT count(*)
            FROM device
            JOIN administration USING (administration_id)
            JOIN access_key USING (access_key_id)
            WHERE administration.code = :administration
              AND revoked_at IS NULL
            """)
        .bind("administration", administration)
        .mapTo(Integer.class)
        .one();
  }

  void insert(UUID id, String accessKey, StoredSettings settings, Instant now) {
    handle
        .createUpdate(
            """
            INSERT INTO device (device_id, administration_id, access_key_id, settings_version, settings, staff_pin, paired_at)
            SELECT :id, administration_id, :key, 1, CAST(:settings AS jsonb), :pin, :now
            FROM administration
            WHERE administration.code = :administration
            """)
        .bind("id", id)
        .bind("administration", settings.administration())
        .bind("key", accessKey)
        .bind("settings", json(settings.settings()))
        .bind("pin", settings.sealedPin())
        .bind("now", time(now))
        .execute();
  }

  Optional<StoredDevice> find(UUID id) {
    return handle
        .createQuery(DEVICES + "WHERE device_id = :id")
        .bind("id", id)
        .map((row, _) -> device(row))
        .findOne();
  }

  Optional<StoredDevice> ofKey(String accessKey) {
    return handle
        .createQuery(DEVICES + "WHERE access_key_id = :key")
        .bind("key", accessKey)
        .map((row, _) -> device(row))
        .findOne();
  }

  /// All of them, newest first.
  List<StoredDevice> all() {
    return handle
        .createQuery(DEVICES + "ORDER BY paired_at DESC, device_id DESC")
        .map((row, _) -> device(row))
        .list();
  }

  /// Replaces the settings of a version by the next one's; false where the version is another by
  /// now.
  boolean change(UUID id, int version, StoredSettings settings) {
    return handle
            .createUpdate(
                """
                UPDATE device
                SET settings_version = settings_version + 1, settings = CAST(:settings AS jsonb), staff_pin = :pin
                WHERE device_id = :id
                  AND settings_version = :version
                """)
            .bind("id", id)
            .bind("version", version)
            .bind("settings", json(settings.settings()))
            .bind("pin", settings.sealedPin())
            .execute()
        > 0;
  }

  /// Keeps the newest one.
  void hear(UUID id, Heartbeat heartbeat, Instant now) {
    handle
        .createUpdate(
            """
            INSERT INTO device_heartbeat (device_id, heard_at, heartbeat)
            VALUES (:id, :now, CAST(:heartbeat AS jsonb))
            ON CONFLICT (device_id) DO UPDATE
            SET heard_at = excluded.heard_at, heartbeat = excluded.heartbeat
            WHERE device_heartbeat.heard_at <= excluded.heard_at
            """)
        .bind("id", id)
        .bind("now", time(now))
        .bind("heartbeat", json(heartbeat))
        .execute();
  }

  private static StoredDevice device(ResultSet row) throws SQLException {
    Device.Builder device =
        Device.newBuilder()
            .setId(row.getString("device_id"))
            .setAdministration(row.getString("administration"))
            .setSettings(settings(row).toBuilder().setVersion(row.getInt("settings_version")))
            .setPairedAt(timestamp(row, "paired_at").orElseThrow());
    timestamp(row, "revoked_at").ifPresent(device::setRevokedAt);
    Optional<Timestamp> heard = timestamp(row, "heard_at");
    if (heard.isPresent()) {
      Heartbeat.Builder heartbeat = Heartbeat.newBuilder();
      read(row.getString("heartbeat"), heartbeat);
      device
          .setHeartbeat(heartbeat)
          .setHeardAt(heard.get())
          .setClockSkew(Timestamps.between(heard.get(), heartbeat.getSentAt()));
    }
    return new StoredDevice(
        device.build(), row.getString("access_key_id"), row.getString("staff_pin"));
  }

  private static DeviceSettings settings(ResultSet row) throws SQLException {
    DeviceSettings.Builder settings = DeviceSettings.newBuilder();
    read(row.getString("settings"), settings);
    return settings.build();
  }

  private static void read(String json, Message.Builder into) {
    try {
      PARSER.merge(json, into);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a stored device is damaged", e);
    }
  }

  private static String json(Message message) {
    try {
      return PRINTER.print(message);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a message cannot be written as JSON", e);
    }
  }

  private static Optional<Timestamp> timestamp(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant)
        .map(time ->
            Timestamp.newBuilder()
                .setSeconds(time.getEpochSecond())
                .setNanos(time.getNano())
                .build());
  }

  private static OffsetDateTime time(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }
}
