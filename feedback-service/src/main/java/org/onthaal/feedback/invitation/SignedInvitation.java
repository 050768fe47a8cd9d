package org.onthaal.feedback.invitation;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.onthaal.feedback.key.KeyText;
import org.onthaal.feedback.rating.RatingId;
import org.onthaal.feedback.survey.Channel;
import org.onthaal.feedback.survey.Touchpoint;

/// A token as it was read, not yet known to be genuine.
final class SignedInvitation {
  private static final byte VERSION = 1;
  // As the contract numbers them, from 1.
  private static final List<Channel> CHANNELS =
      List.of(
          Channel.WEB,
          Channel.KIOSK,
          Channel.PHONE,
          Channel.QR,
          Channel.EMAIL,
          Channel.SMS,
          Channel.APP,
          Channel.CHAT,
          Channel.COUNTER,
          Channel.PAPER,
          Channel.POST,
          Channel.OTHER);
  private static final int SIGNATURE_BYTES = 64;
  private static final int EXPIRY_BYTES = 5;
  // Version, key id, expiry, rating id, channel.
  private static final int HEAD_BYTES = 1 + KeyText.ID_BYTES + EXPIRY_BYTES + 16 + 1;
  private static final int BYTES_MIN = HEAD_BYTES + 3 + SIGNATURE_BYTES;
  private static final int BYTES_MAX = HEAD_BYTES + 64 + SIGNATURE_BYTES;

  private final Invitation invitation;
  private final byte[] signed;
  private final byte[] signature;

  private SignedInvitation(Invitation invitation, byte[] signed, byte[] signature) {
    this.invitation = invitation;
    this.signed = signed;
    this.signature = signature;
  }

  /// Reads a token; empty where it has another form.
  static Optional<SignedInvitation> parse(String token) {
    return decoded(token)
        .filter(bytes -> bytes.length >= BYTES_MIN && bytes.length <= BYTES_MAX)
        .flatMap(SignedInvitation::read);
  }

  // Only the one spelling that an encoder writes: a decoder ignores bits at the end.
  private static Optional<byte[]> decoded(String token) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(token);
      String written = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
      return written.equals(token) ? Optional.of(bytes) : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static Optional<SignedInvitation> read(byte[] bytes) {
    int signedBytes = bytes.length - SIGNATURE_BYTES;
    ByteBuffer in = ByteBuffer.wrap(bytes, 0, signedBytes);
    byte version = in.get();
    byte[] keyId = new byte[KeyText.ID_BYTES];
    in.get(keyId);
    long expiry =
        Byte.toUnsignedLong(in.get()) << Integer.SIZE | Integer.toUnsignedLong(in.getInt());
    RatingId ratingId = new RatingId(new UUID(in.getLong(), in.getLong()));
    int channel = Byte.toUnsignedInt(in.get());
    byte[] touchpoint = new byte[in.remaining()];
    in.get(touchpoint);
    String key = new String(touchpoint, StandardCharsets.ISO_8859_1);
    if (version != VERSION
        || channel > CHANNELS.size()
        || !ratingId.isVersion7()
        || !Touchpoint.isKey(key)) {
      return Optional.empty();
    }
    Invitation invitation =
        new Invitation(
            HexFormat.of().formatHex(keyId),
            Instant.ofEpochSecond(expiry),
            ratingId,
            channel == 0 ? Optional.empty() : Optional.of(CHANNELS.get(channel - 1)),
            key);
    return Optional.of(
        new SignedInvitation(
            invitation,
            Arrays.copyOf(bytes, signedBytes),
            Arrays.copyOfRange(bytes, signedBytes, bytes.length)));
  }

  Invitation invitation() {
    return invitation;
  }

  boolean isSignedBy(PublicKey key) {
    try {
      Signature check = Signature.getInstance("Ed25519");
      check.initVerify(key);
      check.update(signed);
      return check.verify(signature);
    } catch (SignatureException _) {
      // Not a signature of this kind at all.
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Ed25519 is part of every JDK", e);
    }
  }
}
