package org.onthaal.aggregation.notify;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// A receiver as the routes file describes it.
///
/// @param language of everything that people read; a webhook carries figures and codes
/// @param heartbeat what says that it would be told now, if anything does
public record ReceiverSpec(
    String name, Language language, Destination destination, Optional<Heartbeat> heartbeat) {
  /// A sign of life for a watcher outside.
  ///
  /// @param url of the watcher, a secret; absent for an Alertmanager, which gets an alert that
  ///   always fires
  public record Heartbeat(Optional<URI> url, Duration every) {
    @Override
    public String toString() {
      return "heartbeat every " + every;
    }
  }

  public ReceiverSpec(String name, Language language, Destination destination) {
    this(name, language, destination, Optional.empty());
  }
}
