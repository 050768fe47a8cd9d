package org.onthaal.feedback.key;

import java.security.PublicKey;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// What is known of a key, without the key.
///
/// @param id 12 hexadecimal digits that follow from the key; no secret
/// @param administration its code; nothing of another one is open to the key
/// @param name who holds it, and where
/// @param usedOn the last day of UTC on which it opened a door, at most a moment old
/// @param invitationKey checks what a key of scope INVITATION signed
public record AccessKey(
    String id,
    String administration,
    String name,
    Set<Scope> scopes,
    Life life,
    Optional<LocalDate> usedOn,
    Optional<PublicKey> invitationKey) {
  /// From when to when it opens anything.
  public record Life(Instant createdAt, Optional<Instant> expiresAt, Optional<Instant> revokedAt) {}

  public AccessKey {
    if (scopes.isEmpty()) {
      throw new IllegalArgumentException("scopes: none (expected: at least one)");
    }
    scopes = Collections.unmodifiableSet(EnumSet.copyOf(scopes));
  }

  /// Why it opens nothing now; empty where it does.
  public Optional<KeyFault> fault(Instant now) {
    if (life.revokedAt().isPresent()) {
      return Optional.of(KeyFault.REVOKED);
    }
    return life.expiresAt().filter(end -> !now.isBefore(end)).map(_ -> KeyFault.EXPIRED);
  }

  public boolean has(Scope scope) {
    return scopes.contains(scope);
  }
}
