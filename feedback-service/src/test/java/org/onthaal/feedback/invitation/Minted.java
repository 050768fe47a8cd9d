package org.onthaal.feedback.invitation;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;
import org.onthaal.feedback.key.InvitationKeys;
import org.onthaal.feedback.key.KeyText;

/// An invitation as an administration's server mints it.
///
/// @param channel its number in the contract
public record Minted(
    KeyText key, Instant expiresAt, UUID ratingId, int channel, String touchpoint) {
  public Minted(KeyText key, Instant expiresAt, UUID ratingId, String touchpoint) {
    this(key, expiresAt, ratingId, 0, touchpoint);
  }

  public Minted until(Instant end) {
    return new Minted(key, end, ratingId, channel, touchpoint);
  }

  public Minted rating(UUID id) {
    return new Minted(key, expiresAt, id, channel, touchpoint);
  }

  public Minted by(int number) {
    return new Minted(key, expiresAt, ratingId, number, touchpoint);
  }

  public Minted to(String other) {
    return new Minted(key, expiresAt, ratingId, channel, other);
  }

  public String token() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(1));
  }

  byte[] bytes(int version) {
    byte[] place = touchpoint.getBytes(StandardCharsets.US_ASCII);
    ByteBuffer signed = ByteBuffer.allocate(29 + place.length);
    signed
        .put((byte) version)
        .put(HexFormat.of().parseHex(key.id()))
        .put((byte) (expiresAt.getEpochSecond() >> Integer.SIZE))
        .putInt((int) expiresAt.getEpochSecond())
        .putLong(ratingId.getMostSignificantBits())
        .putLong(ratingId.getLeastSignificantBits())
        .put((byte) channel)
        .put(place);
    byte[] all = Arrays.copyOf(signed.array(), signed.capacity() + 64);
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(InvitationKeys.of(key).getPrivate());
      signature.update(signed.array());
      System.arraycopy(signature.sign(), 0, all, signed.capacity(), 64);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    return all;
  }
}
