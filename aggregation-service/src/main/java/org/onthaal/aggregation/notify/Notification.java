package org.onthaal.aggregation.notify;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// One thing that one receiver is told.
///
/// @param id stable on every try; a function of receiver and transition
/// @param alert absent for news about notifications themselves
public record Notification(
    UUID id,
    Address address,
    Optional<UUID> alert,
    Optional<UUID> transition,
    Content content,
    Schedule schedule) {
  /// To whom, about which group: administration and service.
  ///
  /// @param deadLetterTo who hears when the receiver cannot be told; the meta receiver when empty
  public record Address(String receiver, String groupKey, Optional<String> deadLetterTo) {
    public Address(String receiver, String groupKey) {
      this(receiver, groupKey, Optional.empty());
    }
  }

  /// What it says: a JSON text.
  public record Content(Kind kind, String body) {}

  /// When it was queued, may first be sent, and is given up.
  public record Schedule(Instant queuedAt, Instant notBefore, Instant expiresAt) {}

  /// What a receiver is told.
  public enum Kind {
    FIRING("alert.firing"),
    RESOLVED("alert.resolved"),
    ACKNOWLEDGED("alert.acknowledged"),
    RECEIVER_DISABLED("receiver.disabled"),
    DEAD_LETTER("notification.dead"),
    QUARANTINED("log.quarantined"),
    CANARY_MISSED("canary.missed"),
    TEST("receiver.test");

    private final String type;

    Kind(String type) {
      this.type = type;
    }

    /// The `type` of the message.
    public String type() {
      return type;
    }
  }
}
