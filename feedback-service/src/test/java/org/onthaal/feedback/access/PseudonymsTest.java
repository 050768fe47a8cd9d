package org.onthaal.feedback.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PseudonymsTest {
  private final AtomicLong nanos = new AtomicLong();
  private final Random random = new Random(3);
  private final Pseudonyms pseudonyms = new Pseudonyms(this::key, nanos::get);

  @Test
  void addressesOfOneNetworkAreOne() {
    assertThat(of("192.0.2.1")).isEqualTo(of("192.0.2.254")).isNotEqualTo(of("192.0.3.1"));
    assertThat(of("2001:db8:0:1200::1"))
        .isEqualTo(of("2001:db8:0:12ff:9::9"))
        .isNotEqualTo(of("2001:db8:0:1300::1"));
    assertThat(of("::ffff:192.0.2.7")).isEqualTo(of("192.0.2.1"));
  }

  @Test
  void nothingJoinsTwoDaysOrTwoProcesses() {
    long today = of("192.0.2.1");

    nanos.addAndGet(Duration.ofDays(1).toNanos() - 1);
    assertThat(of("192.0.2.1")).isEqualTo(today);
    nanos.addAndGet(1);

    assertThat(of("192.0.2.1")).isNotEqualTo(today);
    assertThat(new Pseudonyms(this::key, nanos::get).of(InetAddress.ofLiteral("192.0.2.1")))
        .isNotEqualTo(of("192.0.2.1"));
  }

  private long of(String address) {
    return pseudonyms.of(InetAddress.ofLiteral(address));
  }

  private byte[] key() {
    byte[] key = new byte[32];
    random.nextBytes(key);
    return key;
  }
}
