package org.onthaal.feedback.access;

import java.util.Optional;
import org.onthaal.feedback.key.AccessKey;
import org.onthaal.feedback.key.Scope;

/// Who calls.
///
/// @param trusted whether it is this machine, or the other service
/// @param key what the caller is held to, wherever the call comes from
public record Caller(boolean trusted, Optional<AccessKey> key) {
  public static final Caller LOOPBACK = new Caller(true, Optional.empty());
  public static final Caller SERVICE = new Caller(true, Optional.empty());
  public static final Caller ELSEWHERE = new Caller(false, Optional.empty());

  public static Caller holding(AccessKey key) {
    return new Caller(false, Optional.of(key));
  }

  /// Whether the caller's key, if it shows one, has a scope.
  boolean has(Scope scope) {
    return key.filter(one -> one.has(scope)).isPresent();
  }
}
