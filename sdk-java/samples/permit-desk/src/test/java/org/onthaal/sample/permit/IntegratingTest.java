package org.onthaal.sample.permit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onthaal.sdk.Channel;
import org.onthaal.sdk.FeedbackClient;
import org.onthaal.sdk.FeedbackOptions;
import org.onthaal.sdk.Rating;
import org.onthaal.sdk.Submission;
import org.onthaal.sdk.testing.FakeFeedback;

/** What docs/integrate-java.md shows does what it says. */
class IntegratingTest {
  @Test
  void ratingIsKeptWhetherOrNotAServerListens(@TempDir Path spool) {
    FeedbackClient feedback =
        FeedbackClient.connect(
            FeedbackOptions.builder("http://localhost:9080") // the gRPC door
                .spool(spool) // a folder on a local disk
                .build());
    Submission submission =
        feedback.submitDurable(
            Rating.csat(4).at("parking-permit").through(Channel.WEB).in("nl").comment("Vlot"));

    assertThat(submission.isDurable()).isTrue();
    feedback.close(Duration.ZERO);
  }

  @Test
  void serverInTheHandsOfATestGoesAndComesBack() {
    try (FakeFeedback fake = FakeFeedback.create()) {
      fake.client().submit(Rating.csat(4).at("parking-permit"));
      assertThat(fake.ratings()).hasSize(1);

      fake.goAway("maintenance");
      fake.client().submit(Rating.csat(2).at("parking-permit"));
      assertThat(fake.client().flush(Duration.ofMillis(50))).isFalse();
      fake.comeBack();
      assertThat(fake.ratings()).hasSize(2);
    }
  }
}
