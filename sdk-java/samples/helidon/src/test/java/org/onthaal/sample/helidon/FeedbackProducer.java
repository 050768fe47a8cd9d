package org.onthaal.sample.helidon;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.onthaal.sdk.FeedbackClient;
import org.onthaal.sdk.FeedbackOptions;

/** As docs/integrate-java.md shows it. */
@ApplicationScoped
class FeedbackProducer {
  @Produces
  @Singleton // FeedbackClient is final, so that it takes no proxy
  FeedbackClient open() {
    return FeedbackClient.connect(
        FeedbackOptions.builder(System.getProperty("onthaal.address"))
            .closeAtShutdown(false) // the container closes it
            .build());
  }

  void close(@Disposes FeedbackClient feedback) {
    feedback.close();
  }
}
