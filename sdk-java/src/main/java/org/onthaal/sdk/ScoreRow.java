package org.onthaal.sdk;

import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Figures of one window and one group. A figure that has no meaning for the metric, or too few
 * answers, is absent.
 *
 * @param group the value of each dimension that was asked for; an empty language is one that the
 *     sender did not say
 * @param start of the window
 * @param metric what the scores measure
 * @param n answers with a score; 0 where {@code suppressed}
 * @param counts one per point of the scale, lowest score first; together n
 * @param dontKnow answers without a score, never part of n
 * @param csat share of the two highest of five points, in percent
 * @param mean of the scores
 * @param nps share of 9 and 10 less share of 0 to 6, from -100 to 100
 * @param easy share of the three highest of seven points, in percent
 * @param change of {@code csat} since the period before; absent where that has no answers
 * @param suppressed whether too few answers are behind the row to be shown; then there are only
 *     group, start and metric
 */
public record ScoreRow(
    Map<ScoreQuery.Dimension, String> group,
    OffsetDateTime start,
    Metric metric,
    long n,
    List<Long> counts,
    long dontKnow,
    Optional<Estimate> csat,
    Optional<Estimate> mean,
    Optional<Estimate> nps,
    Optional<Estimate> easy,
    Optional<Change> change,
    boolean suppressed) {
  /** Takes all of a row. */
  public ScoreRow {
    Map<ScoreQuery.Dimension, String> ordered = new EnumMap<>(ScoreQuery.Dimension.class);
    ordered.putAll(group);
    group = Collections.unmodifiableMap(ordered);
    Objects.requireNonNull(start, "start");
    Objects.requireNonNull(metric, "metric");
    counts = List.copyOf(counts);
    Objects.requireNonNull(csat, "csat");
    Objects.requireNonNull(mean, "mean");
    Objects.requireNonNull(nps, "nps");
    Objects.requireNonNull(easy, "easy");
    Objects.requireNonNull(change, "change");
  }

  /**
   * How it was in the period before, of the same group and length.
   *
   * @param n answers of that period
   * @param csat of that period, in percent
   * @param difference {@code csat} of this period less that, in points; with the interval, whether
   *     it can be told from chance
   */
  public record Change(long n, double csat, Estimate difference) {
    /** Takes all of a change. */
    public Change {
      Objects.requireNonNull(difference, "difference");
    }
  }
}
