package org.onthaal.bench.alerts;

/// What may ring an alarm. Remembers what it has been shown, so each stream has its own.
interface Watcher {
  /// Whether its condition holds after one more quarter of an hour.
  boolean sees(Quarter quarter);

  /// How long the condition must stay away before the next alarm is a new one, in quarters of an
  /// hour.
  int quietQuarters();
}
