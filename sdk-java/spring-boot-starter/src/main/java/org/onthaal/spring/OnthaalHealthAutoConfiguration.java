package org.onthaal.spring;

import org.onthaal.sdk.FeedbackClient;
import org.springframework.boot.actuate.autoconfigure.health.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The client's health in Actuator, as {@code onthaal}. Its classes have one package in Spring Boot
 * 3 and another in Spring Boot 4: whichever is there decides.
 */
@AutoConfiguration(after = OnthaalAutoConfiguration.class)
@ConditionalOnSingleCandidate(FeedbackClient.class)
public final class OnthaalHealthAutoConfiguration {
  /** Made by Spring. */
  OnthaalHealthAutoConfiguration() {}

  /** For Spring Boot 3. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(HealthIndicator.class)
  static final class InActuator {
    @Bean
    @ConditionalOnEnabledHealthIndicator("onthaal")
    HealthIndicator onthaalHealthIndicator(FeedbackClient client) {
      return () -> {
        HealthReport report = HealthReport.of(client);
        return Health.status(report.status()).withDetails(report.details()).build();
      };
    }
  }

  /** For Spring Boot 4. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(org.springframework.boot.health.contributor.HealthIndicator.class)
  static final class InHealth {
    @Bean
    @org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator(
        "onthaal")
    org.springframework.boot.health.contributor.HealthIndicator onthaalHealthIndicator(
        FeedbackClient client) {
      return () -> {
        HealthReport report = HealthReport.of(client);
        return org.springframework.boot.health.contributor.Health.status(report.status())
            .withDetails(report.details())
            .build();
      };
    }
  }
}
