package org.onthaal.aggregation.fold;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.onthaal.aggregation.fold.choice.ChoiceDay;
import org.onthaal.aggregation.measure.Metric;
import org.onthaal.aggregation.measure.Tally;
import org.onthaal.aggregation.tail.Answer;
import org.onthaal.aggregation.tail.Chosen;
import org.onthaal.aggregation.tail.RatingFacts;

/// Counts what was chosen from the ratings alone, with nothing of the fold: by name, how many.
final class ChosenByHand {
  private ChosenByHand() {}

  /// Lines `day place question choice metric suspected imported score`; the choice `*` is any.
  static Map<String, Long> count(List<RatingFacts> ratings, Predicate<RatingFacts> wanted) {
    Map<String, Long> counts = new TreeMap<>();
    ratings.stream()
        .filter(wanted)
        .forEach(rating -> names(rating).forEach(name -> counts.merge(name, 1L, Long::sum)));
    return counts;
  }

  private static List<String> names(RatingFacts rating) {
    List<String> names = new ArrayList<>();
    int place = 0;
    while (place < rating.answers().size() && rating.answers().get(place).metric() != Metric.CSAT) {
      place++;
    }
    Answer beside = rating.answers().get(place % rating.answers().size());
    for (Chosen chosen : rating.chosen()) {
      List<String> choices = new ArrayList<>(chosen.choices());
      choices.add("*");
      for (String choice : choices) {
        names.add(
            String.join(
                " ",
                rating
                    .ratedAt()
                    .atZone(
                        RandomRatings.ZONES.getOrDefault(
                            rating.place().administration(), ZoneOffset.UTC))
                    .toLocalDate()
                    .toString(),
                rating.place().toString(),
                chosen.question(),
                choice,
                beside.metric().name(),
                "" + rating.suspected(),
                "" + rating.imported(),
                beside.score().isPresent() ? "" + beside.score().getAsInt() : "unknown"));
      }
    }
    return names;
  }

  /// The same lines of what was folded.
  static Map<String, Long> named(Map<ChoiceDay, Tally> days) {
    Map<String, Long> counts = new TreeMap<>();
    days.forEach((day, tally) -> {
      String name =
          String.join(
              " ",
              java.time.LocalDate.ofEpochDay(day.day()).toString(),
              day.cell().place().toString(),
              day.cell().question(),
              day.cell().choice().isEmpty() ? "*" : day.cell().choice(),
              day.cell().metric().name(),
              "" + day.cell().suspected(),
              "" + day.cell().imported());
      for (int score = 0; score <= Tally.SCORE_MAX; score++) {
        if (tally.count(score) != 0) {
          counts.put(name + " " + score, tally.count(score));
        }
      }
      if (tally.dontKnow() != 0) {
        counts.put(name + " unknown", tally.dontKnow());
      }
    });
    return counts;
  }
}
