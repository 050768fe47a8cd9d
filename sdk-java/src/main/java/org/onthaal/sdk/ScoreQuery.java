package org.onthaal.sdk;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Which figures: ratings of a time, told apart by nothing unless said otherwise. Each method
 * answers a new query; several values of one filter mean any of them, several filters mean all of
 * them.
 *
 * {@snippet :
 * ScoreQuery.between(LocalDate.of(2026, 11, 1), LocalDate.of(2026, 12, 1))
 *     .of("parking-permit")
 *     .by(ScoreQuery.Dimension.CHANNEL)
 *     .every(ScoreQuery.Every.WEEK);
 * }
 */
public final class ScoreQuery {
  /** Length of the windows of an answer. */
  public enum Every {
    /** The whole time as one. */
    ALL,
    /** Whole hours. */
    HOUR,
    /** Days of the zone. */
    DAY,
    /** ISO weeks, from Monday. */
    WEEK,
    /** Calendar months. */
    MONTH
  }

  /** What figures are told apart by. */
  public enum Dimension {
    /** The body that offers services. */
    ADMINISTRATION,
    /** What it offers. */
    SERVICE,
    /** How the rating was given. */
    CHANNEL,
    /** Where the contact happened. */
    TOUCHPOINT,
    /** In which language it was rated. */
    LANGUAGE,
    /** Which question was answered. */
    QUESTION
  }

  private final String from;
  private final String to;
  private final Every every;
  private final Optional<ZoneId> zone;
  private final List<Dimension> by;
  private final List<Filter> filters;

  /** One accepted value of one dimension. */
  private record Filter(Dimension dimension, String value) {}

  private ScoreQuery(
      String from,
      String to,
      Every every,
      Optional<ZoneId> zone,
      List<Dimension> by,
      List<Filter> filters) {
    this.from = from;
    this.to = to;
    this.every = every;
    this.zone = zone;
    this.by = List.copyOf(by);
    this.filters = List.copyOf(filters);
  }

  /**
   * Ratings of whole days of the installation's zone, or of {@link #in(ZoneId)}.
   *
   * @param from the first day
   * @param to the day after the last one
   * @return a query
   */
  public static ScoreQuery between(LocalDate from, LocalDate to) {
    return of(from.toString(), to.toString());
  }

  /**
   * Ratings of a time.
   *
   * @param from its start, inclusive, on a whole hour
   * @param to its end, exclusive, on a whole hour
   * @return a query
   */
  public static ScoreQuery between(Instant from, Instant to) {
    return of(from.toString(), to.toString());
  }

  private static ScoreQuery of(String from, String to) {
    return new ScoreQuery(from, to, Every.ALL, Optional.empty(), List.of(), List.of());
  }

  /**
   * One row per window.
   *
   * @param length of a window
   * @return a query
   */
  public ScoreQuery every(Every length) {
    return new ScoreQuery(from, to, Objects.requireNonNull(length, "length"), zone, by, filters);
  }

  /**
   * Windows and days of another zone than the installation's.
   *
   * @param where whose days and hours
   * @return a query
   */
  public ScoreQuery in(ZoneId where) {
    return new ScoreQuery(from, to, every, Optional.of(where), by, filters);
  }

  /**
   * One row per value of these.
   *
   * @param dimensions each at most once
   * @return a query
   */
  public ScoreQuery by(Dimension... dimensions) {
    List<Dimension> all = new ArrayList<>(by);
    all.addAll(List.of(dimensions));
    return new ScoreQuery(from, to, every, zone, all, filters);
  }

  /**
   * Only ratings of a touchpoint.
   *
   * @param touchpoint its key
   * @return a query
   */
  public ScoreQuery of(String touchpoint) {
    return only(Dimension.TOUCHPOINT, touchpoint);
  }

  /**
   * Only ratings that came through a channel.
   *
   * @param channel how they were given
   * @return a query
   */
  public ScoreQuery through(Channel channel) {
    return only(Dimension.CHANNEL, channel.name());
  }

  /**
   * Only ratings with this value.
   *
   * @param dimension of what
   * @param value the code of an administration, service or question, the key of a touchpoint, the
   *     name of a {@link Channel}, or the first part of a language such as {@code nl}
   * @return a query
   */
  public ScoreQuery only(Dimension dimension, String value) {
    List<Filter> all = new ArrayList<>(filters);
    all.add(
        new Filter(
            Objects.requireNonNull(dimension, "dimension"),
            Objects.requireNonNull(value, "value")));
    return new ScoreQuery(from, to, every, zone, by, all);
  }

  /**
   * Start of the time, inclusive.
   *
   * @return a date, or a time in UTC
   */
  public String from() {
    return from;
  }

  /**
   * End of the time, exclusive.
   *
   * @return a date, or a time in UTC
   */
  public String to() {
    return to;
  }

  /**
   * Length of the windows.
   *
   * @return {@link Every#ALL} unless said otherwise
   */
  public Every every() {
    return every;
  }

  /**
   * Whose days and hours.
   *
   * @return empty for the installation's
   */
  public Optional<ZoneId> zone() {
    return zone;
  }

  /**
   * What rows are told apart by.
   *
   * @return empty for one row per window and metric
   */
  public List<Dimension> by() {
    return by;
  }

  /**
   * Values that are accepted of a dimension.
   *
   * @param dimension of what
   * @return empty for all
   */
  public List<String> only(Dimension dimension) {
    return filters.stream()
        .filter(each -> each.dimension() == dimension)
        .map(Filter::value)
        .toList();
  }
}
