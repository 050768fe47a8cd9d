package org.onthaal.feedback.store.burst;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CountedPressesTest {
  private static final Instant START = Instant.parse("2026-11-27T12:00:00Z");
  private static final BurstLimits LIMITS = new BurstLimits(3, Duration.ofMinutes(10));

  @Test
  void fourthOfAWindowIsTooManyAndTheNextWindowCountsAgain() {
    CountedPresses presses = new CountedPresses(LIMITS, List.of());

    assertThat(presses.add(at(0))).isTrue();
    assertThat(presses.add(at(60))).isTrue();
    assertThat(presses.add(at(120))).isTrue();
    assertThat(presses.add(at(599))).isFalse();
    assertThat(presses.add(at(600))).isTrue();
    assertThat(presses.add(at(601))).isFalse();
  }

  @Test
  void pressBetweenThoseThatCountIsHeldAgainstBothSides() {
    CountedPresses presses = new CountedPresses(LIMITS, List.of(at(900), at(0), at(901)));

    assertThat(presses.add(at(450))).isTrue();
    assertThat(presses.add(at(451))).isFalse();
    assertThat(presses.add(at(449))).isFalse();
    assertThat(presses.add(at(-300))).isTrue();
  }

  @Test
  void pressesOfOneInstantAreSeveral() {
    CountedPresses presses = new CountedPresses(LIMITS, List.of(at(0), at(0)));

    assertThat(presses.add(at(0))).isTrue();
    assertThat(presses.add(at(0))).isFalse();
  }

  @Test
  void noWindowHasMoreInWhateverOrderTheyCome() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      List<Instant> offered = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        offered.add(at(random.nextInt(3_600)));
      }
      Collections.shuffle(offered, random);
      CountedPresses presses = new CountedPresses(LIMITS, List.of());
      List<Instant> counted = new ArrayList<>(offered.stream().filter(presses::add).toList());

      Collections.sort(counted);

      for (int i = 3; i < counted.size(); i++) {
        assertThat(Duration.between(counted.get(i - 3), counted.get(i)))
            .as("seed %d", seed)
            .isGreaterThanOrEqualTo(LIMITS.window());
      }
      assertThat(counted).as("seed %d", seed).hasSizeGreaterThan(9);
    }
  }

  private static Instant at(int seconds) {
    return START.plusSeconds(seconds);
  }
}
