package org.onthaal.sdk.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.onthaal.sdk.DropReason;
import org.onthaal.sdk.Health;
import org.onthaal.sdk.Rating;
import org.onthaal.sdk.testing.FakeFeedback;

class FeedbackMetersTest {
  private static final Rating RATING = Rating.csat(4).at("parking-permit");

  private final FakeFeedback fake = FakeFeedback.create();
  private final MeterRegistry registry = new SimpleMeterRegistry();

  @AfterEach
  void close() {
    fake.comeBack();
    fake.close();
    registry.close();
  }

  @Test
  void everyReasonAndStateIsThereBeforeAnythingHappens() {
    new FeedbackMeters(fake.client()).bindTo(registry);

    for (DropReason reason : DropReason.values()) {
      assertThat(dropped(reason)).isZero();
    }
    assertThat(delivered()).isZero();
    assertThat(state(Health.State.DELIVERING)).isEqualTo(1);
    assertThat(state(Health.State.RETRYING)).isZero();
    assertThat(state(Health.State.BLOCKED)).isZero();
  }

  @Test
  void deliveredAndLostRatingsAreCounted() {
    new FeedbackMeters(fake.client()).bindTo(registry);

    fake.client().submit(RATING);
    fake.client().submit(RATING);
    fake.client().submit(Rating.csat(4)); // names no touchpoint
    assertThat(fake.ratings()).hasSize(2);

    assertThat(delivered()).isEqualTo(2);
    assertThat(dropped(DropReason.REJECTED)).isEqualTo(1);
    assertThat(dropped(DropReason.EXPIRED)).isZero();
  }

  @Test
  void whatWaitsIsShownWhileTheServerIsAway() {
    new FeedbackMeters(fake.client()).bindTo(registry);

    fake.goAway("maintenance");
    fake.client().submit(RATING);

    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> {
          assertThat(registry.get("onthaal.ratings.spooled").gauge().value()).isEqualTo(1);
          assertThat(registry.get("onthaal.ratings.queued").gauge().value()).isZero();
          assertThat(state(Health.State.RETRYING)).isEqualTo(1);
          assertThat(state(Health.State.DELIVERING)).isZero();
        });
  }

  @Test
  void tagsTellSeveralClientsApart() {
    try (FakeFeedback other = FakeFeedback.create()) {
      new FeedbackMeters(fake.client(), List.of(Tag.of("desk", "north"))).bindTo(registry);
      new FeedbackMeters(other.client(), List.of(Tag.of("desk", "south"))).bindTo(registry);
      other.client().submit(RATING);
      assertThat(other.ratings()).hasSize(1);

      assertThat(deliveredOf("north")).isZero();
      assertThat(deliveredOf("south")).isEqualTo(1);
    }
  }

  private double deliveredOf(String desk) {
    return registry.get("onthaal.ratings.delivered").tag("desk", desk).functionCounter().count();
  }

  private double delivered() {
    return registry.get("onthaal.ratings.delivered").functionCounter().count();
  }

  private double dropped(DropReason reason) {
    return registry
        .get("onthaal.ratings.dropped")
        .tag("reason", reason.name().toLowerCase(Locale.ROOT))
        .functionCounter()
        .count();
  }

  private double state(Health.State state) {
    return registry
        .get("onthaal.client.state")
        .tag("state", state.name().toLowerCase(Locale.ROOT))
        .gauge()
        .value();
  }
}
