package org.onthaal.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onthaal.sdk.DropReason;
import org.onthaal.sdk.FeedbackClient;
import org.onthaal.sdk.FeedbackListener;
import org.onthaal.sdk.Rating;
import org.onthaal.sdk.Receipt;
import org.onthaal.sdk.Submission;
import org.onthaal.sdk.micrometer.FeedbackMeters;
import org.onthaal.sdk.testing.FakeFeedback;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Runs once with each Spring Boot that the starter promises, see the pom. */
class OnthaalAutoConfigurationTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Rating RATING = Rating.csat(4).at("parking-permit");

  @TempDir private Path folder;
  private StoringDoor door;
  private ApplicationContextRunner runner;

  @BeforeEach
  void open() throws Exception {
    door = new StoringDoor();
    runner =
        new ApplicationContextRunner()
            .withConfiguration(
                AutoConfigurations.of(
                    OnthaalAutoConfiguration.class,
                    OnthaalMetersAutoConfiguration.class,
                    OnthaalHealthAutoConfiguration.class))
            .withPropertyValues("onthaal.address=" + door.address());
  }

  @AfterEach
  void close() {
    door.close();
  }

  @Test
  void ratingsArriveAtTheAddressByTheTouchpointOfTheProperties() {
    runner
        .withPropertyValues("onthaal.touchpoint=parking-permit")
        .run(context -> {
          Submission submission =
              context.getBean(FeedbackClient.class).submitAndWait(Rating.csat(5), PATIENCE);

          assertThat(submission).isInstanceOf(Submission.Delivered.class);
          assertThat(door.stored())
              .singleElement()
              .satisfies(stored -> assertThat(stored.getTouchpoint()).isEqualTo("parking-permit"));
        });
  }

  @Test
  void spoolOutlivesTheApplication() throws Exception {
    String spool = "onthaal.spool=" + folder.resolve("spool");
    String address = "onthaal.address=http://127.0.0.1:1"; // nobody listens
    runner
        .withPropertyValues(spool, address, "onthaal.close-timeout=100ms")
        .run(context ->
            assertThat(context.getBean(FeedbackClient.class).submitDurable(RATING))
                .isInstanceOf(Submission.Durable.class));
    assertThat(door.stored()).isEmpty();

    runner
        .withPropertyValues(spool)
        .run(context -> assertThat(context.getBean(FeedbackClient.class).flush(PATIENCE)).isTrue());

    assertThat(door.stored()).hasSize(1);
    assertThat(Files.isDirectory(folder.resolve("spool"))).isTrue();
  }

  @Test
  void clientIsClosedWithTheContextAndSendsWhatWaits() {
    List<FeedbackClient> kept = new ArrayList<>();
    runner.run(context -> {
      kept.add(context.getBean(FeedbackClient.class));
      kept.get(0).submit(RATING);
    });

    assertThat(door.stored()).hasSize(1);
    assertThat(kept.get(0).submit(RATING))
        .isInstanceOfSatisfying(
            Submission.Rejected.class,
            rejected -> assertThat(rejected.reason()).isEqualTo(DropReason.CLOSED));
  }

  @Test
  void everyListenerHearsAlsoWhenOneFails() {
    runner
        .withUserConfiguration(TwoListeners.class)
        .run(context -> {
          context.getBean(FeedbackClient.class).submitAndWait(RATING, PATIENCE);
          assertThat(context.getBean(FeedbackClient.class).flush(PATIENCE)).isTrue();
          assertThat(context.getBean(Heard.class).receipts).hasSize(1);
        });
  }

  @Test
  void clientOfTheApplicationIsTheOnlyOne() {
    runner
        .withUserConfiguration(FeedbackInTests.class)
        .withPropertyValues("onthaal.address=")
        .run(context -> {
          assertThat(context).hasNotFailed().hasSingleBean(FeedbackClient.class);
          context.getBean(FeedbackClient.class).submit(RATING);
          assertThat(context.getBean(FakeFeedback.class).ratings()).hasSize(1);
          assertThat(context).hasSingleBean(FeedbackMeters.class);
        });
  }

  @Test
  void disabledMeansThatThereIsNoClientAndNothingOfIt() {
    runner
        .withPropertyValues("onthaal.enabled=false")
        .run(context ->
            assertThat(context)
                .hasNotFailed()
                .doesNotHaveBean(FeedbackClient.class)
                .doesNotHaveBean(FeedbackMeters.class)
                .doesNotHaveBean("onthaalHealthIndicator"));
  }

  @Test
  void worksWithoutMicrometerAndActuator() {
    runner
        .withClassLoader(
            new FilteredClassLoader(
                "io.micrometer",
                "org.springframework.boot.actuate",
                "org.springframework.boot.health"))
        .run(context ->
            assertThat(context)
                .hasNotFailed()
                .hasSingleBean(FeedbackClient.class)
                .doesNotHaveBean("feedbackMeters")
                .doesNotHaveBean("onthaalHealthIndicator"));
  }

  @Test
  void healthIndicatorMayBeSwitchedOff() {
    runner.run(context -> assertThat(context).hasBean("onthaalHealthIndicator"));
    runner
        .withPropertyValues("management.health.onthaal.enabled=false")
        .run(context -> assertThat(context).doesNotHaveBean("onthaalHealthIndicator"));
  }

  @Test
  void allMistakesAreToldByTheNamesOfTheirProperties() {
    runner
        .withPropertyValues(
            "onthaal.address=localhost:9080",
            "onthaal.spool-bytes=1MB",
            "onthaal.queue-bytes=2GB",
            "onthaal.retries.max=1ms",
            "onthaal.proxy.host=proxy.example.org",
            "onthaal.certificate.chain=/absent.pem",
            "onthaal.trust=/absent.pem")
        .run(context ->
            assertThat(analysis(context).getDescription())
                .contains("onthaal.address: INVALID (expected: https://host:port")
                .contains("onthaal.spool-bytes: INVALID (expected: at least 16777216")
                .contains("onthaal.queue-bytes: INVALID (expected: less than 2GB")
                .contains("onthaal.retries.max: INVALID (expected: at least PT0.1S")
                .contains("onthaal.proxy: INVALID (expected: a host and a port)")
                .contains("onthaal.certificate.private-key: REQUIRED (expected: both files")
                .contains("onthaal.trust: INVALID (expected: a readable file"));
  }

  @Test
  void addressThatIsAbsentIsAskedFor() {
    runner
        .withPropertyValues("onthaal.address=")
        .run(context -> {
          assertThat(analysis(context).getDescription())
              .contains("onthaal.address: REQUIRED (expected: https://host:port");
          assertThat(analysis(context).getAction()).contains("onthaal.enabled=false");
        });
  }

  @Test
  void folderThatCannotBeUsedIsNamed() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    runner
        .withPropertyValues("onthaal.spool=" + file)
        .run(context ->
            assertThat(analysis(context).getDescription())
                .contains("onthaal.spool: INVALID (expected: a folder that can be written to"));
  }

  private static FailureAnalysis analysis(AssertableApplicationContext context) {
    assertThat(context).hasFailed();
    return Objects.requireNonNull(
        new InvalidPropertiesFailureAnalyzer().analyze(context.getStartupFailure()));
  }

  /** One fails, one notes. */
  @Configuration(proxyBeanMethods = false)
  static class TwoListeners {
    @Bean
    FeedbackListener failing() {
      return new FeedbackListener() {
        @Override
        public void delivered(Receipt receipt) {
          throw new IllegalStateException("as the test says");
        }
      };
    }

    @Bean
    Heard heard() {
      return new Heard();
    }
  }

  /** Notes receipts. */
  static final class Heard implements FeedbackListener {
    private final List<Receipt> receipts = new ArrayList<>();

    @Override
    public void delivered(Receipt receipt) {
      receipts.add(receipt);
    }
  }
}
