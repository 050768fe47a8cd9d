package org.onthaal.e2e.fault;

import java.time.Duration;

/// How much of everything; each may be set as a system property of the run.
final class Sizes {
  /// Makes a run repeatable, as far as processes are.
  static final long SEED = Long.getLong("onthaal.faults.seed", 20_261_125L);

  /// Kills at each of the four exact points.
  static final int ROUNDS = Integer.getInteger("onthaal.faults.rounds", 1);

  /// Kills at any moment.
  static final int KILLS = Integer.getInteger("onthaal.faults.kills", 4);

  /// Kills at any moment while incidents are played.
  static final int INCIDENT_KILLS = Integer.getInteger("onthaal.faults.incident-kills", 50);

  /// People who rate through the widget, at least.
  static final int WIDGET_RATINGS = Integer.getInteger("onthaal.faults.widget-ratings", 1_000);

  /// Ratings that an application submits through the SDK.
  static final int SDK_RATINGS = Integer.getInteger("onthaal.faults.sdk-ratings", 1_500);

  /// How long an application submits without a pause, and how much a second.
  static final Duration SOAK =
      Duration.ofSeconds(Integer.getInteger("onthaal.faults.soak-seconds", 20));

  static final int SOAK_RATE = Integer.getInteger("onthaal.faults.soak-rate", 2_000);

  /// How long the database stays away.
  static final Duration OUTAGE =
      Duration.ofSeconds(Integer.getInteger("onthaal.faults.outage-seconds", 10));

  /// Ratings a second while nothing is said about the rate.
  static final int RATE = Integer.getInteger("onthaal.faults.rate", 40);

  /// How long a stop of a replica under load lasts, on each side of it.
  static final Duration DRAIN =
      Duration.ofSeconds(Integer.getInteger("onthaal.faults.drain-seconds", 3));

  /// Acts of one run of corrections.
  static final int ACTS = Integer.getInteger("onthaal.faults.acts", 600);

  /// Without a person, everything is green again after this.
  static final Duration GREEN_MAX =
      Duration.ofSeconds(Integer.getInteger("onthaal.faults.green-seconds", 30));

  private Sizes() {}
}
