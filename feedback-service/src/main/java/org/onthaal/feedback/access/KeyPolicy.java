package org.onthaal.feedback.access;

import java.util.Optional;
import org.onthaal.feedback.key.AccessKey;
import org.onthaal.feedback.key.Scope;
import org.onthaal.feedback.survey.Channel;

/// What a key lets its holder give. Whoever shows none is not asked here.
public final class KeyPolicy {
  private KeyPolicy() {}

  /// Whether a key opens the calls by which ratings are given and taken back at all.
  public static boolean maySubmit(AccessKey key) {
    return key.has(Scope.APPEND) || key.has(Scope.IMPORT) || key.has(Scope.DEVICE);
  }

  /// Whether a touchpoint's administration is that of the caller's key.
  public static boolean reaches(Caller caller, String administration) {
    return caller.key().map(key -> key.administration().equals(administration)).orElse(true);
  }

  /// The key of the device that a caller is. A key that gives ratings of other channels too is a
  /// server's, which speaks for many.
  public static Optional<String> device(Caller caller) {
    return caller.has(Scope.DEVICE) && !caller.has(Scope.APPEND)
        ? caller.key().map(AccessKey::id)
        : Optional.empty();
  }

  /// The scope that the caller's key lacks for a live rating of this channel; empty where it lacks
  /// none.
  public static Optional<Scope> lacking(Caller caller, Channel channel) {
    boolean allowed =
        caller.key().isEmpty()
            || caller.has(Scope.APPEND)
            || (channel == Channel.KIOSK && caller.has(Scope.DEVICE));
    return allowed ? Optional.empty() : Optional.of(Scope.APPEND);
  }
}
