package org.onthaal.aggregation.canary;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.onthaal.aggregation.alert.AlertTransaction;

/// What became of each night, one row per night, for all replicas.
///
/// Every method throws `StoreFailedException` when the database does not answer.
public interface CanaryRuns {
  /// One night.
  ///
  /// @param due when it was to be sent; names the night
  /// @param sentAt when the intake had taken all ratings
  /// @param trouble what was last in the way of sending
  record Run(Instant due, Optional<Instant> sentAt, Optional<String> trouble) {}

  /// What became of all nights.
  ///
  /// @param arrivedAt when the newest alert that came back in time did
  /// @param took from being due until then
  record Standing(Optional<Instant> arrivedAt, Optional<Duration> took, long missed) {}

  /// Notes a night, unless it is noted already.
  void begin(Instant due, Instant now);

  boolean isAnyKnown(List<Instant> dues);

  /// Nights that neither came back nor were given up.
  List<Run> open();

  void sent(Instant due, Instant now);

  void troubled(Instant due, String trouble);

  /// The night that an alert is about which fired at a time; empty when there never was one.
  Optional<Instant> nightOf(AlertTransaction transaction, Instant firedAt);

  /// Notes that the alert of a night came back; says whether that is news.
  boolean arrived(Instant due, Instant now);

  /// Gives a night up, unless it came back or somebody else did so; says what it was.
  Optional<Run> giveUp(AlertTransaction transaction, Instant due, Instant now);

  /// Since when an alert waits for the loop-back receiver.
  Optional<Instant> waitingSince();

  Standing standing();
}
