package org.onthaal.bench.alerts;

/// How the streams of a cell behave. Each world adds something that a detector does not expect.
enum World {
  /// Nothing ever changes, and what is usual is known.
  S0("steady, baseline known", false, 0),
  /// What is usual has to be learnt.
  S1("steady, baseline learnt", false, 0),
  /// Weekdays and hours differ, in satisfaction and in volume.
  S2("weekdays and hours", true, 0),
  /// Each day is a little better or worse than it should be.
  S3("and days wobble", true, 0.015);

  private static final double[] WEEKDAYS = {-0.03, -0.01, 0, 0.01, -0.005, 0.02, 0.04};
  private static final double[] HOURS = {0.02, 0.01, 0, -0.02, -0.03, -0.02, 0, 0.01, 0.01, 0.02};
  private static final double[] WEEKDAY_VOLUMES = {1.3, 1.1, 1.2, 1.0, 1.0, 0.9, 0.5};
  private static final double[] HOUR_VOLUMES = {0.6, 0.9, 1.2, 1.3, 1.0, 0.9, 1.0, 1.2, 1.1, 0.8};

  private final String words;
  private final boolean hasSeasons;
  private final double wobble;

  World(String words, boolean hasSeasons, double wobble) {
    this.words = words;
    this.hasSeasons = hasSeasons;
    this.wobble = wobble;
  }

  String words() {
    return words;
  }

  /// Standard deviation of a day, as a share satisfied.
  double wobble() {
    return wobble;
  }

  /// Share satisfied above or below the mean.
  double effect(int weekday, int hour) {
    return hasSeasons ? WEEKDAYS[weekday] + HOURS[hour] : 0;
  }

  /// Factor of the volume, 1 on average.
  double volume(int weekday, int hour) {
    return hasSeasons ? WEEKDAY_VOLUMES[weekday] * HOUR_VOLUMES[hour] : 1;
  }
}
