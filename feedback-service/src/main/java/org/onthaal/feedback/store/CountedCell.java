package org.onthaal.feedback.store;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.onthaal.feedback.rating.Place;
import org.onthaal.feedback.survey.Metric;

/// Stored answers that share a window and everything else that a tally is kept by. Counts are by
/// score, from 0 to 10.
public record CountedCell(
    Place place,
    String question,
    Metric metric,
    boolean suspected,
    boolean imported,
    CountedWindow window,
    List<Long> counts,
    long dontKnow) {
  public CountedCell {
    counts = List.copyOf(counts);
  }

  /// Ratings that chose the same, by the score beside it; the question is the one with choices.
  ///
  /// @param choice empty for all that answered the question, whatever they chose
  public record Chosen(String choice, CountedCell cell) {}

  /// The stretch of time that a count is about.
  public sealed interface CountedWindow {
    record Minute(Instant start) implements CountedWindow {}

    record Hour(Instant start) implements CountedWindow {}

    /// A day in the administration's zone.
    record Day(LocalDate date) implements CountedWindow {}
  }
}
