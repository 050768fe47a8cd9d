package org.onthaal.aggregation.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.onthaal.aggregation.TestSchema;
import org.onthaal.aggregation.fold.choice.ChoiceCatchUp;
import org.onthaal.aggregation.fold.choice.ChoiceDay;
import org.onthaal.aggregation.fold.choice.ChoiceQuery;
import org.onthaal.aggregation.fold.choice.ChosenKey;
import org.onthaal.aggregation.fold.choice.PostgresChoiceReader;
import org.onthaal.aggregation.measure.Dimension;
import org.onthaal.aggregation.measure.Tally;
import org.onthaal.aggregation.tail.LogSource;
import org.onthaal.aggregation.tail.RatingFacts;
import org.onthaal.aggregation.tail.Reconnect;
import org.onthaal.aggregation.tail.RecountedCell;
import org.onthaal.aggregation.tail.Signal;
import org.onthaal.testkit.TestClock;

/// What is kept of choices, in a real database.
class ChoiceStoreIT {
  private static final ZoneId BRUSSELS = ZoneId.of("Europe/Brussels");
  private static final Instant FROM = Instant.parse("2026-02-20T00:00:00Z");
  private static final Duration SPAN = Duration.ofDays(50);
  private static final LocalDate FIRST = LocalDate.parse("2026-02-25");
  private static final LocalDate END = LocalDate.parse("2026-04-06");

  private PostgresTallyStore store;

