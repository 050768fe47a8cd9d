package org.onthaal.feedback.invitation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.onthaal.feedback.key.AccessKey;
import org.onthaal.feedback.key.InvitationKeys;
import org.onthaal.feedback.key.KeyCheck;
import org.onthaal.feedback.key.KeyFault;
import org.onthaal.feedback.key.KeyRing;
import org.onthaal.feedback.key.KeyText;
import org.onthaal.feedback.key.Scope;
import org.onthaal.feedback.rating.RatingId;
import org.onthaal.feedback.survey.Channel;
import org.onthaal.feedback.survey.ExampleCatalog;
import org.onthaal.feedback.survey.SurveyCatalog;
import org.onthaal.testkit.Ratings;
import org.onthaal.testkit.TestClock;

class InvitationsTest {
  /// The worked example of docs/invitations.md.
  private static final String DOCUMENTED =
      "AfOTR87MLQBrNux_AaIw1RKAeryN7wEjRWeJqwVzZW5uZS1wb3B1bGF0aW9uLWNvdW50ZXKQBXnvu1VL0xP90wnEQKDS3LjIgWKh_er95HHwR6ntguT-hGLL2tKWzOLSfjbQsHLUVXJ0-5KCHQuDXioAYycK";

  private static final KeyText KEY =
      KeyText.parse("ons_live_0123456789ABCDEFGHIJKLMNOPQRST0W3Sx7").orElseThrow();
  private static final Instant MINTED = Instant.parse("2026-12-01T09:00:00Z");
  private static final Instant END = Instant.parse("2026-12-31T23:59:59Z");
  private static final String DESK = "senne-population-counter";

  private static final SurveyCatalog CATALOG = ExampleCatalog.read();

  private final TestClock clock = new TestClock(MINTED.plus(Duration.ofDays(1)));
  private final Minted minted =
      new Minted(KEY, END, UUID.fromString("01a230d5-1280-7abc-8def-0123456789ab"), 5, DESK);

  @Test
  void documentedTokenIsWhatIsMintedHereAndReadAsDocumented() {
    assertThat(minted.token()).isEqualTo(DOCUMENTED);
    assertThat(check(DOCUMENTED))
        .isEqualTo(
            new InvitationCheck.Open(
                new Invitation(
                    "f39347cecc2d",
                    END,
                    RatingId.parse("01a230d5-1280-7abc-8def-0123456789ab").orElseThrow(),
                    Optional.of(Channel.EMAIL),
                    DESK)));
  }

  @Test
  void anyOtherBitAnywhereMakesItUnknown() {
    byte[] bytes = Base64.getUrlDecoder().decode(DOCUMENTED);

    for (int bit = 0; bit < bytes.length * Byte.SIZE; bit++) {
      byte[] tampered = bytes.clone();
      tampered[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
      String token = Base64.getUrlEncoder().withoutPadding().encodeToString(tampered);
      assertThat(check(token)).as("bit " + bit).isEqualTo(new InvitationCheck.Unknown());
    }
  }

  @Test
  void anyOtherCharacterAnywhereMakesItUnknown() {
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=+/% é";
    // A token whose last character has bits that mean nothing.
    String token = minted.to("senne-civil-registry").token();
    assertThat(check(token)).isInstanceOf(InvitationCheck.Open.class);

    for (int i = 0; i < token.length(); i++) {
      char other = alphabet.charAt((alphabet.indexOf(token.charAt(i)) + 1) % alphabet.length());
      String wrong = token.substring(0, i) + other + token.substring(i + 1);
      assertThat(check(wrong)).as(wrong).isEqualTo(new InvitationCheck.Unknown());
    }
    for (int i = 0; i < alphabet.length(); i++) {
      String last = token.substring(0, token.length() - 1) + alphabet.charAt(i);
      assertThat(last.equals(token) || check(last).equals(new InvitationCheck.Unknown()))
          .as(last)
          .isTrue();
    }
  }

  @Test
  void cutOrLengthenedTokenIsUnknown() {
    for (int length = 0; length < DOCUMENTED.length(); length++) {
      assertThat(check(DOCUMENTED.substring(0, length))).isEqualTo(new InvitationCheck.Unknown());
    }
    assertThat(check(DOCUMENTED + "A")).isEqualTo(new InvitationCheck.Unknown());
    assertThat(check(DOCUMENTED + "AAAA")).isEqualTo(new InvitationCheck.Unknown());
    assertThat(check(DOCUMENTED + "=")).isEqualTo(new InvitationCheck.Unknown());
  }

  @Test
  void endIsTheFirstSecondThatIsTooLate() {
    clock.set(END.minusNanos(1));
    assertThat(check(DOCUMENTED)).isInstanceOf(InvitationCheck.Open.class);

    clock.set(END);
    assertThat(check(DOCUMENTED)).isInstanceOf(InvitationCheck.Over.class);
  }

  @Test
  void lifeHasALimitFromTheTimeInTheId() {
    Instant latest = MINTED.plus(Duration.ofDays(60));

    assertThat(check(minted.until(latest).token())).isInstanceOf(InvitationCheck.Open.class);
    assertThat(check(minted.until(latest.plusSeconds(1)).token()))
        .isEqualTo(new InvitationCheck.Unknown());
  }

  @Test
  void idMayBeADayAheadAndNoMore() {
    Ratings ids = new Ratings(new Random(1));
    Instant tomorrow = clock.instant().plus(Duration.ofDays(1));

    assertThat(check(minted.rating(ids.id(tomorrow)).token()))
        .isInstanceOf(InvitationCheck.Open.class);
    assertThat(check(minted.rating(ids.id(tomorrow.plusMillis(1))).token()))
        .isEqualTo(new InvitationCheck.Unknown());
    assertThat(check(minted.rating(UUID.randomUUID()).token()))
        .isEqualTo(new InvitationCheck.Unknown());
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"canal-library", "nowhere", "Nowhere", "no"})
  void touchpointMustBeOneOfTheKeysAdministration(String touchpoint) {
    assertThat(check(minted.to(touchpoint).token())).isEqualTo(new InvitationCheck.Unknown());
  }

