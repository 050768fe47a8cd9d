package org.onthaal.e2e;

import com.google.protobuf.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.onthaal.testkit.Ratings;
import org.onthaal.v1.Answer;
import org.onthaal.v1.Channel;
import org.onthaal.v1.DontKnow;
import org.onthaal.v1.Metric;
import org.onthaal.v1.Origin;
import org.onthaal.v1.Rating;

/// Ratings as they come in real life, from a seed: four administrations in four zones, around their
/// clock changes, late, repeated, without an answer, and with wrong clocks.
final class GeneratedTraffic {
  /// Zones by administration; three of them change their clocks, at different times of the year and
  /// of the day.
  static final Map<String, String> ZONES =
      Map.of(
          "gen-brussels", "Europe/Brussels",
          "gen-new-york", "America/New_York",
          "gen-kolkata", "Asia/Kolkata",
          "gen-auckland", "Pacific/Auckland");

  static final List<String> SERVICES = List.of("permits", "registry");
  static final List<Channel> CHANNELS = List.of(Channel.WEB, Channel.KIOSK, Channel.PAPER);

  private static final List<Instant> BUSY_TIMES =
      List.of(
          Instant.parse("2025-03-30T01:00:00Z"), // Brussels, forward
          Instant.parse("2025-10-26T01:00:00Z"), // Brussels, back
          Instant.parse("2025-03-09T07:00:00Z"), // New York, forward
          Instant.parse("2025-11-02T06:00:00Z"), // New York, back
          Instant.parse("2025-04-05T14:00:00Z"), // Auckland, back
          Instant.parse("2025-09-27T14:00:00Z"), // Auckland, forward
          Instant.parse("2024-12-31T18:30:00Z")); // midnight and new year in Kolkata

  private final Random random;
  private final Ratings ratings;
  private final List<Rating> sent = new ArrayList<>();

  GeneratedTraffic(long seed) {
    random = new Random(seed);
    ratings = new Ratings(random);
  }

  /// The catalogue that the ratings name.
  static String catalogue() {
    StringBuilder text = new StringBuilder("administrations:\n");
    ZONES.forEach((administration, zone) -> {
      text.append("  - code: ").append(administration).append("\n    zone: ").append(zone);
      text.append("\n    names: ").append(names(administration)).append("\n    services:\n");
      for (String service : SERVICES) {
        text.append("      - code: ")
            .append(service)
            .append("\n        names: ")
            .append(names(service));
        text.append("\n        touchpoints:\n          - key: ")
            .append(touchpoint(administration, service));
        text.append("\n            names: ").append(names(service));
        text.append(
            "\n            channels: [WEB, KIOSK, PAPER]\n            default-channel: WEB\n");
        text.append("            languages: [fr, nl, de, en]\n            survey: satisfaction\n");
      }
    });
    return text.toString();
  }

  private static String names(String name) {
    return "{fr: %s, nl: %s, de: %s, en: %s}".formatted(name, name, name, name);
  }

  static String touchpoint(String administration, String service) {
    return administration + "-" + service;
  }

  /// The next rating to send; sometimes one that was sent before.
  ///
  /// @param now the time of the machine that the server runs on
  Rating next(Instant now) {
    if (!sent.isEmpty() && random.nextInt(20) == 0) {
      return sent.get(random.nextInt(sent.size()));
    }
    Rating rating = draft(now).build();
    sent.add(rating);
    return rating;
  }

  private Rating.Builder draft(Instant now) {
    boolean earlier = random.nextInt(3) > 0;
    Instant ratedAt = earlier ? aroundABusyTime() : now.minusMillis(random.nextInt(86_400_000 * 3));
    String administration =
        ZONES.keySet().stream().sorted().toList().get(random.nextInt(ZONES.size()));
    Answer.Builder answer = Answer.newBuilder().setMetric(Metric.CSAT);
    boolean imported = earlier && random.nextBoolean();
    if (imported && random.nextInt(10) == 0) {
      answer.setDontKnow(DontKnow.getDefaultInstance());
    } else {
      answer.setScore(1 + random.nextInt(5));
    }
    Rating.Builder rating =
        Rating.newBuilder()
            .setId(ratings.id(ratedAt).toString())
            .setRatedAt(Ratings.timestamp(ratedAt))
            .setTouchpoint(
                touchpoint(administration, SERVICES.get(random.nextInt(SERVICES.size()))))
            .setChannel(CHANNELS.get(random.nextInt(CHANNELS.size())))
            .setOrigin(imported ? Origin.IMPORT : Origin.LIVE)
            .addAnswers(answer);
    if (!imported && random.nextInt(6) == 0) {
      // This sender's clock is wrong by hours or days, and it shows when it sends.
      Duration wrong = Duration.ofMinutes(random.nextInt(20_000) - 10_000);
      rating.setRatedAt(Ratings.timestamp(ratedAt.plus(wrong)));
      rating.setSentAt(Ratings.timestamp(now.plus(wrong)));
    }
    return rating;
  }

  private Instant aroundABusyTime() {
    Instant busy = BUSY_TIMES.get(random.nextInt(BUSY_TIMES.size()));
    return busy.plusSeconds(random.nextInt(3 * 86_400) - 86_400 - 43_200);
  }

  /// What must be counted for an acknowledged rating: its own time, unless its sender's clock was
  /// wrong by more than five minutes, or it lies more than five minutes ahead.
  static Recount.Row counted(Rating rating, String administration, Instant receivedAt) {
    Instant ratedAt = instant(rating.getRatedAt());
    if (rating.getOrigin() == Origin.LIVE) {
      if (rating.hasSentAt()) {
        Duration wrongBy = Duration.between(instant(rating.getSentAt()), receivedAt);
        ratedAt =
            wrongBy.abs().compareTo(Duration.ofMinutes(5)) > 0 ? ratedAt.plus(wrongBy) : ratedAt;
      }
      ratedAt = ratedAt.isAfter(receivedAt.plus(Duration.ofMinutes(5))) ? receivedAt : ratedAt;
    }
    Answer answer = rating.getAnswers(0);
    return new Recount.Row(
        rating.getId(),
        administration,
        rating.getTouchpoint().substring(administration.length() + 1),
        rating.getChannel().name(),
        ratedAt,
        answer.hasScore() ? answer.getScore() : 0);
  }

  static Instant instant(Timestamp time) {
    return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
  }
}
