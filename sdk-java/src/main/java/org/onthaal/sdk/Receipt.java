package org.onthaal.sdk;

import java.time.Instant;
import java.util.Objects;

/**
 * Proof that the server stored a rating.
 *
 * @param id the rating
 * @param administration code of the administration that holds it
 * @param code the right to amend or erase the rating: a secret of the person who gave it, never to
 *     be logged or put into a URL
 * @param receivedAt when the server took it, by the server's clock
 * @param duplicate whether it was stored by an earlier try, with the same content
 */
public record Receipt(
    RatingId id, String administration, String code, Instant receivedAt, boolean duplicate) {
  /** Takes all of a receipt. */
  public Receipt {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(administration, "administration");
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(receivedAt, "receivedAt");
  }

  /** All but the code. */
  @Override
  public String toString() {
    return "Receipt[" + id + ", " + administration + (duplicate ? ", duplicate]" : "]");
  }
}
