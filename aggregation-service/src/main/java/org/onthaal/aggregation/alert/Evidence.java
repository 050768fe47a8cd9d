package org.onthaal.aggregation.alert;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/// The figures that made a condition hold, or no longer hold.
///
/// @param window the window they were counted in
/// @param n answers in the window
/// @param figure measured share in percent, or mean, with its 95 % interval where one is defined
/// @param previous the window before, for a decline
/// @param lastRatedAt for an absence: the last rating before it
/// @param evidenceDays for a drop: a signal this strong appears by chance less than once in so many
///   days; for an unusual absence: so long a one
/// @param expected for an unusual absence: ratings that were to be expected in the window
/// @param kiosk of a rule about kiosks: the one that is worst off
public record Evidence(
    WindowSpan window,
    long n,
    Optional<Figures> figure,
    Optional<Previous> previous,
    Optional<Instant> lastRatedAt,
    Optional<Double> evidenceDays,
    Optional<Double> expected,
    Optional<KioskSeen> kiosk) {
  /// Of anything but kiosks.
  public Evidence(
      WindowSpan window,
      long n,
      Optional<Figures> figure,
      Optional<Previous> previous,
      Optional<Instant> lastRatedAt,
      Optional<Double> evidenceDays,
      Optional<Double> expected) {
    this(window, n, figure, previous, lastRatedAt, evidenceDays, expected, Optional.empty());
  }

  /// Of anything but an unusual absence.
  public Evidence(
      WindowSpan window,
      long n,
      Optional<Figures> figure,
      Optional<Previous> previous,
      Optional<Instant> lastRatedAt,
      Optional<Double> evidenceDays) {
    this(window, n, figure, previous, lastRatedAt, evidenceDays, Optional.empty());
  }

  /// Of anything that is not judged slot by slot.
  public Evidence(
      WindowSpan window,
      long n,
      Optional<Figures> figure,
      Optional<Previous> previous,
      Optional<Instant> lastRatedAt) {
    this(window, n, figure, previous, lastRatedAt, Optional.empty());
  }

  /// The measured figure with its 95 % interval.
  ///
  /// @param low lower end of the 95 % interval
  public record Figures(double value, Optional<Double> low, Optional<Double> high) {}

  /// Figures of the window before.
  ///
  /// @param value share in percent, or mean; absent without answers
  /// @param points `value` of the window before minus that of the window
  /// @param z one-sided pooled two-proportion z of the decline; absent for means
  public record Previous(
      long n, Optional<Double> value, Optional<Double> points, Optional<Double> z) {}

  /// Half-open; a sliding window has no end, because it moves.
  ///
  /// @param zone in which its bounds are written
  public record WindowSpan(Instant start, Optional<Instant> end, ZoneId zone) {}
}
