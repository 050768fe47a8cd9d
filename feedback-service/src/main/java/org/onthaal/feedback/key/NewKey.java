package org.onthaal.feedback.key;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// A key that somebody wants.
public record NewKey(
    String administration, String name, Set<Scope> scopes, Optional<Instant> expiresAt) {
  public NewKey {
    scopes = Set.copyOf(scopes);
  }

  AccessKey key(KeyText text, Instant createdAt) {
    return new AccessKey(
        text.id(),
        administration,
        name,
        scopes,
        new AccessKey.Life(createdAt, expiresAt, Optional.empty()),
        Optional.empty(),
        scopes.contains(Scope.INVITATION)
            ? Optional.of(InvitationKeys.of(text).getPublic())
            : Optional.empty());
  }
}
