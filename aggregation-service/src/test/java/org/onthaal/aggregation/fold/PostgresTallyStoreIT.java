package org.onthaal.aggregation.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.onthaal.aggregation.TestSchema;
import org.onthaal.aggregation.measure.Dimension;
import org.onthaal.aggregation.measure.Every;
import org.onthaal.aggregation.measure.Metric;
import org.onthaal.aggregation.measure.Tally;
import org.onthaal.aggregation.measure.Windows;
import org.onthaal.aggregation.tail.AdministrationFacts;
import org.onthaal.aggregation.tail.Answer;
import org.onthaal.aggregation.tail.Entry;
import org.onthaal.aggregation.tail.Place;
import org.onthaal.aggregation.tail.RatingFacts;
import org.onthaal.aggregation.tail.Signal;
import org.onthaal.testkit.TestClock;

class PostgresTallyStoreIT {
  private static final ZoneId BRUSSELS = ZoneId.of("Europe/Brussels");
  // European and American clocks change within.
  private static final Instant FROM = Instant.parse("2026-02-20T00:00:00Z");
  private static final Duration SPAN = Duration.ofDays(50);
  private static final Instant NOW = FROM.plus(SPAN).plus(Duration.ofDays(10));

  private final TestClock clock = new TestClock(NOW);
  private PostgresTallyStore store;

