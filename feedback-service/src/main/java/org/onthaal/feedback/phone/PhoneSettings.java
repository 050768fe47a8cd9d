package org.onthaal.feedback.phone;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.onthaal.feedback.access.ServiceKey;
import org.onthaal.feedback.access.TrustedProxies;

/// How telephone systems are answered.
///
/// @param peers those on other machines that may call
/// @param passphrase what stands in their addresses; empty where nothing has to
/// @param touchpoint of a call that names none; empty for none
/// @param promptBase where telephone systems find recordings: an address, or a folder of theirs;
///   empty for our own address
/// @param ownPrompts recordings that take the place of those of the build
/// @param asksMore whether a second question of the survey is asked
/// @param spokenFolder where the telephone system keeps what callers say; empty: they are not asked
public record PhoneSettings(
    boolean enabled,
    String bind,
    int port,
    TrustedProxies peers,
    ServiceKey passphrase,
    String touchpoint,
    CallLanguage language,
    String promptBase,
    Optional<Path> ownPrompts,
    boolean asksMore,
    String spokenFolder,
    Limits limits) {
  /// Whether a telephone system may call: that of this machine, and those that are listed.
  public boolean admits(InetAddress system) {
    return system.isLoopbackAddress() || peers.contains(system);
  }

  /// What one call, and all of them, may take.
  ///
  /// @param keyWait from the last prompt to silence
  /// @param storeMax after which a rating counts as not stored
  /// @param callMax after which the caller is let go
  /// @param callsMax at once; further ones are turned away
  public record Limits(Duration keyWait, Duration storeMax, Duration callMax, int callsMax) {}
}
