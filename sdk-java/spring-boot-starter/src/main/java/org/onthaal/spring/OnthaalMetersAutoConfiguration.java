package org.onthaal.spring;

import io.micrometer.core.instrument.binder.MeterBinder;
import org.onthaal.sdk.FeedbackClient;
import org.onthaal.sdk.micrometer.FeedbackMeters;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;

/** The client's figures in every registry of an application that has Micrometer. */
@AutoConfiguration(after = OnthaalAutoConfiguration.class)
@ConditionalOnClass(MeterBinder.class)
@ConditionalOnSingleCandidate(FeedbackClient.class)
public final class OnthaalMetersAutoConfiguration {
  /** Made by Spring. */
  OnthaalMetersAutoConfiguration() {}

  /** Bound by Spring Boot to whichever registries there are. */
  @Bean
  @ConditionalOnMissingBean
  FeedbackMeters feedbackMeters(FeedbackClient client) {
    return new FeedbackMeters(client);
  }
}