  @BeforeEach
  void open() {
    DatabaseSettings settings =
        new DatabaseSettings(
            TestSchema.database(PostgresTallyStoreIT.class),
            "postgres",
            "",
            4,
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofSeconds(10));
    Migrations.check(settings);
    store = PostgresTallyStore.connect(settings, clock);
    store.prepare(2);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void everyReadEqualsARecountOfTheRatingsThatAreLeft() {
    RandomRatings ratings = new RandomRatings(42, FROM, SPAN, 2_000);
    commitAll(ratings.cut(42, 60));
    List<Set<Dimension>> groupings =
        List.of(
            Set.of(),
            Set.of(Dimension.ADMINISTRATION),
            Set.of(Dimension.SERVICE, Dimension.CHANNEL),
            Set.of(Dimension.TOUCHPOINT, Dimension.LANGUAGE),
            EnumSet.allOf(Dimension.class));

    for (Windows windows : windows(BRUSSELS)) {
      for (Set<Dimension> by : groupings) {
        TallyQuery query = TallyQuery.of(windows, by);
        assertRead(query, ratings);
        assertRead(query.withoutImported(), ratings);
        assertRead(new TallyQuery(windows, by, Map.of(), true, true), ratings);
        assertRead(query.where(Dimension.LANGUAGE, Set.of("", "fr")), ratings);
        assertRead(query.where(Dimension.ADMINISTRATION, Set.of("brussels", "no")), ratings);
        assertRead(
            query.where(Dimension.CHANNEL, Set.of("WEB")).where(Dimension.QUESTION, Set.of("core")),
            ratings);
      }
    }
    for (Windows windows : windows(ZoneId.of("America/New_York"))) {
      assertRead(TallyQuery.of(windows, Set.of(Dimension.ADMINISTRATION)), ratings);
    }
  }

  @Test
  void daysOfAHalfHourZoneAreReadForItsOwnAdministrations() {
    RandomRatings ratings = new RandomRatings(43, FROM, SPAN, 800);
    commitAll(ratings.cut(43, 60));
    ZoneId kolkata = ZoneId.of("Asia/Kolkata");
    Windows days =
        Windows.of(
            LocalDate.parse("2026-03-01").atStartOfDay(kolkata).toInstant(),
            LocalDate.parse("2026-04-01").atStartOfDay(kolkata).toInstant(),
            kolkata,
            Every.DAY);
    TallyQuery all = TallyQuery.of(days, Set.of(Dimension.SERVICE));

    assertRead(all.where(Dimension.ADMINISTRATION, Set.of("kolkata")), ratings);
    assertThatThrownBy(() -> store.read(all))
        .isInstanceOfSatisfying(
            RangeRefusedException.class,
            refused ->
                assertThat(refused.refusal())
                    .isEqualTo(RangeRefusedException.Refusal.ZONE_NOT_WHOLE_HOUR));
  }

  /// Day, week, month, all and hour, on the hour but not all on midnight.
  private static List<Windows> windows(ZoneId zone) {
    Instant from = LocalDate.parse("2026-02-25").atStartOfDay(zone).toInstant();
    Instant to = LocalDate.parse("2026-04-06").atStartOfDay(zone).toInstant();
    Instant late = from.plus(Duration.ofHours(7));
    Instant early = to.minus(Duration.ofHours(5));
    return List.of(
        Windows.of(from, to, zone, Every.DAY),
        Windows.of(late, early, zone, Every.DAY),
        Windows.of(late, early, zone, Every.WEEK),
        Windows.of(from, early, zone, Every.MONTH),
        Windows.of(late, to, zone, Every.MONTH).previous(),
        Windows.of(FROM, FROM.plus(SPAN), zone, Every.ALL),
        Windows.of(late, late.plus(Duration.ofHours(3)), zone, Every.ALL),
        Windows.of(to.minus(Duration.ofDays(9)), early, zone, Every.HOUR));
  }

  private void assertRead(TallyQuery query, RandomRatings ratings) {
    TreeMap<String, Tally> read = new TreeMap<>();
    for (WindowTally row : store.read(query)) {
      List<String> group = row.group().entrySet().stream().map(Object::toString).sorted().toList();
      assertThat(row.start()).isEqualTo(query.windows().boundaries().get(row.window()));
      assertThat(read.put(row.start() + " " + group + " " + row.metric(), row.tally())).isNull();
    }
    read.values().removeIf(Tally::isZero);
    assertThat(read).as("%s", query).isEqualTo(recount(query, ratings.left));
  }

  /// The same from the ratings alone.
  private static Map<String, Tally> recount(TallyQuery query, List<RatingFacts> ratings) {
    TreeMap<String, Tally> counts = new TreeMap<>();
    List<Instant> boundaries = query.windows().boundaries();
    for (RatingFacts rating : ratings) {
      boolean within =
          !rating.ratedAt().isBefore(boundaries.getFirst())
              && rating.ratedAt().isBefore(boundaries.getLast());
      boolean wanted =
          (query.imported() || !rating.imported()) && (query.suspected() || !rating.suspected());
      if (!within || !wanted) {
        continue;
      }
      Instant start =
          boundaries.stream()
              .filter(boundary -> !boundary.isAfter(rating.ratedAt()))
              .max(Instant::compareTo)
              .orElseThrow();
      for (Answer answer : rating.answers()) {
        if (query.filters().entrySet().stream()
            .allMatch(filter ->
                filter.getValue().contains(code(rating.place(), answer, filter.getKey())))) {
          List<String> group =
              query.by().stream()
                  .map(dimension -> dimension + "=" + code(rating.place(), answer, dimension))
                  .sorted()
                  .toList();
          counts.merge(start + " " + group + " " + answer.metric(), one(answer), Tally::plus);
        }
      }
    }
    return counts;
  }

  private static Tally one(Answer answer) {
    if (answer.score().isEmpty()) {
      return Tally.of(new long[0], 1);
    }
    long[] counts = new long[Tally.SCORE_MAX + 1];
    counts[answer.score().getAsInt()] = 1;
    return Tally.of(counts, 0);
  }

  private static String code(Place place, Answer answer, Dimension dimension) {
    return switch (dimension) {
      case ADMINISTRATION -> place.administration();
      case SERVICE -> place.service();
      case CHANNEL -> place.channel();
      case TOUCHPOINT -> place.touchpoint();
      case LANGUAGE -> place.language();
      case QUESTION -> answer.question();
    };
  }

  @Test
  void secondCommitFromTheSameOffsetChangesNothing() {
    Signal.Batch catalogue = batch(0, NOW, catalogue());
    Signal.Batch rating = batch(1, NOW, new Entry.Submitted(rating(NOW, 5)));
    assertThat(commit(-1, List.of(catalogue, rating))).isTrue();
    List<WindowTally> before = store.read(lastDays());
    List<Change> told = new ArrayList<>();

    boolean repeated =
        store.commit(
            -1,
            step(store.known(), List.of(catalogue, rating)),
            List.of((_, change) -> told.add(change)));
    boolean ahead = commit(7, List.of(batch(8, NOW, new Entry.Submitted(rating(NOW, 1)))));

    assertThat(repeated).isFalse();
    assertThat(ahead).isFalse();
    assertThat(told).isEmpty();
    assertThat(store.read(lastDays())).isEqualTo(before).hasSize(1);
    assertThat(before.getFirst().tally()).isEqualTo(Tally.of(Metric.CSAT, 0, 0, 0, 0, 1));
    assertThat(store.checkpoint(0).offset()).isEqualTo(1);
    assertThat(store.checkpoint(0).changes()).isEqualTo(1);
  }

  @Test
  void failedContinuationTakesTheCountsWithIt() {
    commit(-1, List.of(batch(0, NOW, catalogue())));
    FoldStore.Step step =
        step(store.known(), List.of(batch(1, NOW, new Entry.Submitted(rating(NOW, 5)))));

    assertThatThrownBy(() ->
            store.commit(
                0,
                step,
                List.of((_, _) -> {
                  throw new IllegalStateException("a rule failed");
                })))
        .isInstanceOf(IllegalStateException.class);

    assertThat(store.checkpoint(0).offset()).isZero();
    assertThat(store.read(lastDays())).isEmpty();
    assertThat(store.commit(0, step, List.of())).isTrue();
    assertThat(store.read(lastDays())).hasSize(1);
  }

  @Test
  void continuationReadsTheCountsAsTheyWillBe() {
    List<WindowTally> seen = new ArrayList<>();
    List<Signal.Batch> batches =
        List.of(batch(0, NOW, catalogue()), batch(1, NOW, new Entry.Submitted(rating(NOW, 5))));

    store.commit(
        -1,
        step(store.known(), batches),
        List.of((transaction, _) -> seen.addAll(store.read(transaction, lastDays()))));

    assertThat(seen).isEqualTo(store.read(lastDays())).hasSize(1);
  }

  @Test
  void correctionsCancelWhatTheyCorrect() {
    RatingFacts first = rating(NOW, 1);
    RatingFacts amended = rating(NOW, 4);
    commit(
        -1,
        List.of(
            batch(0, NOW, catalogue()),
            batch(1, NOW, new Entry.Submitted(first)),
            batch(2, NOW, new Entry.Amended(first, amended))));
    assertThat(store.read(lastDays()).getFirst().tally())
        .isEqualTo(Tally.of(Metric.CSAT, 0, 0, 0, 1, 0));

    commit(2, List.of(batch(3, NOW, new Entry.Erased(amended))));

    assertThat(store.read(lastDays())).allMatch(row -> row.tally().isZero());
  }

  @Test
  void tickMovesTheTimeButNeverBackAndOnlyAtTheOffset() {
    List<Change> told = new ArrayList<>();
    List<FoldStep> steps = List.of((_, change) -> told.add(change));

    assertThat(store.tick(0, -1, NOW, steps)).isTrue();
    assertThat(store.tick(0, -1, NOW.minusSeconds(5), List.of())).isTrue();
    assertThat(store.tick(0, 3, NOW.plusSeconds(5), steps)).isFalse();

    assertThat(store.checkpoint(0).at()).contains(NOW);
    assertThat(told).containsExactly(new Change(0, -1, NOW, true, List.of(), Map.of()));
  }

  @Test
  void asOfHasATimeOnceEveryPartitionHasBeenHeardOf() {
    commit(-1, List.of(batch(0, NOW, catalogue())));
    assertThat(store.asOf()).isEqualTo(new AsOf(Optional.empty(), map(0, 0L)));

    store.tick(1, -1, NOW.minusSeconds(2), List.of());

    assertThat(store.asOf()).isEqualTo(new AsOf(Optional.of(NOW.minusSeconds(2)), map(0, 0L)));
  }

  @Test
  void minutesAreReadWhileTheyAreKeptAndRefusedAfterwards() {
    Instant first = NOW.minus(Duration.ofHours(71));
    TallyQuery minutes =
        TallyQuery.of(Windows.of(first, first.plusSeconds(120), BRUSSELS, Every.ALL), Set.of());
    commit(
        -1,
        List.of(
            batch(0, NOW, catalogue()),
            batch(
                1,
                NOW,
                new Entry.Submitted(rating(first.plusSeconds(119), 5)),
                new Entry.Submitted(rating(first.plusSeconds(120), 1)))));
    assertThat(store.read(minutes))
        .singleElement()
        .satisfies(row -> assertThat(row.tally()).isEqualTo(Tally.of(Metric.CSAT, 0, 0, 0, 0, 1)));

    clock.advance(Duration.ofHours(2).plusMinutes(1));

    assertThatThrownBy(() -> store.read(minutes)).isInstanceOf(RangeRefusedException.class);
  }

  @Test
  void pruneRemovesOldMinutesOnlyAndNoMoreThanAsked() {
    Instant old = NOW.minus(Duration.ofHours(80));
    commit(
        -1,
        List.of(
            batch(0, NOW, catalogue()),
            batch(
                1,
                NOW,
                new Entry.Submitted(rating(old, 5)),
                new Entry.Submitted(rating(old.plusSeconds(60), 5)),
                new Entry.Submitted(rating(old.plusSeconds(120), 5)),
                new Entry.Submitted(rating(NOW, 5)))));
    List<WindowTally> before = store.read(lastDays());
    Instant limit = NOW.minus(Duration.ofDays(3));

    assertThat(store.prune(limit, 100)).as("partition 1 is not heard of yet").isZero();
    store.tick(1, -1, NOW, List.of());
    assertThat(store.prune(limit, 2)).isEqualTo(2);
    assertThat(store.prune(limit, 2)).isEqualTo(1);
    assertThat(store.prune(limit, 2)).isZero();
    assertThat(store.read(lastDays())).isEqualTo(before);
  }

  @Test
  void pruneWaitsForAPartitionThatLagsBehind() {
    Instant old = NOW.minus(Duration.ofHours(80));
    commit(
        -1,
        List.of(batch(0, NOW, catalogue()), batch(1, NOW, new Entry.Submitted(rating(old, 5)))));
    store.tick(1, -1, NOW.minus(Duration.ofHours(20)), List.of());

    assertThat(store.prune(NOW.minus(Duration.ofDays(3)), 100)).isZero();
  }

  @Test
  void changedMarksWhatWasWrittenAfterTheOffsets() {
    commit(
        -1,
        List.of(batch(0, NOW, catalogue()), batch(1, NOW, new Entry.Submitted(rating(NOW, 5)))));

    assertThat(changed(map(0, 0L))).containsExactly(true);
    assertThat(changed(map(0, 1L))).containsExactly(false);
    assertThat(changed(map(1, 9L))).containsExactly(true);
    assertThat(changed(new TreeMap<>())).containsExactly(true);
  }

  private List<Boolean> changed(Map<Integer, Long> since) {
    return store.snapshot(reader -> reader.read(lastDays(), since, 10)).stream()
        .map(WindowTally::changed)
        .toList();
  }

  @Test
  void moreRowsThanTheLimitAreRefusedByName() {
    RandomRatings ratings = new RandomRatings(44, FROM, SPAN, 300);
    commitAll(ratings.cut(44, 60));
    TallyQuery query =
        TallyQuery.of(
            Windows.of(FROM, FROM.plus(SPAN), BRUSSELS, Every.DAY), Set.of(Dimension.TOUCHPOINT));

    assertThatThrownBy(() -> store.snapshot(reader -> reader.read(query, Map.of(), 5)))
        .isInstanceOfSatisfying(
            RangeRefusedException.class,
            refused ->
                assertThat(refused.refusal())
                    .isEqualTo(RangeRefusedException.Refusal.TOO_MANY_ROWS));
  }

  @Test
  void impossibleEntriesAreKeptAside() {
    commit(-1, List.of(batch(0, NOW, new Entry.Undecodable("kind 99"))));

    assertThat(store.quarantined()).isEqualTo(1);
    assertThat(store.checkpoint(0).offset()).isZero();
  }

  @Test
  void catalogueIsReadBackAsItWasTold() {
    var hours =
        List.of(
            new AdministrationFacts.OpeningHours(1, LocalTime.of(9, 0), Optional.empty()),
            new AdministrationFacts.OpeningHours(
                2, LocalTime.of(8, 30), Optional.of(LocalTime.NOON)));
    var places =
        List.of(
            new AdministrationFacts.Touchpoint("a-desk", Map.of("fr", "Guichet"), true),
            new AdministrationFacts.Touchpoint("b-desk", Map.of(), false));
    var told =
        new AdministrationFacts(
            "brussels",
            BRUSSELS,
            Map.of("fr", "Bruxelles", "nl", "Brussel"),
            List.of(
                new AdministrationFacts.Service("Z", Map.of("de", "Pass"), places, hours),
                new AdministrationFacts.Service("a", Map.of(), List.of(), List.of())));
    assertThat(store.catalogue()).isEmpty();

    commit(-1, List.of(batch(0, NOW, new Entry.CatalogueChanged(told))));

    assertThat(store.catalogue()).containsExactly(told);
  }

  @Test
  void catalogueIsKeptAsItsNewestEntryHasIt() throws SQLException {
    commit(-1, List.of(batch(0, NOW, shop("Winkel", "counter-1", LocalTime.of(17, 0)))));
    commit(0, List.of(batch(1, NOW, shop("Balie", "counter-2", LocalTime.MAX))));
    commit(1, List.of(batch(2, NOW, shop("Loket", "counter-2", LocalTime.of(12, 30)))));

    assertThat(texts("SELECT touchpoint FROM touchpoint")).containsExactly("counter-2");
    assertThat(texts("SELECT name FROM catalogue_name WHERE service = '' ORDER BY name"))
        .containsExactly("Loket");
    assertThat(texts("SELECT weekday || ' ' || opens || ' ' || closes FROM opening_hours"))
        .containsExactly("1 09:00:00 12:30:00");
    assertThat(texts("SELECT zone FROM administration")).containsExactly("Europe/Brussels");
    assertThat(store.known().zones()).containsExactly(Map.entry("brussels", BRUSSELS));
  }

  private static Entry shop(String name, String touchpoint, LocalTime closes) {
    AdministrationFacts.Service service =
        new AdministrationFacts.Service(
            "permits",
            Map.of("nl", "Vergunningen", "fr", "Permis"),
            List.of(new AdministrationFacts.Touchpoint(touchpoint, Map.of("nl", name), false)),
            List.of(
                new AdministrationFacts.OpeningHours(1, LocalTime.of(9, 0), Optional.of(closes))));
    return new Entry.CatalogueChanged(
        new AdministrationFacts("brussels", BRUSSELS, Map.of("nl", name), List.of(service)));
  }

  private List<String> texts(String sql) throws SQLException {
    try (Connection connection = store.pool().getConnection();
        PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet rows = statement.executeQuery()) {
      List<String> texts = new ArrayList<>();
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
      return texts;
    }
  }

  private void commitAll(List<Signal.Batch> batches) {
    for (int i = 0; i < batches.size(); i += 10) {
      List<Signal.Batch> some = batches.subList(i, Math.min(batches.size(), i + 10));
      assertThat(commit(some.getFirst().offset() - 1, some)).isTrue();
    }
    assertThat(store.quarantined()).isZero();
  }

  private boolean commit(long from, List<Signal.Batch> batches) {
    return store.commit(from, step(store.known(), batches), List.of());
  }

  private static FoldStore.Step step(Folded.Known known, List<Signal.Batch> batches) {
    Signal.Batch newest = batches.getLast();
    Folded folded = Fold.fold(known, batches);
    return new FoldStore.Step(
        newest.offset(),
        newest.appendedAt(),
        folded,
        new Change(0, newest.offset(), newest.appendedAt(), false, List.of(), folded.touched()));
  }

  private static Signal.Batch batch(long offset, Instant at, Entry... entries) {
    List<Signal.Logged> logged = new ArrayList<>();
    for (Entry entry : entries) {
      logged.add(new Signal.Logged(entry, () -> new byte[] {1}));
    }
    return new Signal.Batch(0, offset, at, logged);
  }

  private static Entry catalogue() {
    return new Entry.CatalogueChanged(
        new AdministrationFacts("brussels", BRUSSELS, Map.of(), List.of()));
  }

  private static RatingFacts rating(Instant at, int score) {
    return new RatingFacts(
        new Place("brussels", "permits", "counter-1", "KIOSK", "nl"),
        at,
        at.plusSeconds(1),
        false,
        false,
        List.of(new Answer("core", Metric.CSAT, OptionalInt.of(score))));
  }

  private static TallyQuery lastDays() {
    LocalDate today = NOW.atZone(BRUSSELS).toLocalDate();
    return TallyQuery.of(
        Windows.of(
            today.minusDays(6).atStartOfDay(BRUSSELS).toInstant(),
            today.plusDays(1).atStartOfDay(BRUSSELS).toInstant(),
            BRUSSELS,
            Every.ALL),
        Set.of());
  }

  private static SortedMap<Integer, Long> map(int partition, long offset) {
    TreeMap<Integer, Long> map = new TreeMap<>();
    map.put(partition, offset);
    return map;
  }
}