  @BeforeEach
  void open() {
    DatabaseSettings settings =
        new DatabaseSettings(
            TestSchema.database(ChoiceStoreIT.class),
            "postgres",
            "",
            6,
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofSeconds(10));
    store = PostgresTallyStore.connect(settings, new TestClock(FROM.plus(SPAN)));
    store.prepare(1);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void keptChoicesAreThoseOfTheRatingsThatAreLeft() {
    RandomRatings ratings = new RandomRatings(52, FROM, SPAN, 2_000);
    commitAll(ratings.cut(52, 60), 10);

    assertThat(ChosenByHand.named(kept()))
        .isEqualTo(ChosenByHand.count(ratings.left, _ -> true))
        .isNotEmpty();
    assertThat(store.behind()).isEmpty();
  }

  @Test
  void sumsOfDaysAreThoseOfTheRatingsThatAreLeft() {
    RandomRatings ratings = new RandomRatings(53, FROM, SPAN, 2_000);
    commitAll(ratings.cut(53, 60), 10);
    Map<Dimension, Set<String>> brussels = Map.of(Dimension.ADMINISTRATION, Set.of("brussels"));

    assertThat(summed(brussels)).isEqualTo(handSummed(ratings.left, _ -> true)).isNotEmpty();
    assertThat(
            summed(
                Map.of(
                    Dimension.ADMINISTRATION, Set.of("brussels", "nobody"),
                    Dimension.CHANNEL, Set.of("WEB"),
                    Dimension.LANGUAGE, Set.of("", "fr"),
                    Dimension.SERVICE, Set.of("permits"),
                    Dimension.TOUCHPOINT, Set.of("counter-1"))))
        .isEqualTo(
            handSummed(
                ratings.left,
                rating ->
                    rating.place().channel().equals("WEB")
                        && !rating.place().language().equals("nl")
                        && rating.place().service().equals("permits")
                        && rating.place().touchpoint().equals("counter-1")))
        .isNotEmpty();
    assertThat(
            summed(
                Map.of(
                    Dimension.ADMINISTRATION, Set.of("brussels"),
                    Dimension.QUESTION, Set.of("wishes"))))
        .isNotEmpty()
        .allSatisfy((key, _) -> assertThat(key).startsWith("wishes "));
  }

  @Test
  void daysOfAnotherZoneAreRefusedByName() {
    commitAll(new RandomRatings(54, FROM, SPAN, 300).cut(54, 60), 10);

    assertThatThrownBy(() -> summed(Map.of()))
        .isInstanceOfSatisfying(
            RangeRefusedException.class,
            refused -> {
              assertThat(refused.refusal())
                  .isEqualTo(RangeRefusedException.Refusal.ZONE_OF_ANOTHER);
              assertThat(refused).hasMessageContaining("Pacific/Auckland");
            });
  }

  /// As an upgrade finds it: everything is folded, and a release that knew no choices left them
  /// out.
  @Test
  void choicesOfBeforeAnUpgradeAreCountedInAnyStepsWhileTheFoldGoesOn() throws SQLException {
    for (long seed = 60; seed < 66; seed++) {
      forgetEverything();
      RandomRatings ratings = new RandomRatings(seed, FROM, SPAN, 600);
      List<Signal.Batch> log = ratings.cut(seed, 6);
      Random random = new Random(seed);
      int folded = log.size() / 2;
      commitAll(log.subList(0, folded), 10);
      forgetChoices();
      assertThat(store.behind()).containsExactly(new ChoiceCatchUp.Behind(0, -1, folded - 1));

      int counted = 0;
      while (counted < log.size()) {
        if (folded < log.size() && random.nextBoolean()) {
          int end = Math.min(log.size(), folded + 1 + random.nextInt(9));
          boolean inStep = counted == folded;
          commitAll(log.subList(folded, end), 100);
          folded = end;
          counted = inStep ? end : counted;
        } else if (counted < folded) {
          int end = Math.min(folded, counted + 1 + random.nextInt(20));
          assertThat(store.count(0, counted - 1, log.subList(counted, end))).isTrue();
          assertThat(store.count(0, counted - 1, log.subList(counted, end)))
              .as("the same again")
              .isFalse();
          counted = end;
        }
      }

      assertThat(ChosenByHand.named(kept()))
          .as("seed %d", seed)
          .isEqualTo(ChosenByHand.count(ratings.left, _ -> true));
      assertThat(store.behind()).isEmpty();
    }
  }

  @Test
  void choicesAreNeverCountedAheadOfTheFold() {
    List<Signal.Batch> log = new RandomRatings(67, FROM, SPAN, 100).cut(67, 10);
    commitAll(log.subList(0, 3), 10);

    assertThat(store.count(0, 2, log.subList(3, 5))).isFalse();

    commitAll(log.subList(3, log.size()), 10);
    assertThat(store.behind()).isEmpty();
  }

  @Test
  void whatIsMissingIsReadFromTheLogByItself() throws Exception {
    RandomRatings ratings = new RandomRatings(68, FROM, SPAN, 800);
    List<Signal.Batch> log = ratings.cut(68, 10);
    commitAll(log, 10);
    forgetChoices();
    CountDownLatch stop = new CountDownLatch(1);
    Thread thread =
        Thread.ofVirtual()
            .start(
                new ChoiceCatchUp(
                    new KeptLog(log),
                    store,
                    50,
                    Duration.ofMillis(20),
                    new Reconnect(Duration.ofMillis(10), Duration.ofMillis(50), new Random(1)),
                    stop));

    await("the choices").until(() -> store.behind().isEmpty());
    stop.countDown();
    thread.join();

    assertThat(ChosenByHand.named(kept())).isEqualTo(ChosenByHand.count(ratings.left, _ -> true));
  }

  private Map<ChoiceDay, Tally> kept() {
    return store.transactions().snapshot(connection -> new PostgresChoiceReader(connection).all());
  }

  /// Lines `question choice metric` with the tally.
  private SortedMap<String, String> summed(Map<Dimension, Set<String>> filters) {
    SortedMap<ChosenKey, Tally> sums =
        store.snapshot(reader ->
            reader
                .choices(new ChoiceQuery(FIRST.toEpochDay(), END.toEpochDay(), BRUSSELS, filters))
                .sums());
    SortedMap<String, String> lines = new TreeMap<>();
    sums.forEach((key, tally) ->
        lines.put(
            key.question()
                + " "
                + (key.choice().isEmpty() ? "*" : key.choice())
                + " "
                + key.metric(),
            tally.toString()));
    return lines;
  }

  private static SortedMap<String, String> handSummed(
      List<RatingFacts> ratings, Predicate<RatingFacts> wanted) {
    Map<String, Long> counts =
        ChosenByHand.count(
            ratings,
            wanted.and(rating -> {
              LocalDate day = rating.ratedAt().atZone(BRUSSELS).toLocalDate();
              return rating.place().administration().equals("brussels")
                  && !rating.suspected()
                  && !day.isBefore(FIRST)
                  && day.isBefore(END);
            }));
    SortedMap<String, Tally> tallies = new TreeMap<>();
    counts.forEach((line, count) -> {
      // From behind: score, imported, suspected, metric, choice, question.
      List<String> words = List.of(line.split(" ")).reversed();
      long[] scores = new long[Tally.SCORE_MAX + 1];
      boolean known = !words.get(0).equals("unknown");
      if (known) {
        scores[Integer.parseInt(words.get(0))] = count;
      }
      tallies.merge(
          words.get(5) + " " + words.get(4) + " " + words.get(3),
          Tally.of(scores, known ? 0 : count),
          Tally::plus);
    });
    SortedMap<String, String> lines = new TreeMap<>();
    tallies.forEach((key, tally) -> lines.put(key, tally.toString()));
    return lines;
  }

  private void forgetChoices() throws SQLException {
    sql("TRUNCATE tally_choice_day", "UPDATE checkpoint SET choice_offset = -1");
  }

  private void forgetEverything() throws SQLException {
    sql(
        "TRUNCATE tally_choice_day, tally_minute, tally_hour, tally_day, tally_day_channel",
        "UPDATE checkpoint SET choice_offset = -1, log_offset = -1");
  }

  private void sql(String... statements) throws SQLException {
    try (Connection connection = store.pool().getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
      connection.commit();
    }
  }

  private void commitAll(List<Signal.Batch> batches, int atOnce) {
    for (int i = 0; i < batches.size(); i += atOnce) {
      List<Signal.Batch> some = batches.subList(i, Math.min(batches.size(), i + atOnce));
      Signal.Batch newest = some.getLast();
      Folded folded = Fold.fold(store.known(), some);
      Change change =
          new Change(0, newest.offset(), newest.appendedAt(), false, List.of(), folded.touched());
      assertThat(
              store.commit(
                  some.getFirst().offset() - 1,
                  new FoldStore.Step(newest.offset(), newest.appendedAt(), folded, change),
                  List.of()))
          .isTrue();
    }
    assertThat(store.quarantined()).isZero();
  }

  /// A log that has all of it.
  private record KeptLog(List<Signal.Batch> batches) implements LogSource {
    @Override
    public List<Head> heads() {
      return List.of(new Head(0, batches.size() - 1L));
    }

    @Override
    public Tail tail(int partition, long afterOffset) {
      Iterator<Signal.Batch> rest =
          new ArrayList<>(batches.subList((int) afterOffset + 1, batches.size())).iterator();
      return new Tail() {
        @Override
        public Optional<Signal> next(Duration wait) {
          return rest.hasNext() ? Optional.of(rest.next()) : Optional.empty();
        }

        @Override
        public void close() {}
      };
    }

    @Override
    public void recount(
        Instant minutesFrom, Consumer<List<Head>> heads, Consumer<RecountedCell> cells) {
      throw new AssertionError("nobody asked for a recount");
    }

    @Override
    public void close() {}
  }
}
