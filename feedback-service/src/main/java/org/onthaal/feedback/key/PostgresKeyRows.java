package org.onthaal.feedback.key;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The rows of the keys, read and written within the caller's transaction.
final class PostgresKeyRows {
  private final Handle handle;

  PostgresKeyRows(Handle handle) {
    this.handle = handle;
  }

  long version() {
    return handle
        .createQuery(
            """
            SELECT version
            FROM access_key_version
            """)
        .mapTo(Long.class)
        .one();
  }

  /// Holds other changes of the keys back until the transaction ends.
  void nextVersion() {
    handle.execute(
        """
        UPDATE access_key_version
        SET version = version + 1
        """);
  }

  Optional<Integer> administrationId(String code) {
    return handle
        .createQuery(
            """
            SELECT administration_id
            FROM administration
            WHERE code = :code
            """)
        .bind("code", code)
        .mapTo(Integer.class)
        .findOne();
  }

  /// How many keys of an administration open something, but for those of devices, which have a
  /// limit of their own.
  int live(int administrationId, Instant now) {
    return handle
        .createQuery(
            """
            SELECT count(*)
            FROM access_key
            WHERE administration_id = :administration
              AND revoked_at IS NULL
              AND (expires_at IS NULL OR expires_at > :now)
              AND NOT EXISTS (SELECT 1 FROM device WHERE device.access_key_id = access_key.access_key_id)
            """)
        .bind("administration", administrationId)
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .mapTo(Integer.class)
        .one();
  }

  void insert(int administrationId, StoredKey stored) {
    AccessKey key = stored.key();
    handle
        .createUpdate(
            """
            INSERT INTO access_key (access_key_id, administration_id, name, scopes, code, invitation_key, created_at, expires_at)
            VALUES (:id, :administration, :name, string_to_array(:scopes, ','), :code, :invitation, :created, :expires)
            """)
        .bind("id", key.id())
        .bind("administration", administrationId)
        .bind("name", key.name())
        .bind("scopes", String.join(",", key.scopes().stream().map(Scope::name).toList()))
        .bind("code", stored.code())
        .bind("invitation", key.invitationKey().map(InvitationKeys::raw).orElse(null))
        .bind("created", key.life().createdAt().atOffset(ZoneOffset.UTC))
        .bind(
            "expires", key.life().expiresAt().map(end -> end.atOffset(ZoneOffset.UTC)).orElse(null))
        .execute();
  }

  /// Revokes a key that is not revoked yet.
  ///
  /// @return the key as it is now; empty where there is none
  Optional<AccessKey> revoke(String id, Instant now) {
    handle
        .createUpdate(
            """
            UPDATE access_key
            SET revoked_at = :now
            WHERE access_key_id = :id
              AND revoked_at IS NULL
            """)
        .bind("id", id)
        .bind("now", now.atOffset(ZoneOffset.UTC))
        .execute();
    return keys().stream().map(StoredKey::key).filter(key -> key.id().equals(id)).findFirst();
  }

  /// Writes down days of use that are later than those known.
  void use(Map<String, LocalDate> days) {
    // In order of id, as intake locks them, so that nobody waits in a circle.
    new TreeMap<>(days)
        .forEach((id, day) ->
            handle
                .createUpdate(
                    """
                    UPDATE access_key
                    SET used_on = :day
                    WHERE access_key_id = :id
                      AND (used_on IS NULL OR used_on < :day)
                    """)
                .bind("id", id)
                .bind("day", day)
                .execute());
  }

  /// All of them, newest first.
  List<StoredKey> keys() {
    return handle
        .createQuery(
            """
            SELECT access_key_id, administration.code AS administration, name, scopes, access_key.code AS code,
              invitation_key, created_at, expires_at, revoked_at, used_on
            FROM access_key
            JOIN administration USING (administration_id)
            ORDER BY created_at DESC, access_key_id
            """)
        .map((row, _) -> key(row))
        .list();
  }

  private static StoredKey key(ResultSet row) throws SQLException {
    AccessKey key =
        new AccessKey(
            row.getString("access_key_id"),
            row.getString("administration"),
            row.getString("name"),
            scopes(row),
            new AccessKey.Life(
                instant(row, "created_at").orElseThrow(),
                instant(row, "expires_at"),
                instant(row, "revoked_at")),
            Optional.ofNullable(row.getObject("used_on", LocalDate.class)),
            Optional.ofNullable(bytes(row)).map(InvitationKeys::parse));
    return new StoredKey(key, row.getBytes("code"));
  }

  private static byte @Nullable [] bytes(ResultSet row) throws SQLException {
    return row.getBytes("invitation_key");
  }

  private static Set<Scope> scopes(ResultSet row) throws SQLException {
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    Arrays.stream((String[]) row.getArray("scopes").getArray())
        .map(Scope::valueOf)
        .forEach(scopes::add);
    return scopes;
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }
}
