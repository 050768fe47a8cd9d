package org.onthaal.feedback.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IntakeRatesTest {
  private static final InetAddress LIBRARY = InetAddress.ofLiteral("192.0.2.7");
  private static final InetAddress ELSEWHERE = InetAddress.ofLiteral("198.51.100.7");

  // Four at once for a network, two for a touchpoint; time stands still.
  private final IntakeRates rates =
      new IntakeRates(
          new IntakeRates.Limits(new Rate(1, 4), new Rate(1, 2), new Rate(1, 1), 10),
          new Pseudonyms(() -> new byte[32], () -> 0),
          () -> 0);

  @Test
  void ratingsThatATouchpointRefusesCostNeitherTheNetworkNorTheOtherTouchpoints() {
    take(ELSEWHERE, Map.of("desk", 2));

    Duration refused = take(LIBRARY, Map.of("counter", 2, "desk", 1));

    assertThat(refused).isPositive();
    assertThat(take(LIBRARY, Map.of("counter", 2))).isZero();
    assertThat(take(LIBRARY, Map.of("lobby", 2))).isZero();
  }

  @Test
  void networkThatIsRefusedCostsTheTouchpointNothing() {
    take(LIBRARY, Map.of("a", 2));
    take(LIBRARY, Map.of("b", 2));

    Duration refused = take(LIBRARY, Map.of("desk", 1));

    assertThat(refused).isPositive();
    assertThat(take(ELSEWHERE, Map.of("desk", 2))).isZero();
  }

  private Duration take(InetAddress caller, Map<String, Integer> ratings) {
    int count = ratings.values().stream().mapToInt(Integer::intValue).sum();
    return rates.take(caller, ratings, count);
  }
}
