package org.onthaal.spring;

import org.onthaal.sdk.FeedbackClient;
import org.onthaal.sdk.testing.FakeFeedback;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** As docs/integrate-java.md shows it. */
@TestConfiguration(proxyBeanMethods = false)
class FeedbackInTests {
  @Bean
  FakeFeedback fakeFeedback() {
    return FakeFeedback.create();
  }

  @Bean
  FeedbackClient feedbackClient(FakeFeedback fake) {
    return fake.client();
  }
}
