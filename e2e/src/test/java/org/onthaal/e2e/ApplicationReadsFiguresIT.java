package org.onthaal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onthaal.sdk.FeedbackClient;
import org.onthaal.sdk.FeedbackOptions;
import org.onthaal.sdk.Metric;
import org.onthaal.sdk.Rating;
import org.onthaal.sdk.ScoreAnswer;
import org.onthaal.sdk.ScoreQuery;
import org.onthaal.sdk.ScoreQuery.Dimension;
import org.onthaal.sdk.ScoreRow;
import org.onthaal.sdk.Submission;

/// An application of an administration gives ratings and shows figures, through the SDK alone.
class ApplicationReadsFiguresIT {
  private static final Duration WAIT = Duration.ofSeconds(30);
  private static final String TOUCHPOINT = "senne-population-online";

  @TempDir Path folder;

  @Test
  void figuresAreOfTheRatingsThatWereGiven() {
    try (Installation installation = Installation.start(folder.resolve("data"));
        FeedbackClient client =
            FeedbackClient.connect(
                FeedbackOptions.builder(installation.feedbackGrpc().toString())
                    .scores(installation.aggregationGrpc().toString())
                    .build())) {
      for (int score : List.of(5, 5, 4, 2)) {
        assertThat(client.submitAndWait(Rating.csat(score).at(TOUCHPOINT).in("nl"), WAIT))
            .isInstanceOf(Submission.Delivered.class);
      }
      Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS);
      ScoreQuery query =
          ScoreQuery.between(hour.minus(1, ChronoUnit.HOURS), hour.plus(2, ChronoUnit.HOURS))
              .of(TOUCHPOINT)
              .by(Dimension.LANGUAGE);

      List<ScoreRow> rows =
          Awaitility.await().until(() -> rows(client, query), each -> n(each) == 4);

      assertThat(rows).singleElement().satisfies(ApplicationReadsFiguresIT::isAsGiven);
      ScoreQuery wrong = ScoreQuery.between(hour, hour).only(Dimension.CHANNEL, "WEB");
      assertThat(client.scores(wrong, WAIT))
          .isInstanceOfSatisfying(
              ScoreAnswer.Refused.class, refused -> assertThat(refused.violations()).isNotEmpty());
    }
  }

  private static void isAsGiven(ScoreRow row) {
    assertThat(row.group()).containsOnlyKeys(Dimension.LANGUAGE).containsValue("nl");
    assertThat(row.metric()).isEqualTo(Metric.CSAT);
    assertThat(row.counts()).containsExactly(0L, 1L, 0L, 1L, 2L);
    assertThat(row.csat().orElseThrow().value()).isEqualTo(75);
    // Wilson's interval of 3 out of 4.
    assertThat(row.csat().orElseThrow().interval().orElseThrow().low()).isBetween(30.06, 30.07);
  }

  private static List<ScoreRow> rows(FeedbackClient client, ScoreQuery query) {
    return client.scores(query, WAIT) instanceof ScoreAnswer.Found(var rows, _) ? rows : List.of();
  }

  private static long n(List<ScoreRow> rows) {
    return rows.stream().mapToLong(ScoreRow::n).sum();
  }
}
