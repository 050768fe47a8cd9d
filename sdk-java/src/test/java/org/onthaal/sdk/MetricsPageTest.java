package org.onthaal.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.onthaal.sdk.jmx.FeedbackBean;
import org.onthaal.sdk.micrometer.FeedbackMeters;
import org.onthaal.sdk.opentelemetry.FeedbackInstruments;
import org.onthaal.sdk.testing.FakeFeedback;

/** The page of figures names what each hook registers, and nothing else. */
class MetricsPageTest {
  private static final Path PAGE = Path.of("..", "docs", "sdk-metrics.md");
  private static final Pattern ROW =
      Pattern.compile(
          "(?m)^\\| `(onthaal\\.[a-z_.]+)` \\| ([a-z ]+) \\| `?([a-z]*)`? ?\\| (.+) \\|$");
  private static final Pattern IN_PROMETHEUS = Pattern.compile("(?m)^\\| `(onthaal_\\w+)` \\|$");
  private static final Pattern ATTRIBUTE = Pattern.compile("(?m)^\\| `([A-Z]\\w+)` \\|");

  private final FakeFeedback fake = FakeFeedback.create();

  @AfterEach
  void close() {
    fake.close();
  }

  @Test
  void tableIsWhatMicrometerHas() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    new FeedbackMeters(fake.client()).bindTo(registry);

    assertThat(registry.getMeters()).extracting(MetricsPageTest::row).hasSameElementsAs(rows());
  }

  private static List<String> row(Meter meter) {
    return List.of(
        meter.getId().getName(),
        meter.getId().getType() == Meter.Type.COUNTER ? "counter" : "up and down",
        meter.getId().getTags().stream().map(Tag::getKey).findFirst().orElse(""),
        String.valueOf(meter.getId().getDescription()));
  }

  @Test
  void tableIsWhatOpenTelemetryHas() {
    InMemoryMetricReader reader = InMemoryMetricReader.create();
    try (OpenTelemetrySdk openTelemetry =
            OpenTelemetrySdk.builder()
                .setMeterProvider(SdkMeterProvider.builder().registerMetricReader(reader).build())
                .build();
        FeedbackInstruments instruments =
            FeedbackInstruments.observe(fake.client(), openTelemetry)) {
      assertThat(instruments).isNotNull();
      assertThat(reader.collectAllMetrics())
          .extracting(MetricsPageTest::row)
          .containsExactlyInAnyOrderElementsOf(rows());
    }
  }

  private static List<String> row(MetricData metric) {
    return List.of(
        metric.getName(),
        metric.getLongSumData().isMonotonic() ? "counter" : "up and down",
        metric.getLongSumData().getPoints().stream()
            .flatMap(point -> point.getAttributes().asMap().keySet().stream())
            .map(Object::toString)
            .findFirst()
            .orElse(""),
        metric.getDescription());
  }

  @Test
  void namesInPrometheusAreTheOnesOnThePage() {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new FeedbackMeters(fake.client()).bindTo(registry);

    assertThat(registry.scrape().lines())
        .filteredOn(line -> !line.startsWith("#"))
        .extracting(line -> line.replaceFirst("[{ ].*", ""))
        .hasSameElementsAs(found(IN_PROMETHEUS));
  }

  @Test
  void attributesAreThoseOfTheBean() throws JMException {
    try (FeedbackBean bean = FeedbackBean.register(fake.client(), "page")) {
      assertThat(bean).isNotNull();
      assertThat(
              ManagementFactory.getPlatformMBeanServer()
                  .getMBeanInfo(new ObjectName("org.onthaal.sdk:type=FeedbackClient,name=\"page\""))
                  .getAttributes())
          .extracting(MBeanAttributeInfo::getName)
          .containsExactlyInAnyOrderElementsOf(found(ATTRIBUTE));
    }
  }

  @Test
  void everyLabelIsNamed() {
    Stream.<Enum<?>>concat(Arrays.stream(DropReason.values()), Arrays.stream(Health.State.values()))
        .map(each -> "`" + each.name().toLowerCase(Locale.ROOT) + "`")
        .forEach(label -> assertThat(page()).contains(label));
  }

  private static List<List<String>> rows() {
    List<List<String>> rows =
        ROW.matcher(page())
            .results()
            .map(found -> List.of(found.group(1), found.group(2), found.group(3), found.group(4)))
            .toList();
    assertThat(rows).isNotEmpty();
    return rows;
  }

  private static Set<String> found(Pattern pattern) {
    Set<String> names = new TreeSet<>();
    pattern.matcher(page()).results().forEach(found -> names.add(found.group(1)));
    assertThat(names).isNotEmpty();
    return names;
  }

  private static String page() {
    try {
      return Files.readString(PAGE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
