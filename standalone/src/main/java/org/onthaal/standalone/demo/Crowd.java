package org.onthaal.standalone.demo;

import com.google.protobuf.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.onthaal.standalone.ratingfile.RecordId;
import org.onthaal.v1.Rating;

/// The people who come: for each hour and scene the same every time, so that a past sent twice
/// counts once.
final class Crowd {
  static final ZoneId ZONE = ZoneId.of("Europe/Brussels");

  private static final Duration HOUR = Duration.ofHours(1);
  private static final String SOURCE = "demo";
  private static final double COMMENTED = 0.07;

  /// From which gloom on people write what annoys them.
  private static final double ANNOYED = 0.5;

  /// Upper ends of the shares of the languages, in the order of [#LANGUAGES].
  private static final double[] SHARES = {0.6, 0.8, 0.84, 1};

  private static final List<String> LANGUAGES = List.of("fr", "nl", "de", "en");

  private final Script script;
  private final double people;

  /// @param people how many times as many as the script says
  Crowd(Script script, double people) {
    this.script = script;
    this.people = people;
  }

  /// Somebody who comes; what they say depends on the mood then.
  ///
  /// @param whim of this person, to be used once
  record Arrival(Scene scene, Instant at, UUID id, SplittableRandom whim) {}

  /// Everybody who comes within an hour, in order of time.
  ///
  /// @param hour start of an hour, UTC
  List<Arrival> within(Instant hour) {
    return script.scenes().stream()
        .flatMap(scene -> within(hour, scene).stream())
        .sorted(Comparator.comparing(Arrival::at).thenComparing(Arrival::id))
        .toList();
  }

  /// What they say.
  Rating rating(Arrival arrival, Mood mood) {
    double gloom = mood.gloom(arrival.scene(), arrival.at());
    return rating(arrival.scene(), arrival.at(), gloom, arrival.whim())
        .setId(arrival.id().toString())
        .build();
  }

  private List<Arrival> within(Instant hour, Scene scene) {
    String namespace = "%s %s %s".formatted(SOURCE, scene.touchpoint(), scene.channel());
    var random = new SplittableRandom(31L * namespace.hashCode() + hour.getEpochSecond());
    double expected = people * scene.perDay() * scene.pattern().share(hour.atZone(ZONE));
    List<Arrival> arrivals = new ArrayList<>();
    // A Poisson process: exponential gaps until the hour is over.
    double at = gap(expected, random);
    while (at < 1) {
      Instant ratedAt = hour.plusMillis((long) (at * HOUR.toMillis()));
      UUID id = RecordId.of(ratedAt, namespace, arrivals.size());
      arrivals.add(new Arrival(scene, ratedAt, id, random.split()));
      at += gap(expected, random);
    }
    return arrivals;
  }

  private static double gap(double expected, RandomGenerator random) {
    return expected > 0 ? random.nextExponential() / expected : Double.POSITIVE_INFINITY;
  }

  /// One person.
  ///
  /// @param gloom 0: every reason to be content; 1: none
  Rating.Builder rating(Scene scene, Instant ratedAt, double gloom, RandomGenerator random) {
    String language = language(random);
    Rating.Builder rating =
        Rating.newBuilder()
            .setRatedAt(
                Timestamp.newBuilder()
                    .setSeconds(ratedAt.getEpochSecond())
                    .setNanos(ratedAt.getNano()))
            .setTouchpoint(scene.touchpoint())
            .setChannel(scene.channel())
            .setLanguage(language);
    scene.survey().answer(rating, gloom, random);
    if (random.nextDouble() < COMMENTED) {
      rating.setComment(comment(rating, language, gloom, random));
    }
    return rating;
  }

  private String comment(
      Rating.Builder rating, String language, double gloom, RandomGenerator random) {
    boolean isContent = rating.getAnswers(0).getScore() > 3;
    String mood = isContent ? "content" : gloom > ANNOYED ? "incident" : "gloomy";
    return script.comment(language, mood, random);
  }

  private static String language(RandomGenerator random) {
    double drawn = random.nextDouble();
    int index = 0;
    while (drawn >= SHARES[index]) {
      index++;
    }
    return LANGUAGES.get(index);
  }
}
