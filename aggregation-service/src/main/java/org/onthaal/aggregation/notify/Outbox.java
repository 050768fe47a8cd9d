package org.onthaal.aggregation.notify;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.onthaal.aggregation.alert.AlertTransaction;

/// Where notifications wait. What is queued commits with its transition; what is taken is leased.
public interface Outbox {
  /// Queues a notification as the next of its receiver and group.
  void queue(AlertTransaction transaction, Notification notification);

  void withhold(AlertTransaction transaction, UUID transition, String receiver, Withheld reason);

  /// Takes back that an alert fires, which is over, where that waits for its first try or is held,
  /// and notes why it was not told; returns the receivers.
  Set<String> recall(AlertTransaction transaction, UUID alert, Instant now);

  /// Receivers that were told, or are going to be told, that this alert fires; one with several
  /// readers when any of them was.
  Set<String> toldOf(AlertTransaction transaction, UUID alert);

  /// Receivers whose endpoint was disabled.
  Set<Endpoint> disabled(AlertTransaction transaction);

  /// Takes due notifications of one receiver, oldest first, at most one per alert or group, and
  /// never one whose alert or group has an older one waiting.
  List<Leased> claim(Claim claim);

  /// Notes a try and settles or reschedules the notification; says whether the lease was still
  /// held.
  boolean settle(Leased leased, Settlement settlement);

  /// Gives up what waits for receivers that are no longer known.
  int abandonOthers(Collection<String> receivers, Instant at);

  /// Gives up what waits for these receivers, which are no longer known.
  int abandon(Collection<String> receivers, Instant at);

  /// Disables an endpoint and gives up what waits for it.
  void disable(Endpoint endpoint, String reason, Instant at);

  /// Queues news about notifications themselves, outside any fold.
  void queue(Notification notification);

  /// How many wait, since when, and how many were given up.
  Depth depth();

  /// The newest message about each alert that a receiver was told of: of all that fire, and of
  /// those whose end was told after a time. For receivers that forget what is not repeated.
  ///
  /// @param resolvedAfter exclusive
  List<Standing> standing(String receiver, Instant resolvedAfter);

  /// What a receiver was told and still stands.
  ///
  /// @param firing the alert, if it fires
  record Standing(Optional<UUID> firing, String body) {}

  record Endpoint(String receiver, String endpoint) {}

  /// Who takes how many.
  ///
  /// @param until when others may take it again
  record Claim(String receiver, int limit, Instant now, Instant until, UUID token) {}

  /// A notification that this process may send until its lease ends.
  ///
  /// @param address to whom it goes
  /// @param waited the alert that it tells to fire, if the first try was put off for a while
  /// @param takenBy readers who have it
  /// @param attempts tries before this one
  record Leased(
      UUID id,
      Notification.Address address,
      Optional<UUID> waited,
      String body,
      Set<String> takenBy,
      int attempts,
      Instant expiresAt,
      UUID token) {
    public String receiver() {
      return address.receiver();
    }
  }

  /// How much lies in the outbox.
  ///
  /// @param queued waiting
  /// @param oldest when the oldest that waits was queued
  /// @param dead given up
  record Depth(long queued, Optional<Instant> oldest, long dead) {}

  /// What became of a try.
  sealed interface Settlement {
    Instant at();

    Outcome outcome();

    record Done(Instant at, Outcome outcome) implements Settlement {}

    record Later(Instant at, Outcome outcome, Instant nextAttemptAt) implements Settlement {}

    record Dead(Instant at, Outcome outcome, String reason) implements Settlement {}
  }
}
