package org.onthaal.spring;

import org.onthaal.sdk.FeedbackClient;
import org.onthaal.sdk.FeedbackListener;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * A client made of {@code onthaal.*}, unless the application has one of its own or says {@code
 * onthaal.enabled=false}. Every bean that is a {@link FeedbackListener} hears of its ratings.
 */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "onthaal.enabled", matchIfMissing = true)
@EnableConfigurationProperties(OnthaalProperties.class)
public final class OnthaalAutoConfiguration {
  /** Made by Spring. */
  OnthaalAutoConfiguration() {}

  /** Closed with the context, after the web server has answered its last request. */
  @Bean(destroyMethod = "close")
  @ConditionalOnMissingBean
  FeedbackClient feedbackClient(
      OnthaalProperties properties, ObjectProvider<FeedbackListener> listeners) {
    return properties.connect(new Listeners(listeners.orderedStream().toList()));
  }
}
