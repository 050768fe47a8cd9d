package org.onthaal.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onthaal.aggregation.fold.FoldTransaction;
import org.onthaal.aggregation.measure.Metric;
import org.onthaal.aggregation.tail.Answer;
import org.onthaal.aggregation.tail.Entry;
import org.onthaal.aggregation.tail.Place;
import org.onthaal.aggregation.tail.RatingFacts;

/// More streams than learn in one transaction, all due in the same hour.
class ManyStreamsIT {
  private static final Instant MONDAY = Instant.parse("2026-01-05T09:30:00Z");
  private static final int STREAMS = 130;
  private static final int LEARNING_DAYS = 28;

  /// As many as one transaction may hold up the others for.
  private static final int LEARNERS_MAX = 50;

  private static final String RULE =
      "rules: [{name: d, kind: drop, baseline: {from: 2026-01-05, to: 2026-02-02}, by: [service]}]";

  @TempDir Path folder;
  private final List<Integer> learnt = Collections.synchronizedList(new ArrayList<>());

  @Test
  void allLearnInSeveralTransactionsAndEveryHourOfEachIsJudgedOnce() throws Exception {
    try (Timeline timeline = new Timeline(getClass(), folder, MONDAY)) {
      timeline.andThen((transaction, _) -> learnt.add(baselines(transaction)));
      timeline.start(RULE, "receivers: []\nroutes: []\n");
      for (int day = 0; day < LEARNING_DAYS; day++) {
        timeline.entries(ratings(timeline.now(), true)).later(Duration.ofDays(1));
      }
      timeline.entries(ratings(timeline.now(), false));

      timeline.later(Duration.ofHours(3).plusMinutes(3));
      for (int i = 0; i < 8; i++) {
        timeline.later(Duration.ofSeconds(6));
      }

      assertThat(learnt.getLast()).isEqualTo(STREAMS);
      for (int i = 1; i < learnt.size(); i++) {
        assertThat(learnt.get(i) - learnt.get(i - 1)).isBetween(0, LEARNERS_MAX);
      }
      assertThat(
              texts(
                  timeline,
                  "SELECT DISTINCT count(*) || ' ' || min(slot_start AT TIME ZONE 'UTC') FROM"
                      + " drop_slot GROUP BY stream"))
          .containsExactly("3 2026-02-02 09:00:00");
      assertThat(texts(timeline, "SELECT sum(c) FROM drop_slot, unnest(counts) AS c"))
          .containsExactly(Integer.toString(2 * STREAMS));
    }
  }

  private static int baselines(FoldTransaction transaction) {
    try (var statement = transaction.connection().createStatement();
        var rows = statement.executeQuery("SELECT count(*) FROM drop_baseline")) {
      rows.next();
      return rows.getInt(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Two answers of each stream.
  private static List<Entry> ratings(Instant at, boolean imported) {
    List<Entry> entries = new ArrayList<>();
    for (int stream = 0; stream < STREAMS; stream++) {
      Place place = new Place(Timeline.ADMINISTRATION, "service-" + stream, "desk", "KIOSK", "fr");
      for (int score : List.of(5, 2 + stream % 3)) {
        Answer answer = new Answer("core", Metric.CSAT, OptionalInt.of(score));
        entries.add(
            new Entry.Submitted(new RatingFacts(place, at, at, imported, false, List.of(answer))));
      }
    }
    return entries;
  }

  private static List<String> texts(Timeline timeline, String sql) {
    return timeline
        .database()
        .withHandle(handle -> handle.createQuery(sql).mapTo(String.class).list());
  }
}
