package org.onthaal.aggregation.canary;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.onthaal.aggregation.drop.DropDetector;
import org.onthaal.aggregation.drop.DropState;
import org.onthaal.aggregation.drop.FixedTarget;
import org.onthaal.aggregation.drop.Points;
import org.onthaal.aggregation.drop.Seen;
import org.onthaal.aggregation.drop.Slot;
import org.onthaal.aggregation.measure.Metric;
import org.onthaal.aggregation.measure.Tally;
import org.onthaal.aggregation.rule.Rule;
import org.onthaal.aggregation.tail.FeedbackDoor;

class CanaryScriptTest {
  private static final Instant DUE = Instant.parse("2026-11-24T02:00:00Z");
  private static final double SLOT_DAYS = 1 / 1440.0;

  @ParameterizedTest
  @ValueSource(ints = {CanarySettings.RATINGS_MIN, 200, CanarySettings.RATINGS_MAX})
  void oneNightIsEnoughToFireAndTheNextStandsAlone(int ratings) {
    CanaryScript script = script(ratings);
    DropDetector detector = detector(script.rule());

    DropDetector.Step night = next(detector, DropState.start(), tally(script.ratings(DUE)));
    DropDetector.Step after = next(detector, night.state(), Tally.EMPTY);
    DropDetector.Step nextNight = next(detector, after.state(), tally(script.ratings(DUE)));

    assertThat(night.seen()).isInstanceOf(Seen.Fired.class);
    assertThat(after.seen()).isInstanceOf(Seen.Inactive.class);
    assertThat(nextNight.seen()).isInstanceOf(Seen.Fired.class);
  }

  @Test
  void halfANightAndItsRestAreANight() {
    CanaryScript script = script(200);
    DropDetector detector = detector(script.rule());
    List<CanaryScript.Rating> ratings = script.ratings(DUE);

    DropDetector.Step first = next(detector, DropState.start(), tally(ratings.subList(0, 60)));
    DropDetector.Step rest = next(detector, first.state(), tally(ratings.subList(60, 200)));

    assertThat(first.seen()).isNotInstanceOf(Seen.Fired.class);
    assertThat(rest.seen()).isInstanceOf(Seen.Fired.class);
  }

  @Test
  void atItsTargetTheStreamIsQuiet() {
    CanaryScript script = script(200);
    Tally usual = Tally.of(Metric.CSAT, 20, 0, 0, 0, 180);

    DropDetector.Step step = next(detector(script.rule()), DropState.start(), usual);

    assertThat(step.seen()).isInstanceOf(Seen.Inactive.class);
  }

  @Test
  void idsAreThoseOfTheNight() {
    List<CanaryScript.Rating> ratings = script(1_000).ratings(DUE);
    List<UUID> ids = ratings.stream().map(CanaryScript.Rating::id).toList();

    assertThat(script(1_000).ratings(DUE)).isEqualTo(ratings);
    assertThat(new HashSet<>(ids)).hasSize(1_000);
    assertThat(ids)
        .allSatisfy(id -> {
          assertThat(id.version()).isEqualTo(7);
          assertThat(id.variant()).isEqualTo(2);
          assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(DUE.toEpochMilli());
        });
    assertThat(script(1_000).ratings(DUE.plusMillis(1)).stream().map(CanaryScript.Rating::id))
        .doesNotContainAnyElementsOf(ids);
  }

  @Test
  void isDueByTheClockOfItsZoneAlsoWhenThatIsPutForward() {
    CanarySettings settings = settings(200, LocalTime.of(2, 30));

    assertThat(settings.due(Instant.parse("2026-03-28T01:29:59Z")))
        .isEqualTo(Instant.parse("2026-03-27T01:30:00Z"));
    assertThat(settings.due(Instant.parse("2026-03-28T01:30:00Z")))
        .isEqualTo(Instant.parse("2026-03-28T01:30:00Z"));
    // There is no half past two on that Sunday: it is half past three.
    assertThat(settings.due(Instant.parse("2026-03-29T12:00:00Z")))
        .isEqualTo(Instant.parse("2026-03-29T01:30:00Z"));
    assertThat(settings.before(Instant.parse("2026-03-30T00:30:00Z"), 2))
        .isEqualTo(Instant.parse("2026-03-28T01:30:00Z"));
  }

  private static CanaryScript script(int ratings) {
    return new CanaryScript(settings(ratings, LocalTime.of(3, 0)));
  }

  private static CanarySettings settings(int ratings, LocalTime at) {
    return new CanarySettings(
        new FeedbackDoor("127.0.0.1:1", ""),
        "onthaal-canary",
        at,
        ZoneId.of("Europe/Brussels"),
        Duration.ofMinutes(15),
        ratings,
        Duration.ofMinutes(1));
  }

  private static DropDetector detector(Rule.Drop rule) {
    return new DropDetector(rule.evidenceDays(), rule.recovers());
  }

  private static DropDetector.Step next(DropDetector detector, DropState state, Tally tally) {
    return detector.next(
        state, new Slot(DUE, SLOT_DAYS, tally), new FixedTarget(Points.SATISFIED, 0.9).at(DUE));
  }

  private static Tally tally(List<CanaryScript.Rating> ratings) {
    long low = ratings.stream().filter(rating -> rating.score() == 1).count();
    long high = ratings.stream().filter(rating -> rating.score() == 5).count();
    assertThat(low + high).isEqualTo(ratings.size());
    return Tally.of(Metric.CSAT, low, 0, 0, 0, high);
  }
}
