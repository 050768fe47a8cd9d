package org.onthaal.e2e.fault;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.onthaal.testkit.ReferenceData;

/// A stream with known answers, of a service that is open from 8 to 18 on each of 178 days, the
/// first 28 of which teach; and its drop evidence, computed from the published formulas with
/// nothing of the services.
final class KnownStream {
  /// Midnight at the start of a Monday.
  static final Instant DAY_0 = Instant.parse("2026-01-05T00:00:00Z");

  static final int LEARNING_DAYS = 28;
  static final int DAYS = 178;
  static final int OPENS = 8;
  static final int CLOSES = 18;

  private static final int SCORES = 5;
  private static final int WEEKDAYS = 7;
  private static final double OPEN_DAYS = 0.1;
  private static final double ALARM_DAYS = 365;

  private final SortedMap<Hour, int[]> counts;

  /// A slot.
  record Hour(int day, int hour) implements Comparable<Hour> {
    static Hour of(Instant start) {
      Duration since = Duration.between(DAY_0, start);
      return new Hour(Math.toIntExact(since.toDays()), since.toHoursPart());
    }

    Instant start() {
      return DAY_0.plus(Duration.ofDays(day)).plus(Duration.ofHours(hour));
    }

    int weekday() {
      return day % WEEKDAYS;
    }

    @Override
    public int compareTo(Hour other) {
      return start().compareTo(other.start());
    }

    @Override
    public String toString() {
      return "%d:%02d".formatted(day, hour);
    }
  }

  /// How scores are weighed.
  enum Points {
    SCORE(0.0066) {
      @Override
      double of(int score) {
        return (score - 1) / 4.0;
      }

      @Override
      double[] drops() {
        return new double[] {.033, .066, .13, .26};
      }
    },
    CSAT(0.01) {
      @Override
      double of(int score) {
        return score >= 4 ? 1 : 0;
      }

      @Override
      double[] drops() {
        return new double[] {.05, .10, .20, .40};
      }
    };

    private final double marginMin;

    Points(double marginMin) {
      this.marginMin = marginMin;
    }

    abstract double of(int score);

    /// Of each bet.
    abstract double[] drops();
  }

  private KnownStream(SortedMap<Hour, int[]> counts) {
    this.counts = counts;
  }

  static KnownStream read(String name) throws IOException {
    SortedMap<Hour, int[]> counts = new TreeMap<>();
    try (BufferedReader reader =
            new BufferedReader(
                new InputStreamReader(
                    new GZIPInputStream(
                        Files.newInputStream(ReferenceData.path("kat/streams.csv.gz"))),
                    StandardCharsets.UTF_8));
        Stream<String> lines = reader.lines()) {
      lines
          .map(line -> line.split(",", -1))
          .filter(cells -> cells[0].equals(name))
          .forEach(cells ->
              counts.put(
                  new Hour(Integer.parseInt(cells[1]), Integer.parseInt(cells[3])),
                  Arrays.stream(cells, 4, 4 + SCORES).mapToInt(Integer::parseInt).toArray()));
    }
    return new KnownStream(counts);
  }

  /// The known answers of a stream and a way to weigh scores, by the names of their columns.
  static Map<String, String> answers(String name, Points points) throws IOException {
    String[] names = {};
    for (String line : Files.readAllLines(ReferenceData.path("kat/streams_expected.csv"))) {
      String[] cells = line.split(",", -1);
      if (names.length == 0) {
        names = cells;
      } else if (cells[0].equals(name) && cells[1].equalsIgnoreCase(points.name())) {
        Map<String, String> answers = new TreeMap<>();
        for (int column = 0; column < names.length; column++) {
          answers.put(names[column], cells[column]);
        }
        return answers;
      }
    }
    throw new IOException("no known answers for " + name + " by " + points);
  }

  /// How many answers of an hour gave each score, lowest first.
  int[] counts(Hour hour) {
    return counts.getOrDefault(hour, new int[SCORES]).clone();
  }

  /// What was usual in the learning period.
  ///
  /// @param weekdays added to the mean
  /// @param hours added to the mean, by hour of the day
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Baseline(
      double mean,
      double variance,
      double overdispersion,
      double margin,
      double[] weekdays,
      double[] hours) {
    private double usual(Hour at) {
      return Math.clamp(mean + weekdays[at.weekday()] + hours[at.hour()], .05, .97);
    }

    private double reference(Hour at) {
      return Math.clamp(usual(at) - margin, .03, .97);
    }
  }

