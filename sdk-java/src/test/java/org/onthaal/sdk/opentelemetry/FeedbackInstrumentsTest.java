package org.onthaal.sdk.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.onthaal.sdk.Rating;
import org.onthaal.sdk.testing.FakeFeedback;

class FeedbackInstrumentsTest {
  private static final Rating RATING = Rating.csat(4).at("parking-permit");
  private static final AttributeKey<String> DESK = AttributeKey.stringKey("desk");

  private final FakeFeedback fake = FakeFeedback.create();
  private final InMemoryMetricReader reader = InMemoryMetricReader.create();
  private final OpenTelemetrySdk openTelemetry =
      OpenTelemetrySdk.builder()
          .setMeterProvider(SdkMeterProvider.builder().registerMetricReader(reader).build())
          .build();

  @AfterEach
  void close() {
    fake.close();
    openTelemetry.close();
  }

  @Test
  void figuresAreThoseOfTheClient() {
    try (FeedbackInstruments instruments =
        FeedbackInstruments.observe(fake.client(), openTelemetry)) {
      assertThat(instruments).isNotNull();
      fake.client().submit(RATING);
      fake.client().submit(Rating.csat(4)); // names no touchpoint
      assertThat(fake.ratings()).hasSize(1);

      assertThat(points())
          .containsEntry("onthaal.ratings.delivered {}", 1L)
          .containsEntry("onthaal.ratings.dropped {reason=\"rejected\"}", 1L)
          .containsEntry("onthaal.ratings.dropped {reason=\"queue_full\"}", 0L)
          .containsEntry("onthaal.ratings.spooled {}", 0L)
          .containsEntry("onthaal.client.state {state=\"delivering\"}", 1L)
          .containsEntry("onthaal.client.state {state=\"blocked\"}", 0L);
    }
  }

  @Test
  void closingEndsTheObservationAndNotTheClient() {
    FeedbackInstruments instruments = FeedbackInstruments.observe(fake.client(), openTelemetry);
    assertThat(points()).isNotEmpty();

    instruments.close();

    assertThat(points()).isEmpty();
    fake.client().submit(RATING);
    assertThat(fake.ratings()).hasSize(1);
  }

  @Test
  void attributesTellSeveralClientsApart() {
    try (FakeFeedback other = FakeFeedback.create();
        FeedbackInstruments north = observe(fake, "north");
        FeedbackInstruments south = observe(other, "south")) {
      assertThat(north).isNotSameAs(south);
      other.client().submit(RATING);
      assertThat(other.ratings()).hasSize(1);

      assertThat(points())
          .containsEntry("onthaal.ratings.delivered {desk=\"north\"}", 0L)
          .containsEntry("onthaal.ratings.delivered {desk=\"south\"}", 1L);
    }
  }

  private FeedbackInstruments observe(FakeFeedback of, String desk) {
    return FeedbackInstruments.observe(of.client(), openTelemetry, Attributes.of(DESK, desk));
  }

  private Map<String, Long> points() {
    return reader.collectAllMetrics().stream()
        .flatMap(FeedbackInstrumentsTest::points)
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static Stream<Map.Entry<String, Long>> points(MetricData metric) {
    return metric.getLongSumData().getPoints().stream()
        .map(point -> Map.entry(metric.getName() + " " + point.getAttributes(), point.getValue()));
  }
}
