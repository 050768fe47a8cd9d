package org.onthaal.feedback.store;

import java.time.Instant;

/// What became of an appended rating.
public sealed interface Appended {
  /// Durable, at this offset.
  record Stored(Offset offset) implements Appended {}

  /// The same content was stored before; the offset is one that includes it.
  record Duplicate(Offset offset, Instant receivedAt) implements Appended {}

  /// The id is taken by other content; nothing was overwritten.
  record Conflict() implements Appended {}

  /// As much waits for a commit as is accepted.
  record Overloaded() implements Appended {}

  /// The database did not answer. Nothing was stored as far as anyone knows; a retry finds out.
  record Unavailable() implements Appended {}
}
