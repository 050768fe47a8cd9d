package org.onthaal.aggregation.notify.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.onthaal.aggregation.notify.send.AddressGuard.Checked;

class AddressGuardTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.8",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.7",
        "203.0.113.7",
        "224.0.0.1",
        "239.1.1.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:10.0.0.1",
        "::10.0.0.1",
        "64:ff9b::a00:1",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",
        "2001:db8::1",
        "2002:a00:1::",
        "3fff::1",
        "5f00::1",
        "fc00::1",
        "fd12:3456::1",
        "fe80::1",
        "fe8f::1",
        "febf::1",
        "fec0::1",
        "ff02::1",
        "ff0e::1"
      })
  void addressThatIsNotPublicIsRefused(String address) {
    InetAddress resolved = InetAddress.ofLiteral(address);

    assertThat(guard(resolved).check(URI.create("https://hooks.example.org/")))
        .isInstanceOf(Checked.Refused.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8.8.8.8",
        "100.63.255.255",
        "100.128.0.1",
        "172.15.0.1",
        "172.32.0.1",
        "192.0.1.1",
        "198.17.0.1",
        "223.255.255.255",
        "2606:4700::1111",
        "2a02:2c40::1"
      })
  void publicAddressIsAllowedByHttpsOnly(String address) {
    InetAddress resolved = InetAddress.ofLiteral(address);

    assertThat(guard(resolved).check(URI.create("https://hooks.example.org/")))
        .isEqualTo(new Checked.Allowed(List.of(resolved)));
    assertThat(guard(resolved).check(URI.create("http://hooks.example.org/")))
        .isInstanceOf(Checked.Refused.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://2130706433/",
        "https://0x7f000001/",
        "https://127.1/",
        "https://[::ffff:127.0.0.1]/",
        "https://[::ffff:8.8.8.8]/",
        "https://[fe80::1%25lo]/",
        "https://localhost/"
      })
  void writtenAddressGetsNoFurtherThanAName(String url) {
    AddressGuard guard = new AddressGuard(AddressGuard.Names.system(), false, List.of());

    assertThat(guard.check(URI.create(url))).isNotInstanceOf(Checked.Allowed.class);
  }

  @Test
  void onlyTheGoodAddressesOfANameAreKept() {
    InetAddress bad = InetAddress.ofLiteral("10.0.0.1");
    InetAddress good = InetAddress.ofLiteral("8.8.4.4");

    assertThat(guard(bad, good).check(URI.create("https://hooks.example.org/")))
        .isEqualTo(new Checked.Allowed(List.of(good)));
  }

  @Test
  void allowedRangeIsReachedByHttpsAndLoopbackByHttp() {
    InetAddress inside = InetAddress.ofLiteral("10.1.2.3");
    InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
    List<AddressRange> ranges = List.of(AddressRange.of("10.1.0.0/16"));
    AddressGuard guard = new AddressGuard(_ -> List.of(inside, loopback), true, ranges);

    assertThat(guard.check(URI.create("https://hooks.example.org/")))
        .isEqualTo(new Checked.Allowed(List.of(inside, loopback)));
    assertThat(guard.check(URI.create("http://hooks.example.org/")))
        .isEqualTo(new Checked.Allowed(List.of(loopback)));
    assertThat(guard.description()).contains("this machine", "10.1.0.0/16");
  }

  @Test
  void nameWithoutAddressIsTriedAgainLater() {
    AddressGuard guard =
        new AddressGuard(
            host -> {
              throw new UnknownHostException(host);
            },
            false,
            List.of());

    assertThat(guard.check(URI.create("https://hooks.example.org/")))
        .isInstanceOf(Checked.Unresolved.class);
  }

  private static AddressGuard guard(InetAddress... addresses) {
    return new AddressGuard(_ -> Stream.of(addresses).toList(), false, List.of());
  }
}
