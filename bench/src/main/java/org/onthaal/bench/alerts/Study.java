package org.onthaal.bench.alerts;

import java.util.List;
import java.util.OptionalDouble;

/// What the study found from which the detector was chosen: 500 streams of one year per cell,
/// judged by the hour, figures rounded as here. Other code, other chance, the same kind of streams.
final class Study {
  /// What a figure with one decimal may really have been above what it says.
  static final double ROUNDING = 0.05;

  private Study() {}

  /// False alarms per stream-year.
  static OptionalDouble falseAlarms(Watching watching, World world, int volume) {
    List<Double> byWorld =
        switch (watching) {
          case SATISFIED ->
              List.of(0.26, 0.09, 0.0, 0.32, 0.12, 0.0, 0.28, 0.10, 0.0, 0.25, 0.25, 0.04);
          case SCORE ->
              List.of(0.26, 0.10, 0.0, 0.34, 0.15, 0.0, 0.28, 0.15, 0.0, 0.33, 0.32, 0.11);
          case THRESHOLD ->
              List.of(59.0, 0.92, 0.0, 54.0, 1.03, 0.0, 52.0, 1.36, 0.0, 53.0, 2.65, 0.0);
          case WILSON ->
              List.of(7.11, 7.09, 7.03, 8.76, 8.60, 8.59, 8.28, 6.89, 3.15, 8.73, 9.10, 19.0);
          case TERMINAL -> List.of(0.8, 329.0, 0.0);
        };
    int place =
        List.of(World.values()).indexOf(world) * Plan.VOLUMES.size() + Plan.VOLUMES.indexOf(volume);
    return place < byWorld.size() ? OptionalDouble.of(byWorld.get(place)) : OptionalDouble.empty();
  }

  /// Median days until a drop of 5, 10 or 20 points is seen; infinite where it mostly was not
  /// within 120 days.
  static OptionalDouble delay(Watching watching, World world, int volume, int points) {
    List<Double> all =
        switch (world) {
          case S1 -> delaysInS1(watching);
          case S3 -> delaysInS3(watching);
          case S0, S2 -> List.of();
        };
    int place = Plan.VOLUMES.indexOf(volume) * Delays.POINTS.size() + Delays.POINTS.indexOf(points);
    return place < all.size() ? OptionalDouble.of(all.get(place)) : OptionalDouble.empty();
  }

  private static List<Double> delaysInS1(Watching watching) {
    return switch (watching) {
      case SATISFIED -> List.of(49.7, 11.8, 3.9, 6.3, 1.6, 0.5, 0.5, 0.1, 0.1);
      case SCORE -> List.of(29.9, 7.8, 2.8, 3.9, 1.2, 0.4, 0.3, 0.1, 0.1);
      case THRESHOLD -> List.of(2.1, 1.3, 0.8, 5.0, 1.0, 0.6, Double.POSITIVE_INFINITY, 1.1, 0.5);
      case WILSON -> List.of(7.6, 4.6, 2.4, 2.9, 1.6, 0.9, 0.7, 0.4, 0.2);
      case TERMINAL -> List.of();
    };
  }

  private static List<Double> delaysInS3(Watching watching) {
    return switch (watching) {
      case SATISFIED -> List.of(61.5, 11.8, 2.9, 7.6, 1.5, 0.5, 2.3, 0.6, 0.2);
      case SCORE -> List.of(36.5, 8.7, 2.3, 4.5, 1.3, 0.4, 1.9, 0.5, 0.2);
      case THRESHOLD -> List.of(1.2, 0.9, 0.7, 2.2, 0.7, 0.4, 49.9, 0.7, 0.4);
      case WILSON -> List.of(8.3, 3.8, 2.1, 2.6, 1.5, 0.7, 1.1, 0.6, 0.4);
      case TERMINAL -> List.of();
    };
  }
}
