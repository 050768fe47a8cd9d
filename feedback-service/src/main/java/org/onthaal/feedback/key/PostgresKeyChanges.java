package org.onthaal.feedback.key;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.onthaal.feedback.privacy.KeyCodes;

/// Keys made and revoked within a transaction that does more than that.
public final class PostgresKeyChanges {
  private final Handle handle;
  private final KeyCodes codes;
  private final Instant now;

  PostgresKeyChanges(Handle handle, KeyCodes codes, Instant now) {
    this.handle = handle;
    this.codes = codes;
    this.now = now;
  }

  /// The transaction; it ends when the change returns.
  public Handle handle() {
    return handle;
  }

  /// Stores what is kept of a new key. Whether there may be one more is for the caller to judge.
  ///
  /// @throws IllegalArgumentException when no administration has the code
  public AccessKey create(NewKey wanted, KeyText text) {
    PostgresKeyRows rows = new PostgresKeyRows(handle);
    int administration =
        rows.administrationId(wanted.administration())
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "administration: " + wanted.administration() + " (expected: a known code)"));
    AccessKey key = wanted.key(text, now);
    rows.insert(administration, new StoredKey(key, codes.code(text.text())));
    return key;
  }

  /// Takes a key back; one that is revoked stays as it is. Empty where there is none.
  public Optional<AccessKey> revoke(String id) {
    return new PostgresKeyRows(handle).revoke(id, now);
  }
}
