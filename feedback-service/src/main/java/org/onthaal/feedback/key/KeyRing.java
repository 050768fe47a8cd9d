package org.onthaal.feedback.key;

import java.util.Optional;

/// The keys as of a moment ago. Never waits; safe for any thread.
public interface KeyRing {
  /// Judges what a caller shows.
  KeyCheck check(String text);

  /// The key of an id, whether it still opens anything or not.
  Optional<AccessKey> find(String id);
}
