package org.onthaal.sdk;

import java.util.Objects;
import java.util.UUID;

/**
 * Names one rating for good: a UUID of version 7 that is made when the person answers and stays the
 * same on every try, so that a rating that was sent twice counts once.
 *
 * @param value the UUID, of version 7
 */
public record RatingId(UUID value) {
  /**
   * Takes a UUID of version 7.
   *
   * @throws IllegalArgumentException when it is of another version
   */
  public RatingId {
    Objects.requireNonNull(value, "value");
    if (value.version() != 7 || value.variant() != 2) {
      throw new IllegalArgumentException("id: " + value + " is no UUID of version 7");
    }
  }

  /**
   * Reads an id.
   *
   * @param text 36 characters, as {@link UUID#toString()} writes them
   * @return the id
   * @throws IllegalArgumentException when it is no UUID of version 7
   */
  public static RatingId of(String text) {
    return new RatingId(UUID.fromString(text));
  }

  /** The 36 characters of the UUID. */
  @Override
  public String toString() {
    return value.toString();
  }
}
