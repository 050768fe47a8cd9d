package org.onthaal.feedback.phone;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.onthaal.feedback.privacy.CallCodes;
import org.onthaal.feedback.rating.RatingId;

/// The id of a call's rating, made when the call begins: a second try of the same call, here or on
/// another replica, has the same one and finds the receipt. Safe for any thread.
public final class CallIds {
  // Asterisk: an optional name of the system, seconds since 1970 when the call began, a number.
  private static final Pattern WITH_TIME = Pattern.compile("(?:.*-)?([0-9]{9,11})\\.[0-9]+");
  private static final Duration BACK_MAX = Duration.ofDays(1);
  private static final Duration AHEAD_MAX = Duration.ofMinutes(5);

  private final CallCodes codes;
  private final InstantSource clock;

  public CallIds(CallCodes codes, InstantSource clock) {
    this.codes = codes;
    this.clock = clock;
  }

  /// The id of a call.
  ///
  /// @param peer the telephone system; its names of calls are its own
  /// @param call its name of the call
  public RatingId of(String peer, String call) {
    CallCodes.Code code = codes.of(peer, call);
    return RatingId.of(begun(call), code.high(), code.low());
  }

  // Where the name does not say when the call began, the day does: it is the same for a repeat.
  private Instant begun(String call) {
    Instant now = clock.instant();
    Matcher named = WITH_TIME.matcher(call);
    if (named.matches()) {
      Instant begun = Instant.ofEpochSecond(Long.parseLong(named.group(1)));
      if (!begun.isBefore(now.minus(BACK_MAX)) && !begun.isAfter(now.plus(AHEAD_MAX))) {
        return begun;
      }
    }
    return now.truncatedTo(ChronoUnit.DAYS);
  }
}
