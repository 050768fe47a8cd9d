package org.onthaal.aggregation.fold;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import org.onthaal.aggregation.measure.Metric;
import org.onthaal.aggregation.tail.AdministrationFacts;
import org.onthaal.aggregation.tail.Answer;
import org.onthaal.aggregation.tail.Chosen;
import org.onthaal.aggregation.tail.Entry;
import org.onthaal.aggregation.tail.Place;
import org.onthaal.aggregation.tail.RatingFacts;
import org.onthaal.aggregation.tail.Signal;

/// A random but repeatable life of ratings: given, amended, erased, reflagged, some very late, with
/// the ratings that are left in the end.
final class RandomRatings {
  static final Map<String, ZoneId> ZONES =
      Map.of(
          "brussels", ZoneId.of("Europe/Brussels"),
          "new-york", ZoneId.of("America/New_York"),
          "kolkata", ZoneId.of("Asia/Kolkata"),
          "auckland", ZoneId.of("Pacific/Auckland"));
  private static final List<String> ADMINISTRATIONS = ZONES.keySet().stream().sorted().toList();

  private final Random random;
  private final Instant from;
  private final Duration span;

  final List<Entry> entries = new ArrayList<>();
  final List<RatingFacts> left = new ArrayList<>();

  RandomRatings(long seed, Instant from, Duration span, int count) {
    random = new Random(seed);
    this.from = from;
    this.span = span;
    for (String administration : ADMINISTRATIONS) {
      entries.add(
          new Entry.CatalogueChanged(
              new AdministrationFacts(
                  administration,
                  ZONES.getOrDefault(administration, ZoneId.of("UTC")),
                  Map.of(),
                  List.of())));
    }
    for (int i = 0; i < count; i++) {
      act();
    }
  }

  private void act() {
    int dice = left.isEmpty() ? 0 : random.nextInt(10);
    if (dice < 6) {
      RatingFacts facts = facts();
      entries.add(new Entry.Submitted(facts));
      left.add(facts);
      return;
    }
    int index = random.nextInt(left.size());
    RatingFacts before = left.get(index);
    if (dice == 6) {
      entries.add(new Entry.Erased(before));
      left.remove(index);
    } else if (dice == 7) {
      RatingFacts after = with(before, !before.suspected(), before.answers(), before.chosen());
      entries.add(new Entry.Reflagged(before, after));
      left.set(index, after);
    } else {
      RatingFacts after = with(before, before.suspected(), answers(), chosen());
      entries.add(new Entry.Amended(before, after));
      left.set(index, after);
    }
  }

  private static RatingFacts with(
      RatingFacts facts, boolean suspected, List<Answer> answers, List<Chosen> chosen) {
    return new RatingFacts(
        facts.place(),
        facts.ratedAt(),
        facts.receivedAt(),
        facts.imported(),
        suspected,
        answers,
        chosen);
  }

  private RatingFacts facts() {
    Instant ratedAt = from.plusMillis(random.nextLong(span.toMillis()));
    // Around the limit of 72 h to the millisecond, too.
    List<Duration> delays =
        List.of(
            Duration.ofSeconds(1),
            Duration.ofHours(50),
            Duration.ofDays(3),
            Duration.ofDays(3).plusMillis(1),
            Duration.ofDays(9));
    return new RatingFacts(
        new Place(
            pick(ADMINISTRATIONS),
            pick(List.of("permits", "population")),
            pick(List.of("counter-1", "counter-2")),
            pick(List.of("KIOSK", "WEB")),
            pick(List.of("nl", "fr", ""))),
        ratedAt,
        ratedAt.plus(pick(delays)),
        random.nextInt(5) == 0,
        random.nextInt(6) == 0,
        answers(),
        chosen());
  }

  private List<Answer> answers() {
    List<Answer> answers = new ArrayList<>();
    answers.add(answer("core", Metric.CSAT));
    if (random.nextBoolean()) {
      answers.add(answer("recommend", Metric.NPS));
    }
    if (random.nextInt(3) == 0) {
      answers.add(answer("effort", Metric.CES));
    }
    // Whoever answered all, or skipped the core question, sends them as they like.
    Collections.shuffle(answers, random);
    return answers.size() > 1 && random.nextInt(4) == 0
        ? answers.subList(1, answers.size())
        : answers;
  }

  /// One reason at most, and any number of wishes; mostly nothing.
  private List<Chosen> chosen() {
    List<Chosen> chosen = new ArrayList<>();
    if (random.nextInt(3) == 0) {
      chosen.add(new Chosen("reason", List.of(pick(List.of("wait", "staff", "form")))));
    }
    if (random.nextInt(4) == 0) {
      List<String> wishes = new ArrayList<>(List.of("hours", "form", "parking"));
      wishes.removeIf(_ -> random.nextBoolean());
      if (!wishes.isEmpty()) {
        chosen.add(new Chosen("wishes", wishes));
      }
    }
    return chosen;
  }

  private Answer answer(String question, Metric metric) {
    int score = random.nextInt(metric.lowest() - 1, metric.highest() + 1);
    return new Answer(
        question, metric, score < metric.lowest() ? OptionalInt.empty() : OptionalInt.of(score));
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  /// The entries as rows of a log, cut anew by each seed.
  List<Signal.Batch> cut(long seed, int entriesMax) {
    Random cuts = new Random(seed);
    List<Signal.Batch> batches = new ArrayList<>();
    for (int i = 0; i < entries.size(); ) {
      int end = Math.min(entries.size(), i + 1 + cuts.nextInt(entriesMax));
      List<Signal.Logged> logged =
          entries.subList(i, end).stream()
              .map(entry -> new Signal.Logged(entry, () -> new byte[0]))
              .toList();
      batches.add(
          new Signal.Batch(0, batches.size(), from.plus(span).plusSeconds(batches.size()), logged));
      i = end;
    }
    return batches;
  }
}
