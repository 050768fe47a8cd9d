package org.onthaal.sdk.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.onthaal.sdk.Answer;
import org.onthaal.sdk.Channel;
import org.onthaal.sdk.DropReason;
import org.onthaal.sdk.Health;
import org.onthaal.sdk.Rating;
import org.onthaal.sdk.ScoreAnswer;
import org.onthaal.sdk.ScoreQuery;
import org.onthaal.sdk.Submission;

class FakeFeedbackTest {
  @Test
  void ratingsAreThoseThatWereSubmitted() {
    Rating rating =
        Rating.csat(4)
            .at("parking-permit")
            .through(Channel.PHONE)
            .in("nl")
            .comment("Vlot")
            .surveyVersion(3)
            .context("page", "/permit")
            .and(new Answer.Choices("wrong", List.of("waiting", "staff")))
            .and(new Answer.DontKnow("ease"));
    try (FakeFeedback fake = FakeFeedback.create()) {
      Submission submission = fake.client().submit(rating);

      Rating arrived = fake.ratings().get(0);
      assertThat(arrived)
          .isEqualTo(rating.id(submission.id()).ratedAt(arrived.ratedAt().orElseThrow()));
    }
  }

  @Test
  void lossesAreThoseThatTheServerWasTold() {
    try (FakeFeedback fake = FakeFeedback.create()) {
      fake.client().submit(Rating.csat(4)); // names no touchpoint

      Awaitility.await().until(() -> !fake.losses().isEmpty());
      assertThat(fake.losses()).isEqualTo(Map.of(DropReason.REJECTED, 1L));
    }
  }

  @Test
  void figuresAreWhatTheTestSays() {
    ScoreQuery query = ScoreQuery.between(LocalDate.of(2026, 11, 1), LocalDate.of(2026, 12, 1));
    Duration wait = Duration.ofSeconds(1);
    try (FakeFeedback fake = FakeFeedback.create()) {
      assertThat(fake.client().scores(query, wait))
          .isEqualTo(new ScoreAnswer.Found(List.of(), Instant.EPOCH));

      fake.answerScores(asked -> new ScoreAnswer.Unavailable(asked.from()));
      assertThat(fake.client().scores(query, wait))
          .isEqualTo(new ScoreAnswer.Unavailable("2026-11-01"));

      fake.goAway("maintenance");
      assertThat(fake.client().scores(query, wait))
          .isEqualTo(new ScoreAnswer.Unavailable("maintenance"));
    }
  }

  @Test
  void serverMayBeAwayForAWhile() {
    try (FakeFeedback fake = FakeFeedback.create()) {
      fake.goAway("maintenance");
      fake.client().submit(Rating.csat(4).at("parking-permit"));
      assertThat(fake.client().flush(Duration.ofMillis(50))).isFalse();
      assertThat(fake.client().health())
          .isEqualTo(new Health(Health.State.RETRYING, "maintenance"));

      fake.comeBack();

      assertThat(fake.ratings()).hasSize(1);
    }
  }

  @Test
  void refusedRatingsAreDropped() {
    try (FakeFeedback fake = FakeFeedback.create()) {
      fake.refuse(rating -> rating.comment().equals("bad"));
      fake.client().submit(Rating.csat(4).at("parking-permit").comment("bad"));
      fake.client().submit(Rating.csat(4).at("parking-permit"));

      assertThat(fake.ratings()).singleElement().extracting(Rating::comment).isEqualTo("");
      assertThat(fake.client().stats().dropped()).isEqualTo(Map.of(DropReason.REJECTED, 1L));
    }
  }

  @Test
  void whoWaitsForTheServerIsToldWhatItSaid() {
    Rating rating = Rating.csat(4).at("parking-permit");
    try (FakeFeedback fake = FakeFeedback.create()) {
      assertThat(fake.client().submitAndWait(rating, FakeFeedback.WAIT_MAX))
          .isInstanceOf(Submission.Delivered.class);
      fake.refuse(each -> true);
      assertThat(fake.client().submitAndWait(rating, FakeFeedback.WAIT_MAX))
          .isInstanceOf(Submission.Rejected.class);
      fake.goAway("");
      assertThat(fake.client().submitAndWait(rating, Duration.ofMillis(20)))
          .isInstanceOf(Submission.Queued.class);
    }
  }
}
