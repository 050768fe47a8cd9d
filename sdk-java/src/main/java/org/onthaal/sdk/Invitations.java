package org.onthaal.sdk;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.onthaal.sdk.internal.InvitationSigner;
import org.onthaal.sdk.internal.KeyText;
import org.onthaal.sdk.internal.RatingIds;

/**
 * Mints invitations on the administration's own server: no call is made, and the service can check
 * an invitation but not make one. All methods may be called by many threads at once.
 *
 * {@snippet :
 * Invitations invitations = Invitations.of("https://feedback.example.be", key);
 * Invitation invitation = invitations.mint("parking-permit", Channel.EMAIL, Duration.ofDays(30));
 * }
 */
public final class Invitations {
  /**
   * Longest time that an invitation may hold, unless the service's setting {@code
   * invitation.life-max} says otherwise.
   */
  public static final Duration LIFE_MAX = Duration.ofDays(60);

  private final String address;
  private final InvitationSigner signer;
  private final Clock clock;

  private Invitations(String address, InvitationSigner signer, Clock clock) {
    this.address = address;
    this.signer = signer;
    this.clock = clock;
  }

  /**
   * Reads a key.
   *
   * @param address where people find the service's pages, {@code https://host} or {@code
   *     http://host:port}; a path is kept
   * @param key a key with the scope {@code invitation}, {@code ons_…}
   * @return a mint
   * @throws FeedbackConfigurationException when either of them is mistyped
   */
  public static Invitations of(String address, String key) {
    return of(address, key, Clock.systemUTC());
  }

  static Invitations of(String address, String key, Clock clock) {
    List<Violation> violations = new ArrayList<>();
    if (!isAddress(address)) {
      violations.add(new Violation("address", "INVALID", "https://host or http://host:port"));
    }
    if (!KeyText.isWellFormed(key)) {
      violations.add(
          new Violation(
              "key", "INVALID", "ons_, environment, 36 characters whose last 6 are a checksum"));
    }
    if (!violations.isEmpty()) {
      throw new FeedbackConfigurationException(violations);
    }
    String base = address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
    return new Invitations(base, new InvitationSigner(key), clock);
  }

  private static boolean isAddress(String address) {
    try {
      URI uri = new URI(address);
      return uri.getHost() != null
          && List.of("http", "https").contains(String.valueOf(uri.getScheme()))
          && uri.getQuery() == null
          && uri.getFragment() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /**
   * Mints one.
   *
   * @param touchpoint key of the touchpoint that is to be rated
   * @param channel how the link travels; the touchpoint's own channel where it does not list this
   *     one
   * @param life how long it holds: a second to {@link #LIFE_MAX}
   * @return a link that nobody else has
   * @throws IllegalArgumentException when the key of the touchpoint is none, or the life is too
   *     short or too long
   */
  public Invitation mint(String touchpoint, Channel channel, Duration life) {
    Objects.requireNonNull(channel, "channel");
    if (!touchpoint.matches("[a-z0-9-]{3,64}")) {
      throw new IllegalArgumentException(
          "touchpoint: 3 to 64 of a-z, 0-9 and -, not " + touchpoint);
    }
    if (life.compareTo(Duration.ofSeconds(1)) < 0 || life.compareTo(LIFE_MAX) > 0) {
      throw new IllegalArgumentException("life: 1 second to " + LIFE_MAX + ", not " + life);
    }
    Instant now = clock.instant();
    return mint(touchpoint, channel, RatingIds.next(now.toEpochMilli()), now.plus(life));
  }

  Invitation mint(String touchpoint, Channel channel, RatingId id, Instant until) {
    Instant expiresAt = until.truncatedTo(ChronoUnit.SECONDS);
    String token = signer.token(touchpoint, channel, id, expiresAt);
    return new Invitation(URI.create(address + "/i/" + token), id, expiresAt);
  }
}
