package org.onthaal.aggregation.notify.send;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Says to which addresses a webhook may go, so that a routes file cannot reach into the network
/// that the service runs in.
///
/// https only, public addresses only. What it returns has been checked and must be connected to as
/// it is: a name may resolve to something else a moment later. Source: the IANA special-purpose
/// address registries for IPv4 and IPv6.
public final class AddressGuard {
  private static final List<AddressRange> LOOPBACK = ranges("127.0.0.0/8", "::1/128");

  private static final List<AddressRange> REFUSED_V4 =
      ranges(
          "0.0.0.0/8", // this network
          "10.0.0.0/8", // private
          "100.64.0.0/10", // carrier-grade NAT
          "127.0.0.0/8", // loopback
          "169.254.0.0/16", // link-local, among them the metadata services of clouds
          "172.16.0.0/12", // private
          "192.0.0.0/24", // protocol assignments
          "192.0.2.0/24", // documentation
          "192.88.99.0/24", // 6to4 relays
          "192.168.0.0/16", // private
          "198.18.0.0/15", // benchmarks
          "198.51.100.0/24", // documentation
          "203.0.113.0/24", // documentation
          "224.0.0.0/4", // multicast
          "240.0.0.0/4"); // reserved and broadcast

  /// Everything outside this is special: loopback, v4-mapped, NAT64, unique local, all of
  /// fe80::/10, multicast.
  private static final AddressRange GLOBAL_V6 = AddressRange.of("2000::/3");

  private static final List<AddressRange> REFUSED_V6 =
      ranges(
          "2001::/23", // protocol assignments, among them Teredo
          "2001:db8::/32", // documentation
          "2002::/16", // 6to4, which can carry a private IPv4 address
          "3fff::/20"); // documentation

  private final Names names;
  private final boolean allowsLoopback;
  private final List<AddressRange> allowed;

  /// Looks up names; the system's resolver, or a test's.
  @FunctionalInterface
  public interface Names {
    List<InetAddress> addresses(String host) throws UnknownHostException;

    static Names system() {
      return host -> Arrays.asList(InetAddress.getAllByName(host));
    }
  }

  /// Where a webhook may go.
  public sealed interface Checked {
    /// Connect to one of these, and to nothing else.
    record Allowed(List<InetAddress> addresses) implements Checked {}

    record Refused(String reason) implements Checked {}

    /// The name has no address at the moment.
    record Unresolved(String reason) implements Checked {}
  }

  /// Public addresses, and what is named here.
  ///
  /// @param allowsLoopback also http and https to this machine, for tests
  /// @param allowed ranges that are reached by https although they are not public
  public AddressGuard(Names names, boolean allowsLoopback, List<AddressRange> allowed) {
    this.names = names;
    this.allowsLoopback = allowsLoopback;
    this.allowed = List.copyOf(allowed);
  }

  public Checked check(URI url) {
    if (url.getHost() == null || url.getScheme() == null) {
      return new Checked.Refused(url + " names no host");
    }
    String host = url.getHost();
    String scheme = url.getScheme().toLowerCase(Locale.ROOT);
    List<InetAddress> addresses;
    try {
      addresses = names.addresses(host);
    } catch (UnknownHostException e) {
      return new Checked.Unresolved(host + " has no address");
    }
    List<InetAddress> good = new ArrayList<>();
    String reason = host + " has no address";
    for (InetAddress address : addresses) {
      if (isAllowed(scheme, host, address)) {
        good.add(address);
      } else {
        reason = reason(scheme, address);
      }
    }
    return good.isEmpty() ? new Checked.Refused(reason) : new Checked.Allowed(good);
  }

  /// What this guard lets through beside public https, in words.
  public String description() {
    List<String> parts = new ArrayList<>();
    if (allowsLoopback) {
      parts.add("http and https to this machine");
    }
    if (!allowed.isEmpty()) {
      parts.add("https to " + allowed);
    }
    return parts.isEmpty() ? "https to public addresses only" : "also " + String.join(", ", parts);
  }

  private boolean isAllowed(String scheme, String host, InetAddress address) {
    if (allowsLoopback && AddressRange.containing(LOOPBACK, address).isPresent()) {
      return true;
    }
    boolean isMapped = host.startsWith("[") && address instanceof Inet4Address;
    return scheme.equals("https")
        && !isMapped
        && (isPublic(address) || AddressRange.containing(allowed, address).isPresent());
  }

  private static boolean isPublic(InetAddress address) {
    return address instanceof Inet4Address
        ? AddressRange.containing(REFUSED_V4, address).isEmpty()
        : GLOBAL_V6.contains(address) && AddressRange.containing(REFUSED_V6, address).isEmpty();
  }

  private static String reason(String scheme, InetAddress address) {
    return scheme.equals("https")
        ? address.getHostAddress() + " is no public address"
        : "plain " + scheme + " is not allowed";
  }

  private static List<AddressRange> ranges(String... texts) {
    return Stream.of(texts).map(AddressRange::of).toList();
  }
}