  @Test
  void otherVersionIsUnknown() {
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(minted.bytes(2));

    assertThat(check(token)).isEqualTo(new InvitationCheck.Unknown());
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(Channel.class)
  void channelHasItsNumberInTheContract(Channel channel) {
    int number = org.onthaal.v1.Channel.valueOf(channel.name()).getNumber();

    assertThat(check(minted.by(number).token()))
        .isInstanceOfSatisfying(
            InvitationCheck.Open.class,
            open -> assertThat(open.invitation().channel()).contains(channel));
    assertThat(check(minted.by(13).token())).isEqualTo(new InvitationCheck.Unknown());
  }

  @Test
  void keyThatIsUnknownOrOfAnotherScopeInvitesNobody() {
    KeyText other = KeyText.mint("live", new Random(2));
    Minted byAnother = new Minted(other, END, minted.ratingId(), DESK);

    assertThat(check(byAnother.token())).isEqualTo(new InvitationCheck.Unknown());
    assertThat(check(DOCUMENTED, key(Set.of(Scope.APPEND), Optional.empty())))
        .isEqualTo(new InvitationCheck.Unknown());
  }

  @Test
  void keyThatWasRevokedOrIsOverInvitesNoLonger() {
    assertThat(check(DOCUMENTED, key(Set.of(Scope.INVITATION), Optional.of(MINTED))))
        .isInstanceOf(InvitationCheck.Over.class);
    // Whoever has no key learns nothing of that.
    assertThat(check(DOCUMENTED + "AAAA", key(Set.of(Scope.INVITATION), Optional.of(MINTED))))
        .isEqualTo(new InvitationCheck.Unknown());
  }

  private InvitationCheck check(String token) {
    return check(token, key(Set.of(Scope.INVITATION), Optional.empty()));
  }

  private InvitationCheck check(String token, AccessKey key) {
    return new Invitations(
            new OneKey(key),
            CATALOG,
            clock,
            new Invitations.Limits(Duration.ofDays(60), Duration.ofDays(1)))
        .check(token);
  }

  private static AccessKey key(Set<Scope> scopes, Optional<Instant> revokedAt) {
    return new AccessKey(
        KEY.id(),
        "commune-de-la-senne",
        "a server",
        scopes,
        new AccessKey.Life(MINTED, Optional.empty(), revokedAt),
        Optional.empty(),
        Optional.of(InvitationKeys.of(KEY).getPublic()));
  }

  private record OneKey(AccessKey key) implements KeyRing {
    @Override
    public KeyCheck check(String text) {
      return new KeyCheck.Refused(KeyFault.UNKNOWN);
    }

    @Override
    public Optional<AccessKey> find(String id) {
      return Optional.of(key).filter(one -> one.id().equals(id));
    }
  }
}
