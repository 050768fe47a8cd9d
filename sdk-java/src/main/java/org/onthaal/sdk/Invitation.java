package org.onthaal.sdk;

import java.net.URI;
import java.time.Instant;
import java.util.Objects;

/**
 * A link that lets one person rate one contact once.
 *
 * @param link to put into an e-mail, a text message or a letter
 * @param id the id that the rating will have: the sender may note it, to know which of its contacts
 *     were rated
 * @param expiresAt from this moment on the link is refused
 */
public record Invitation(URI link, RatingId id, Instant expiresAt) {
  /** Takes all of an invitation. */
  public Invitation {
    Objects.requireNonNull(link, "link");
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(expiresAt, "expiresAt");
  }

  /** All but the link, which is for one person only. */
  @Override
  public String toString() {
    return "Invitation[" + id + ", until " + expiresAt + "]";
  }
}
