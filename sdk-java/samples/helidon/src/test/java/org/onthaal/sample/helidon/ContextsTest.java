package org.onthaal.sample.helidon;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.junit.jupiter.api.Test;
import org.onthaal.sdk.DropReason;
import org.onthaal.sdk.FeedbackClient;
import org.onthaal.sdk.Rating;
import org.onthaal.sdk.Submission;

/** The producer of docs/integrate-java.md in a CDI container. */
class ContextsTest {
  private static final Rating RATING = Rating.csat(4).at("parking-permit");

  @Test
  void clientIsInjectedAndClosedWithTheContainer() {
    System.setProperty("onthaal.address", "http://localhost:1"); // nobody listens
    FeedbackClient feedback;
    try (SeContainer container =
        SeContainerInitializer.newInstance()
            .disableDiscovery()
            .addBeanClasses(FeedbackProducer.class, Desk.class)
            .initialize()) {
      Desk desk = container.select(Desk.class).get();
      feedback = desk.feedback;
      assertThat(container.select(FeedbackClient.class).get()).isSameAs(feedback);
      assertThat(feedback.submit(RATING).isAccepted()).isTrue();
    } finally {
      System.clearProperty("onthaal.address");
    }

    assertThat(feedback.submit(RATING))
        .isInstanceOfSatisfying(
            Submission.Rejected.class,
            rejected -> assertThat(rejected.reason()).isEqualTo(DropReason.CLOSED));
  }

  @Singleton
  static class Desk {
    private final FeedbackClient feedback;

    @Inject
    Desk(FeedbackClient feedback) {
      this.feedback = feedback;
    }
  }
}
