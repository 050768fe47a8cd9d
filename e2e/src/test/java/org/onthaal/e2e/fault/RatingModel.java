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
  ///
  /// @param chosen choices by question
  record Kept(
      Place place,
      String language,
      Instant ratedAt,
      List<Given> answers,
      Map<String, List<String>> chosen) {
    Kept answered(List<Given> anew, Map<String, List<String>> chosenAnew) {
      return new Kept(place, language, ratedAt, anew, chosenAnew);
    }
  }

  void stored(String id, Kept rating) {
    kept.put(id, rating);
  }

  void amended(String id, List<Given> answers, Map<String, List<String>> chosen) {
    kept.computeIfPresent(id, (_, rating) -> rating.answered(answers, chosen));
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

  /// Counts of what was chosen by `day administration service touchpoint channel language question
  /// choice score`, where the choice `*` is any and the score that of satisfaction.
  Map<String, Long> choices() {
    TreeMap<String, Long> counts = new TreeMap<>();
    for (Kept rating : kept.values()) {
      Given overall =
          rating.answers().stream()
              .filter(answer -> answer.metric().equals("CSAT"))
              .findFirst()
              .orElseThrow();
      rating
          .chosen()
          .forEach((question, codes) -> {
            List<String> all = new ArrayList<>(codes);
            all.add("*");
            for (String code : all) {
              Place place = rating.place();
              counts.merge(
                  String.join(
                      " ",
                      rating.ratedAt().atZone(ZONE).toLocalDate().toString(),
                      place.administration(),
                      place.service(),
                      place.touchpoint(),
                      place.channel(),
                      rating.language(),
                      question,
                      code,
                      "n" + overall.score().orElseThrow()),
                  1L,
                  Long::sum);
            }
          });
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
