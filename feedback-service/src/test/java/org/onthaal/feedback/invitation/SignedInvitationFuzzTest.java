package org.onthaal.feedback.invitation;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.time.Instant;
import org.onthaal.feedback.key.InvitationKeys;
import org.onthaal.feedback.key.KeyText;
import org.onthaal.feedback.survey.Touchpoint;

/// Any token reads as an invitation within its limits, or as none; only the signed one is genuine.
class SignedInvitationFuzzTest {
  private static final KeyText KEY =
      KeyText.parse("ons_live_0123456789ABCDEFGHIJKLMNOPQRST0W3Sx7").orElseThrow();
  private static final PublicKey PUBLIC = InvitationKeys.of(KEY).getPublic();
  private static final Instant LAST = Instant.ofEpochSecond((1L << 40) - 1);

  @FuzzTest
  void tokenIsAnInvitationOrNone(byte[] bytes) {
    String token = new String(bytes, StandardCharsets.UTF_8);

    SignedInvitation.parse(token)
        .ifPresent(signed -> {
          Invitation invitation = signed.invitation();
          assertThat(token).matches("[0-9A-Za-z_-]{128,210}");
          assertThat(invitation.keyId()).matches("[0-9a-f]{12}");
          assertThat(invitation.expiresAt()).isBetween(Instant.EPOCH, LAST);
          assertThat(invitation.ratingId().isVersion7()).isTrue();
          assertThat(Touchpoint.isKey(invitation.touchpoint())).isTrue();
          if (signed.isSignedBy(PUBLIC)) {
            Minted again =
                new Minted(
                    KEY,
                    invitation.expiresAt(),
                    invitation.ratingId().value(),
                    invitation
                        .channel()
                        .map(c -> org.onthaal.v1.Channel.valueOf(c.name()).getNumber())
                        .orElse(0),
                    invitation.touchpoint());
            assertThat(again.token()).isEqualTo(token);
          }
        });
  }
}