  Baseline baseline(Points points) {
    SortedMap<Hour, int[]> learnt = counts.headMap(new Hour(LEARNING_DAYS, 0));
    double[] all = sums(learnt, points);
    double mean = all[1] / all[0];
    double variance = Math.max(all[2] / all[0] - mean * mean, 0.005);
    double shrinkage = variance / (0.03 * 0.03);
    double[] weekdays = new double[WEEKDAYS];
    for (int weekday = 0; weekday < WEEKDAYS; weekday++) {
      int wanted = weekday;
      double[] of = sums(only(learnt, hour -> hour.weekday() == wanted), points);
      weekdays[weekday] = (of[1] - of[0] * mean) / (of[0] + shrinkage);
    }
    double[] hours = new double[24];
    for (int hour = OPENS; hour < CLOSES; hour++) {
      int wanted = hour;
      double[] of = sums(only(learnt, at -> at.hour() == wanted), points);
      hours[hour] = (of[1] - of[0] * mean) / (of[0] + shrinkage);
    }
    Baseline flat = new Baseline(mean, variance, 1, 0, weekdays, hours);
    double overdispersion = overdispersion(learnt, points, flat);
    double margin =
        Math.max(points.marginMin, Math.sqrt(overdispersion) * Math.sqrt(variance / all[0]));
    return new Baseline(mean, variance, overdispersion, margin, weekdays, hours);
  }

  private static double overdispersion(
      SortedMap<Hour, int[]> learnt, Points points, Baseline usual) {
    double sum = 0;
    int days = 0;
    for (int day = 0; day < LEARNING_DAYS; day++) {
      int wanted = day;
      SortedMap<Hour, int[]> ofDay = only(learnt, hour -> hour.day() == wanted);
      double[] seen = sums(ofDay, points);
      if (seen[0] == 0) {
        continue;
      }
      double expected = 0;
      for (Map.Entry<Hour, int[]> hour : ofDay.entrySet()) {
        expected += Arrays.stream(hour.getValue()).sum() * usual.usual(hour.getKey());
      }
      sum += (seen[1] - expected) * (seen[1] - expected) / (seen[0] * usual.variance());
      days++;
    }
    return Math.max(1, sum / Math.max(days - WEEKDAYS, 5));
  }

  private static SortedMap<Hour, int[]> only(
      SortedMap<Hour, int[]> hours, java.util.function.Predicate<Hour> wanted) {
    SortedMap<Hour, int[]> left = new TreeMap<>(hours);
    left.keySet().removeIf(wanted.negate());
    return left;
  }

  /// Number of answers, sum of their points, sum of the squares.
  private static double[] sums(SortedMap<Hour, int[]> hours, Points points) {
    double[] sums = new double[3];
    for (int[] counted : hours.values()) {
      for (int score = 1; score <= SCORES; score++) {
        double worth = points.of(score);
        sums[0] += counted[score - 1];
        sums[1] += counted[score - 1] * worth;
        sums[2] += counted[score - 1] * worth * worth;
      }
    }
    return sums;
  }

  /// The evidence in days with each slot after the learning period, before an alarm sets it back.
  SortedMap<Hour, Double> evidence(Points points) {
    Baseline baseline = baseline(points);
    SortedMap<Hour, Double> evidence = new TreeMap<>();
    double[] drops = points.drops();
    double[] bets = new double[drops.length];
    for (int day = LEARNING_DAYS; day < DAYS; day++) {
      for (int hour = OPENS; hour < CLOSES; hour++) {
        Hour at = new Hour(day, hour);
        double reference = baseline.reference(at);
        for (int bet = 0; bet < bets.length; bet++) {
          double stake = Math.min(drops[bet] / baseline.variance(), 0.95 / (1 - reference));
          double log = 0;
          int[] counted = counts(at);
          for (int score = 1; score <= SCORES; score++) {
            log += counted[score - 1] * Math.log(1 + stake * (reference - points.of(score)));
          }
          bets[bet] = (bets[bet] + OPEN_DAYS) * Math.exp(log / baseline.overdispersion());
        }
        double days = Arrays.stream(bets).average().orElseThrow();
        evidence.put(at, days);
        if (days >= ALARM_DAYS) {
          Arrays.fill(bets, 0);
        }
      }
    }
    return evidence;
  }
}
