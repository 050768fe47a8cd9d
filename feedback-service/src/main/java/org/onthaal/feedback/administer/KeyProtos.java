package org.onthaal.feedback.administer;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.onthaal.feedback.key.AccessKey;
import org.onthaal.feedback.key.NewKey;
import org.onthaal.feedback.key.Scope;
import org.onthaal.feedback.survey.Administration;
import org.onthaal.feedback.validate.Reason;
import org.onthaal.feedback.validate.Violation;
import org.onthaal.v1.CreateKeyRequest;

/// Keys as the contract's messages.
final class KeyProtos {
  private static final String PREFIX = "SCOPE_";

  private KeyProtos() {}

  static org.onthaal.v1.AccessKey key(AccessKey key) {
    var message =
        org.onthaal.v1.AccessKey.newBuilder()
            .setId(key.id())
            .setAdministration(key.administration())
            .setName(key.name())
            .setCreatedAt(timestamp(key.life().createdAt()));
    key.scopes()
        .forEach(scope -> message.addScopes(org.onthaal.v1.Scope.valueOf(PREFIX + scope.name())));
    key.life().expiresAt().ifPresent(end -> message.setExpiresAt(timestamp(end)));
    key.life().revokedAt().ifPresent(end -> message.setRevokedAt(timestamp(end)));
    key.usedOn().ifPresent(day -> message.setUsedOn(day.toString()));
    return message.build();
  }

  /// What is asked for; empty with everything that is wrong noted.
  static Optional<NewKey> wanted(CreateKeyRequest request, Instant now, List<Violation> found) {
    if (request.getAdministration().isEmpty()) {
      found.add(new Violation("administration", Reason.MISSING, "the code of an administration"));
    }
    if (!Administration.isCode(request.getName())) {
      found.add(
          new Violation(
              "name",
              request.getName().isEmpty() ? Reason.MISSING : Reason.INVALID,
              "who holds the key, and where: 1 to 100 printable characters, trimmed"));
    }
    Set<Scope> scopes = scopes(request, found);
    Optional<Instant> end = end(request, now, found);
    return found.isEmpty()
        ? Optional.of(new NewKey(request.getAdministration(), request.getName(), scopes, end))
        : Optional.empty();
  }

  private static Set<Scope> scopes(CreateKeyRequest request, List<Violation> found) {
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    for (org.onthaal.v1.Scope scope : request.getScopesList()) {
      switch (scope) {
        case SCOPE_APPEND -> scopes.add(Scope.APPEND);
        case SCOPE_IMPORT -> scopes.add(Scope.IMPORT);
        case SCOPE_DEVICE -> scopes.add(Scope.DEVICE);
        case SCOPE_INVITATION -> scopes.add(Scope.INVITATION);
        case SCOPE_UNSPECIFIED, UNRECOGNIZED ->
            found.add(new Violation("scopes", Reason.INVALID, expected()));
      }
    }
    if (request.getScopesCount() == 0) {
      found.add(new Violation("scopes", Reason.MISSING, expected()));
    }
    return scopes;
  }

  private static String expected() {
    return "at least one of append, import, device, invitation";
  }

  private static Optional<Instant> end(
      CreateKeyRequest request, Instant now, List<Violation> found) {
    if (!request.hasExpiresAt()) {
      return Optional.empty();
    }
    Timestamp end = request.getExpiresAt();
    if (!Timestamps.isValid(end)
        || !Instant.ofEpochSecond(end.getSeconds(), end.getNanos()).isAfter(now)) {
      found.add(new Violation("expiresAt", Reason.INVALID, "a time in the future"));
      return Optional.empty();
    }
    return Optional.of(Instant.ofEpochSecond(end.getSeconds(), end.getNanos()));
  }

  private static Timestamp timestamp(Instant time) {
    return Timestamp.newBuilder()
        .setSeconds(time.getEpochSecond())
        .setNanos(time.getNano())
        .build();
  }
}
