package org.onthaal.feedback.invitation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.onthaal.feedback.key.AccessKey;
import org.onthaal.feedback.key.KeyRing;
import org.onthaal.feedback.key.Scope;
import org.onthaal.feedback.survey.SurveyCatalog;

/// Says whether a token is an invitation. Asks no database but where the touchpoint is new, and
/// writes nothing. May block; safe for any thread.
public final class Invitations {
  private final KeyRing keys;
  private final SurveyCatalog catalog;
  private final InstantSource clock;
  private final Limits limits;

  /// For how long an invitation may be good, and how wrong its sender's clock may be.
  ///
  /// @param lifeMax from the time in its rating's id to its end
  /// @param aheadMax of the time in its rating's id
  public record Limits(Duration lifeMax, Duration aheadMax) {}

  public Invitations(KeyRing keys, SurveyCatalog catalog, InstantSource clock, Limits limits) {
    this.keys = keys;
    this.catalog = catalog;
    this.clock = clock;
    this.limits = limits;
  }

  public InvitationCheck check(String token) {
    Instant now = clock.instant();
    Optional<SignedInvitation> read = SignedInvitation.parse(token);
    Optional<AccessKey> key =
        read.flatMap(signed -> keys.find(signed.invitation().keyId()))
            .filter(known -> known.has(Scope.INVITATION));
    if (read.isEmpty() || key.isEmpty() || !isGenuine(read.get(), key.get(), now)) {
      return new InvitationCheck.Unknown();
    }
    Invitation invitation = read.get().invitation();
    boolean isOver = key.get().fault(now).isPresent() || !now.isBefore(invitation.expiresAt());
    return isOver ? new InvitationCheck.Over(invitation) : new InvitationCheck.Open(invitation);
  }

  private boolean isGenuine(SignedInvitation signed, AccessKey key, Instant now) {
    Invitation invitation = signed.invitation();
    Instant minted = invitation.ratingId().time();
    return !invitation.expiresAt().isAfter(minted.plus(limits.lifeMax()))
        && !minted.isAfter(now.plus(limits.aheadMax()))
        && key.invitationKey().filter(signed::isSignedBy).isPresent()
        && catalog
            .awaitTouchpoint(invitation.touchpoint())
            .filter(touchpoint -> touchpoint.administration().equals(key.administration()))
            .isPresent();
  }
}
