package org.onthaal.aggregation.alert;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Something that a person did with an alert. Kept for ever, never changed.
///
/// @param id of the caller's choosing for a comment, else a function of what was done and when
/// @param author as the caller named them
/// @param words the note, the comment, or why it was closed; may be empty
public record Action(UUID id, UUID alert, What what, String author, String words, Instant at) {
  /// What was done.
  public sealed interface What {
    /// Somebody takes care of the alert.
    ///
    /// @param until when that ends by itself; absent: with the alert
    record Acknowledged(String owner, Optional<Instant> until) implements What {}

    /// Nobody takes care of it any more.
    record AcknowledgementEnded() implements What {}

    record Commented() implements What {}

    record Closed() implements What {}
  }

  /// An action whose id is a function of the rest.
  public static Action of(UUID alert, What what, String author, String words, Instant at) {
    UUID id =
        StableId.of("action", alert.toString(), what.toString(), author, words, at.toString());
    return new Action(id, alert, what, author, words, at);
  }

  /// Who takes care of an alert after this was done, if anybody does at a time.
  public Optional<What.Acknowledged> acknowledged(Instant now) {
    return what instanceof What.Acknowledged acknowledged
            && acknowledged.until().filter(until -> !until.isAfter(now)).isEmpty()
        ? Optional.of(acknowledged)
        : Optional.empty();
  }
}
