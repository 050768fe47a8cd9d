package org.onthaal.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The worked token is that of {@code docs/invitations.md}, which is written for every language. */
class InvitationsTest {
  private static final String KEY = "ons_live_0123456789ABCDEFGHIJKLMNOPQRST0W3Sx7";
  private static final String TOKEN =
      "AfOTR87MLQBrNux_AaIw1RKAeryN7wEjRWeJqwVzZW5uZS1wb3B1bGF0aW9uLWNvdW50ZXKQBXnvu1VL0xP90wnEQKDS"
          + "3LjIgWKh_er95HHwR6ntguT-hGLL2tKWzOLSfjbQsHLUVXJ0-5KCHQuDXioAYycK";

  private final Clock clock =
      Clock.fixed(Instant.parse("2026-12-01T09:00:00.987Z"), ZoneOffset.UTC);

  @Test
  void workedTokenIsMintedByteByByte() {
    Invitation invitation =
        Invitations.of("https://feedback.example.be/", KEY)
            .mint(
                "senne-population-counter",
                Channel.EMAIL,
                RatingId.of("01a230d5-1280-7abc-8def-0123456789ab"),
                Instant.parse("2026-12-31T23:59:59Z"));

    assertThat(invitation.link()).isEqualTo(URI.create("https://feedback.example.be/i/" + TOKEN));
    assertThat(invitation.toString()).doesNotContain(TOKEN);
  }

  @Test
  void eachInvitationIsAnother() {
    Invitations invitations = Invitations.of("http://localhost:8080", KEY, clock);
    Set<URI> links = new HashSet<>();
    Set<RatingId> ids = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      Invitation invitation = invitations.mint("parking-permit", Channel.SMS, Duration.ofDays(30));
      links.add(invitation.link());
      ids.add(invitation.id());
      assertThat(invitation.expiresAt()).isEqualTo(Instant.parse("2026-12-31T09:00:00Z"));
      assertThat(invitation.id().value().getMostSignificantBits() >>> 16).isEqualTo(clock.millis());
    }
    assertThat(links).hasSize(1_000);
    assertThat(ids).hasSize(1_000);
  }

  @Test
  void mistypedKeysAndAddressesAreTold() {
    for (int i = 0; i < KEY.length(); i++) {
      char other = KEY.charAt(i) == 'x' ? 'y' : 'x';
      String mistyped = KEY.substring(0, i) + other + KEY.substring(i + 1);

      FeedbackConfigurationException mistakes =
          catchThrowableOfType(
              FeedbackConfigurationException.class, () -> Invitations.of("nowhere", mistyped));

      assertThat(mistakes.violations())
          .extracting(Violation::field)
          .containsExactly("address", "key");
      assertThat(mistakes).message().doesNotContain(mistyped);
    }
  }

  @Test
  void whatCannotBeMintedIsRefused() {
    Invitations invitations = Invitations.of("http://localhost:8080", KEY, clock);

    assertThatThrownBy(() -> invitations.mint("Parking", Channel.SMS, Duration.ofDays(1)))
        .hasMessageStartingWith("touchpoint: 3 to 64");
    assertThatThrownBy(() -> invitations.mint("parking-permit", Channel.SMS, Duration.ZERO))
        .hasMessageStartingWith("life: 1 second to");
    assertThatThrownBy(() -> invitations.mint("parking-permit", Channel.SMS, Duration.ofDays(61)))
        .hasMessageStartingWith("life: 1 second to");
  }
}
