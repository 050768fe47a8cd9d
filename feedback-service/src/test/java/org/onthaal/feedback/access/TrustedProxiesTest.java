package org.onthaal.feedback.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {
  private final TrustedProxies proxies =
      TrustedProxies.parse("10.0.0.0/8, 192.0.2.129/25,::1, 2001:db8::/33").orElseThrow();

  @ParameterizedTest(name = "{0} saying {1}")
  @CsvSource(
      delimiter = ';',
      value = {
        // A stranger's word is not taken.
        "198.51.100.1; 203.0.113.9; 198.51.100.1",
        // Nor what somebody wrote before the last address that is not a proxy's.
        "10.1.1.1; 203.0.113.9; 203.0.113.9",
        "10.1.1.1; 192.0.2.1, 203.0.113.9; 203.0.113.9",
        "10.1.1.1; 203.0.113.9, 10.2.2.2; 203.0.113.9",
        "10.1.1.1; 127.0.0.1, 203.0.113.9, 10.2.2.2,192.0.2.200; 203.0.113.9",
        // A proxy that names none, or none that can be read, speaks for itself.
        "10.1.1.1; ''; 10.1.1.1",
        "10.1.1.1; 203.0.113.9, unknown; 10.1.1.1",
        "10.1.1.1; localhost; 10.1.1.1",
        "10.1.1.1; 10.3.3.3; 10.3.3.3",
        "::1; 2001:db8:8000::1; 2001:db8:8000::1",
        "::1; 203.0.113.9, 2001:db8:7fff::1; 203.0.113.9"
      })
  void callerIsTheLastAddressThatNoTrustedProxyHas(String peer, String header, String caller) {
    assertThat(proxies.caller(InetAddress.ofLiteral(peer), List.of(header)))
        .isEqualTo(InetAddress.ofLiteral(caller));
  }

  @Test
  void headersCountInTheirOrder() {
    assertThat(
            proxies.caller(
                InetAddress.ofLiteral("10.1.1.1"), List.of("192.0.2.1", "203.0.113.9, 10.2.2.2")))
        .isEqualTo(InetAddress.ofLiteral("203.0.113.9"));
  }

  @Test
  void nobodyIsTrustedUnlessNamed() {
    assertThat(TrustedProxies.parse("")).contains(TrustedProxies.NONE);
    assertThat(TrustedProxies.NONE.contains(InetAddress.ofLiteral("127.0.0.1"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"proxy.example", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "::/129"})
  void whatIsNoRangeIsRefused(String text) {
    assertThat(TrustedProxies.parse("10.0.0.0/8," + text)).isEmpty();
  }
}
