package org.onthaal.aggregation.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.onthaal.aggregation.TestSchema;
import org.onthaal.aggregation.measure.Metric;
import org.onthaal.aggregation.tail.AdministrationFacts;
import org.onthaal.aggregation.tail.Answer;
import org.onthaal.aggregation.tail.Chosen;
import org.onthaal.aggregation.tail.Entry;
import org.onthaal.aggregation.tail.LogBrokenException;
import org.onthaal.aggregation.tail.LogSource;
import org.onthaal.aggregation.tail.Place;
import org.onthaal.aggregation.tail.RatingFacts;
import org.onthaal.aggregation.tail.RecountedCell;
import org.onthaal.aggregation.tail.Signal;
import org.onthaal.testkit.TestClock;

class VerificationIT {
  private static final Instant NOW = Instant.parse("2026-11-24T09:10:00Z");
  private static final ZoneId BRUSSELS = ZoneId.of("Europe/Brussels");

  private final List<Signal.Batch> log = new ArrayList<>();
  private PostgresTallyStore store;

  @BeforeEach
  void open() {
    DatabaseSettings settings =
        new DatabaseSettings(
            TestSchema.database(VerificationIT.class),
            "postgres",
            "",
            4,
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofSeconds(10));
    store = PostgresTallyStore.connect(settings, new TestClock(NOW));
    store.prepare(1);
    append(
        new Entry.CatalogueChanged(
            new AdministrationFacts("brussels", BRUSSELS, Map.of(), List.of())));
    append(new Entry.Submitted(rating(NOW.minusSeconds(60))));
    append(new Entry.Submitted(rating(NOW.minus(Duration.ofDays(40)))));
    append(new Entry.Erased(rating(NOW.minusSeconds(60))));
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void sidesAreComparedAtOnePositionWhicheverIsAhead() throws InterruptedException {
    for (int folded = 0; folded < log.size(); folded++) {
      foldUpTo(folded);
      for (int recounted = 0; recounted < log.size(); recounted++) {
        Verification.Result result = verification(recounted, log.size() - 1).run();

        assertThat(result.differences()).as("%d against %d", folded, recounted).isEmpty();
        assertThat(result.positions()).containsExactly("0:" + Math.max(folded, recounted));
      }
    }
  }

  @Test
  void logThatEndsBeforeTheTalliesIsSaidInsteadOfWaitedFor() {
    foldUpTo(3);

    assertThatThrownBy(() -> verification(1, 2).run())
        .isInstanceOf(LogBrokenException.class)
        .hasMessageContaining("partition 0")
        .hasMessageContaining("offset 3")
        .hasMessageContaining("ends at 2");
  }

  @Test
  void choicesAreComparedAndADifferenceIsTold() throws Exception {
    foldUpTo(3);
    assertThat(verification(3, 3).run().choiceDays()).isEqualTo(2);

    sql("UPDATE tally_choice_day SET n5 = n5 + 1 WHERE n5 = 1");

    Verification.Result result = verification(3, 3).run();
    assertThat(result.agrees()).isFalse();
    assertThat(result.differenceCount()).isEqualTo(2);
    assertThat(result.differences().getFirst()).contains("reason", "the ratings give");
  }

  @Test
  void choicesThatAreStillBeingCountedDoNotAgreeAndAreSaidToBe() throws Exception {
    foldUpTo(3);
    sql("UPDATE checkpoint SET choice_offset = 1", "DELETE FROM tally_choice_day");

    Verification.Result result = verification(3, 3).run();

    assertThat(result.agrees()).isFalse();
    assertThat(result.choiceDays()).isZero();
    assertThat(result.differences())
        .containsExactly("partition 0: choices are counted up to 1 of 3");
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

  private Verification verification(int recounted, int end) {
    return store.verification(new ShortLog(recounted, end));
  }

  private void append(Entry entry) {
    log.add(
        new Signal.Batch(0, log.size(), NOW, List.of(new Signal.Logged(entry, () -> new byte[0]))));
  }

  private void foldUpTo(int offset) {
    long from = store.checkpoint(0).offset();
    if (from < offset) {
      Folded folded = Fold.fold(store.known(), log.subList((int) from + 1, offset + 1));
      Change change = new Change(0, offset, NOW, false, List.of(), folded.touched());
      assertThat(store.commit(from, new FoldStore.Step(offset, NOW, folded, change), List.of()))
          .isTrue();
    }
  }

  private static RatingFacts rating(Instant at) {
    return new RatingFacts(
        new Place("brussels", "permits", "counter-1", "KIOSK", "nl"),
        at,
        at.plusSeconds(1),
        false,
        false,
        List.of(new Answer("core", Metric.CSAT, OptionalInt.of(5))),
        List.of(new Chosen("reason", List.of("staff"))));
  }

  /// The log up to an offset, and a recount at another.
  private final class ShortLog implements LogSource {
    private final int recounted;
    private final int end;

    ShortLog(int recounted, int end) {
      this.recounted = recounted;
      this.end = end;
    }

    @Override
    public List<Head> heads() {
      return List.of(new Head(0, end));
    }

    @Override
    public Tail tail(int partition, long afterOffset) {
      Iterator<Signal.Batch> batches = log.subList((int) afterOffset + 1, end + 1).iterator();
      return new Tail() {
        @Override
        public Optional<Signal> next(Duration wait) {
          return Optional.of(
              batches.hasNext() ? batches.next() : new Signal.CaughtUp(partition, end, NOW));
        }

        @Override
        public void close() {}
      };
    }

    /// Of the two ratings, those that are there at the offset.
    @Override
    public void recount(
        Instant minutesFrom, Consumer<List<Head>> heads, Consumer<RecountedCell> cells) {
      heads.accept(List.of(new Head(0, recounted)));
      Folded folded =
          Fold.fold(new Folded.Known(Map.of(), java.util.Set.of()), log.subList(0, recounted + 1));
      folded
          .deltas()
          .forEach((window, tally) ->
              cells.accept(
                  new RecountedCell(
                      window.cell().place(),
                      window.cell().question(),
                      window.cell().metric(),
                      window.cell().suspected(),
                      window.cell().imported(),
                      RecountedCell.Length.valueOf(window.length().name()),
                      window.start(),
                      tally,
                      Optional.empty())));
      folded
          .choices()
          .forEach((day, tally) ->
              cells.accept(
                  new RecountedCell(
                      day.cell().place(),
                      day.cell().question(),
                      day.cell().metric(),
                      day.cell().suspected(),
                      day.cell().imported(),
                      RecountedCell.Length.DAY,
                      day.day(),
                      tally,
                      Optional.of(day.cell().choice()))));
    }

    @Override
    public void close() {}
  }
}
