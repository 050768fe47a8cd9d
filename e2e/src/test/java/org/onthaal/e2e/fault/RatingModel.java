package org.onthaal.e2e.fault;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/// What is left of the ratings after everything that was acknowledged, and what it counts to.
/// Written from the documentation; nothing of the services is used here.
final class RatingModel {
  private static final ZoneId ZONE = ZoneId.of("Europe/Brussels");

  private final Map<String, Kept> kept = new HashMap<>();

  /// Where a rating was given.
  record Place(
      String administration, String service, String touchpoint, String channel, boolean hasEase) {}

  /// What one question was answered; nothing is a "don't know".
  record Given(String question, String metric, OptionalInt score) {}

  /// A rating as it counts.
  record Kept(Place place, String language, Instant ratedAt, List<Given> answers) {
    Kept answered(List<Given> anew) {
      return new Kept(place, language, ratedAt, anew);
    }
  }

  void stored(String id, Kept rating) {
    kept.put(id, rating);
  }

  void amended(String id, List<Given> answers) {
    kept.computeIfPresent(id, (_, rating) -> rating.answered(answers));
  }

  void erased(String id) {
    kept.remove(id);
  }

  /// Counts by `length start administration service touchpoint channel language question metric
  /// score`, without those that are zero.
  Map<String, Long> counts() {
    TreeMap<String, Long> counts = new TreeMap<>();
    for (Kept rating : kept.values()) {
      for (String window : windows(rating.ratedAt())) {
        for (Given answer : rating.answers()) {
          Place place = rating.place();
          String score = answer.score().isPresent() ? "n" + answer.score().getAsInt() : "dont_know";
          counts.merge(
              String.join(
                  " ",
                  window,
                  place.administration(),
                  place.service(),
                  place.touchpoint(),
                  place.channel(),
                  rating.language(),
                  answer.question(),
                  answer.metric(),
                  score),
              1L,
              Long::sum);
        }
      }
    }
    return counts;
  }

  private static List<String> windows(Instant at) {
    List<String> windows = new ArrayList<>();
    windows.add("tally_minute " + at.truncatedTo(ChronoUnit.MINUTES));
    windows.add(
        "tally_hour " + at.atOffset(ZoneOffset.UTC).truncatedTo(ChronoUnit.HOURS).toInstant());
    windows.add("tally_day " + at.atZone(ZONE).toLocalDate());
    return windows;
  }
}
