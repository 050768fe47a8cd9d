package org.onthaal.aggregation.fold;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.onthaal.aggregation.measure.Metric;
import org.onthaal.aggregation.measure.Tally;
import org.onthaal.aggregation.tail.AdministrationFacts;
import org.onthaal.aggregation.tail.Answer;
import org.onthaal.aggregation.tail.Entry;
import org.onthaal.aggregation.tail.Place;
import org.onthaal.aggregation.tail.RatingFacts;
import org.onthaal.aggregation.tail.Signal;

class FoldTest {
  private static final Folded.Known NOTHING = new Folded.Known(Map.of(), Set.of());
  // Both clock changes of both hemispheres lie in a year.
  private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration SPAN = Duration.ofDays(365);
  private static final Instant NOON = Instant.parse("2026-03-29T12:00:30Z");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void countsAreTheSameHoweverTheLogIsCut(long seed) {
    RandomRatings ratings = new RandomRatings(seed, FROM, SPAN, 1_500);
    Map<WindowKey, Tally> whole = foldInSteps(ratings.cut(0, 5_000), new Random(0), 5_000);

    for (long cut = 1; cut <= 5; cut++) {
      assertThat(foldInSteps(ratings.cut(cut, 40), new Random(cut), 7)).isEqualTo(whole);
    }
    assertThat(foldInSteps(ratings.cut(9, 1), new Random(9), 1)).isEqualTo(whole);
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18})
  void countsAreThoseOfTheRatingsThatAreLeft(long seed) {
    RandomRatings ratings = new RandomRatings(seed, FROM, SPAN, 1_500);

    Map<WindowKey, Tally> folded = foldInSteps(ratings.cut(seed, 40), new Random(seed), 7);

    TreeMap<String, Long> counts = new TreeMap<>();
    folded.forEach((window, tally) -> addNamed(counts, window, tally));
    assertThat(counts).isEqualTo(recount(ratings.left));
  }

  /// Short lives are many: what follows what, and what stands at the border of two steps.
  @Test
  void countsAreThoseOfTheRatingsThatAreLeftAfterThousandsOfInterleavings() {
    for (long seed = 0; seed < 3_000; seed++) {
      RandomRatings ratings = new RandomRatings(seed, FROM, SPAN, 30);

      Map<WindowKey, Tally> folded = foldInSteps(ratings.cut(seed, 4), new Random(seed), 3);

      TreeMap<String, Long> counts = new TreeMap<>();
      folded.forEach((window, tally) -> addNamed(counts, window, tally));
      assertThat(counts).as("seed %d", seed).isEqualTo(recount(ratings.left));
    }
  }

  /// Counts by name, from the ratings alone and with nothing of the fold.
  private static Map<String, Long> recount(List<RatingFacts> ratings) {
    TreeMap<String, Long> counts = new TreeMap<>();
    for (RatingFacts rating : ratings) {
      Place place = rating.place();
      LocalDateTime utc = LocalDateTime.ofInstant(rating.ratedAt(), ZoneOffset.UTC);
      ZoneId zone =
          RandomRatings.ZONES.getOrDefault(place.administration(), ZoneId.of("Etc/GMT+12"));
      List<String> windows = new ArrayList<>();
      if (!rating.receivedAt().minus(Duration.ofDays(3)).isAfter(rating.ratedAt())) {
        windows.add("MINUTE " + utc.withSecond(0).withNano(0));
      }
      windows.add("HOUR " + utc.withMinute(0).withSecond(0).withNano(0));
      windows.add("DAY " + LocalDateTime.ofInstant(rating.ratedAt(), zone).toLocalDate());
      for (Answer answer : rating.answers()) {
        String score = answer.score().isPresent() ? "" + answer.score().getAsInt() : "unknown";
        for (String window : windows) {
          String name =
              String.join(
                  " ",
                  window,
                  place.toString(),
                  answer.question(),
                  answer.metric().name(),
                  "" + rating.suspected(),
                  "" + rating.imported(),
                  score);
          counts.merge(name, 1L, Long::sum);
        }
      }
    }
    return counts;
  }

  private static void addNamed(Map<String, Long> counts, WindowKey window, Tally tally) {
    String start =
        window.length() == WindowKey.Length.DAY
            ? java.time.LocalDate.ofEpochDay(window.start()).toString()
            : LocalDateTime.ofEpochSecond(window.start(), 0, ZoneOffset.UTC).toString();
    CellKey cell = window.cell();
    String name =
        String.join(
            " ",
            window.length().name(),
            start,
            cell.place().toString(),
            cell.question(),
            cell.metric().name(),
            "" + cell.suspected(),
            "" + cell.imported());
    for (int score = 0; score <= Tally.SCORE_MAX; score++) {
      if (tally.count(score) != 0) {
        counts.put(name + " " + score, tally.count(score));
      }
    }
    if (tally.dontKnow() != 0) {
      counts.put(name + " unknown", tally.dontKnow());
    }
  }

  @Test
  void entryBeforeItsZoneIsKnownIsPutAsideAndTheRestIsCounted() {
    RatingFacts known = facts("brussels", NOON, NOON, 5);
    RatingFacts stranger = facts("kolkata", NOON, NOON, 1);

    Folded folded =
        fold(
            NOTHING,
            catalogue("brussels", "Europe/Brussels"),
            new Entry.Submitted(stranger),
            new Entry.Submitted(known));

    assertThat(folded.impossible())
        .singleElement()
        .satisfies(entry -> assertThat(entry.reason()).contains("kolkata", "zone"));
    assertThat(folded.deltas()).hasSize(3);
    assertThat(folded.touched().keySet())
        .allMatch(cell -> cell.place().administration().equals("brussels"));
  }

  @Test
  void undecodableEntryIsPutAsideWithItsOffsetAndBytes() {
    byte[] bytes = {1, 2, 3};
    Signal.Batch batch =
        new Signal.Batch(
            3, 41, NOON, List.of(new Signal.Logged(new Entry.Undecodable("kind 99"), () -> bytes)));

    Folded folded = Fold.fold(NOTHING, List.of(batch));

    Folded.Impossible impossible = folded.impossible().getFirst();
    assertThat(impossible.offset()).isEqualTo(41);
    assertThat(impossible.reason()).isEqualTo("kind 99");
    assertThat(impossible.bytes().get()).isEqualTo(bytes);
    assertThat(folded.deltas()).isEmpty();
  }

  @Test
  void zoneMayChangeUntilSomethingIsCounted() {
    RatingFacts rating = facts("brussels", NOON, NOON, 5);

    Folded early =
        fold(
            NOTHING,
            catalogue("brussels", "Europe/Brussels"),
            catalogue("brussels", "Asia/Kolkata"),
            new Entry.Submitted(rating));
    Folded late = fold(early.known(), catalogue("brussels", "Europe/Brussels"));

    assertThat(early.impossible()).isEmpty();
    assertThat(early.known().zones()).containsEntry("brussels", ZoneId.of("Asia/Kolkata"));
    assertThat(late.impossible()).hasSize(1);
    assertThat(late.known().zones()).containsEntry("brussels", ZoneId.of("Asia/Kolkata"));
    assertThat(late.catalogue()).isEmpty();
  }

  @Test
  void namesMayChangeAfterSomethingIsCounted() {
    Folded folded =
        fold(
            NOTHING,
            catalogue("brussels", "Europe/Brussels"),
            new Entry.Submitted(facts("brussels", NOON, NOON, 5)),
            catalogue("brussels", "Europe/Brussels"));

    assertThat(folded.impossible()).isEmpty();
  }

  @Test
  void erasingGivesTheInverseOfSubmitting() {
    RatingFacts rating = facts("brussels", NOON, NOON, 5);
    Folded.Known known = fold(NOTHING, catalogue("brussels", "Europe/Brussels")).known();

    Folded submitted = fold(known, new Entry.Submitted(rating));
    Folded erased = fold(known, new Entry.Erased(rating));

    assertThat(submitted.deltas().keySet()).isEqualTo(erased.deltas().keySet());
    submitted
        .deltas()
        .forEach((window, tally) ->
            assertThat(tally.plus(erased.deltas().getOrDefault(window, Tally.EMPTY)).isZero())
                .isTrue());
  }

  @Test
  void touchedCellsCarryTheNewestTimeTheyWereRatedAt() {
    Instant newest = NOON.plusSeconds(90);

    Folded folded =
        fold(
            NOTHING,
            catalogue("brussels", "Europe/Brussels"),
            new Entry.Submitted(facts("brussels", newest, newest, 5)),
            new Entry.Submitted(facts("brussels", NOON, newest, 4)));

    assertThat(folded.touched().values()).containsExactly(Optional.of(newest));
  }

  @Test
  void correctionsTouchButNothingArrivesWithThem() {
    RatingFacts rating = facts("brussels", NOON, NOON, 5);
    Folded.Known known = fold(NOTHING, catalogue("brussels", "Europe/Brussels")).known();

    Folded corrected =
        fold(
            known,
            new Entry.Amended(rating, facts("brussels", NOON, NOON, 1)),
            new Entry.Erased(rating));

    assertThat(corrected.touched().values()).containsExactly(Optional.empty());
  }

  @Test
  void ratingThatIsNoLongerSuspectedArrives() {
    RatingFacts rating = facts("brussels", NOON, NOON, 5);
    RatingFacts suspected =
        new RatingFacts(rating.place(), NOON, NOON, false, true, rating.answers());
    Folded.Known known = fold(NOTHING, catalogue("brussels", "Europe/Brussels")).known();

    Folded cleared = fold(known, new Entry.Reflagged(suspected, rating));

    cleared
        .touched()
        .forEach((cell, arrived) ->
            assertThat(arrived).isEqualTo(cell.suspected() ? Optional.empty() : Optional.of(NOON)));
    assertThat(cleared.touched()).hasSize(2);
  }

  @Test
  void ratingAtLocalMidnightBelongsToTheDayThatBegins() {
    Instant midnight = Instant.parse("2026-03-28T23:00:00Z");

    Folded folded =
        fold(
            NOTHING,
            catalogue("brussels", "Europe/Brussels"),
            new Entry.Submitted(facts("brussels", midnight, midnight, 5)));

    assertThat(folded.deltas().keySet().stream().filter(w -> w.length() == WindowKey.Length.DAY))
        .extracting(WindowKey::start)
        .containsExactly(java.time.LocalDate.parse("2026-03-29").toEpochDay());
  }

  /// As the folder does it: several batches a time, what is known handed on.
  private static Map<WindowKey, Tally> foldInSteps(
      List<Signal.Batch> batches, Random random, int batchesMax) {
    Map<WindowKey, Tally> sums = new TreeMap<>();
    Folded.Known known = NOTHING;
    for (int i = 0; i < batches.size(); ) {
      int end = Math.min(batches.size(), i + 1 + random.nextInt(batchesMax));
      Folded folded = Fold.fold(known, batches.subList(i, end));
      assertThat(folded.impossible()).isEmpty();
      folded.deltas().forEach((window, delta) -> sums.merge(window, delta, Tally::plus));
      known = folded.known();
      i = end;
    }
    sums.values().removeIf(Tally::isZero);
    return sums;
  }

  private static Folded fold(Folded.Known known, Entry... entries) {
    List<Signal.Logged> logged = new ArrayList<>();
    for (Entry entry : entries) {
      logged.add(new Signal.Logged(entry, () -> new byte[0]));
    }
    return Fold.fold(known, List.of(new Signal.Batch(0, 0, NOON, logged)));
  }

  private static Entry catalogue(String administration, String zone) {
    return new Entry.CatalogueChanged(
        new AdministrationFacts(administration, ZoneId.of(zone), Map.of(), List.of()));
  }

  private static RatingFacts facts(
      String administration, Instant ratedAt, Instant receivedAt, int score) {
    return new RatingFacts(
        new Place(administration, "permits", "counter-1", "KIOSK", "nl"),
        ratedAt,
        receivedAt,
        false,
        false,
        List.of(new Answer("core", Metric.CSAT, OptionalInt.of(score))));
  }
}
