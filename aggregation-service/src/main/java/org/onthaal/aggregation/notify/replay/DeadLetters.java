package org.onthaal.aggregation.notify.replay;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.onthaal.aggregation.alert.AlertTransaction;
import org.onthaal.aggregation.notify.Notification;

/// Notifications that were given up.
public interface DeadLetters {
  /// The newest first.
  ///
  /// @param receiver whose; of all when empty
  /// @param countMax at most so many
  List<DeadLetter> newest(AlertTransaction transaction, Optional<String> receiver, int countMax);

  /// How many there are.
  ///
  /// @param receiver whose; of all when empty
  int count(AlertTransaction transaction, Optional<String> receiver);

  /// Queues those of one receiver again, each with its id, and enables the receiver if it had been
  /// disabled. What is outdated stays where it is.
  ///
  /// @param receiver whose; they are told where the routes file says today
  /// @param at from now on
  /// @param expiresAt when they are given up again
  Replayed replay(AlertTransaction transaction, String receiver, Instant at, Instant expiresAt);

  /// A notification that was given up.
  ///
  /// @param alert absent for a group, and for news about notifications themselves
  /// @param at when it was given up
  /// @param tries so far
  /// @param reason what the last try came to, or why there was none
  /// @param isOutdated a replay leaves it: nobody would hear of the end of what it tells
  record DeadLetter(
      UUID id,
      String receiver,
      Notification.Kind kind,
      Optional<UUID> alert,
      Instant at,
      int tries,
      String reason,
      boolean isOutdated) {}

  /// What became of dead letters that were asked for again.
  ///
  /// @param queued are told now
  /// @param outdated stay dead
  record Replayed(int queued, int outdated) {}
}
