package org.onthaal.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.onthaal.sdk.FeedbackOptions;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** What an IDE knows of the properties is complete, and defaults are those of the SDK. */
class PropertiesMetadataTest {
  private static final Pattern PROPERTY =
      Pattern.compile("\\{\\s*\"name\": \"(onthaal\\.[a-z.-]+)\",\\s*\"type\"[^{}]*}");

  @Test
  void everyOptionOfTheSdkIsAProperty() throws IOException {
    TreeSet<String> names = new TreeSet<>();
    properties().forEach(each -> names.add(each.group(1).replace("onthaal.", "")));

    List<String> options =
        Arrays.stream(FeedbackOptions.Builder.class.getMethods())
            .filter(each -> each.getDeclaringClass() == FeedbackOptions.Builder.class)
            .map(each -> each.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT))
            .filter(name -> !List.of("build", "listener", "close-at-shutdown").contains(name))
            .toList();
    assertThat(options).hasSizeGreaterThan(10);
    for (String option : options) {
      assertThat(names).anyMatch(name -> name.equals(option) || name.startsWith(option + "."));
    }
    assertThat(names).contains("enabled", "address", "certificate.private-key");
  }

  @Test
  void everyPropertyIsExplained() throws IOException {
    assertThat(properties()).hasSizeGreaterThan(15);
    for (MatchResult each : properties()) {
      assertThat(each.group()).contains("\"description\": \"");
    }
  }

  @Test
  void defaultsAreThoseOfTheSdk() {
    OnthaalProperties bare =
        new Binder(new MapConfigurationPropertySource())
            .bindOrCreate("onthaal", OnthaalProperties.class);

    assertThat(bare.spoolBytes().toBytes()).isEqualTo(FeedbackOptions.DEFAULT_SPOOL_BYTES);
    assertThat(bare.queueBytes().toBytes()).isEqualTo(FeedbackOptions.DEFAULT_QUEUE_BYTES);
    assertThat(bare.keepFor()).isEqualTo(FeedbackOptions.DEFAULT_KEEP_FOR);
    assertThat(bare.batchSize()).isEqualTo(FeedbackOptions.DEFAULT_BATCH_SIZE);
    assertThat(bare.callTimeout()).isEqualTo(FeedbackOptions.DEFAULT_CALL_TIMEOUT);
    assertThat(bare.durableTimeout()).isEqualTo(FeedbackOptions.DEFAULT_DURABLE_TIMEOUT);
    assertThat(bare.closeTimeout()).isEqualTo(FeedbackOptions.DEFAULT_CLOSE_TIMEOUT);
    assertThat(bare.retries().first()).isEqualTo(FeedbackOptions.DEFAULT_RETRY_FIRST);
    assertThat(bare.retries().max()).isEqualTo(FeedbackOptions.DEFAULT_RETRY_MAX);
  }

  private static List<MatchResult> properties() throws IOException {
    try (InputStream found =
        PropertiesMetadataTest.class.getResourceAsStream(
            "/META-INF/spring-configuration-metadata.json")) {
      assertThat(found).isNotNull();
      String text = new String(found.readAllBytes(), StandardCharsets.UTF_8);
      String properties = text.substring(text.indexOf("\"properties\""));
      return PROPERTY.matcher(properties).results().toList();
    }
  }
}
