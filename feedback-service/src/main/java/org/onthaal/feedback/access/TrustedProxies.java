package org.onthaal.feedback.access;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The proxies whose word on a caller's address is taken.
public record TrustedProxies(List<Range> ranges) {
  /// Believes nobody.
  public static final TrustedProxies NONE = new TrustedProxies(List.of());

  /// Addresses that share their first bits.
  ///
  /// @param network its first address, as written
  public record Range(InetAddress network, int bits) {
    boolean contains(InetAddress address) {
      byte[] mine = network.getAddress();
      byte[] other = address.getAddress();
      if (mine.length != other.length) {
        return false;
      }
      int whole = bits / 8;
      int rest = bits % 8;
      return Arrays.equals(mine, 0, whole, other, 0, whole)
          && (rest == 0 || (mine[whole] ^ other[whole]) >> (8 - rest) == 0);
    }
  }

  public TrustedProxies {
    ranges = List.copyOf(ranges);
  }

  /// Reads a comma list of addresses and CIDR ranges; empty when one of them is neither.
  public static Optional<TrustedProxies> parse(String text) {
    List<Range> ranges = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      if (!part.isBlank()) {
        Optional<Range> range = range(part.strip());
        if (range.isEmpty()) {
          return Optional.empty();
        }
        ranges.add(range.get());
      }
    }
    return Optional.of(new TrustedProxies(ranges));
  }

  /// Whose call this is: the peer's, unless it is a trusted proxy; then the last address of the
  /// chain that no trusted proxy has. What stands before that one anybody may have written.
  ///
  /// @param forwardedFor values of `X-Forwarded-For`, in order
  public InetAddress caller(InetAddress peer, List<String> forwardedFor) {
    List<String> hops =
        forwardedFor.stream().flatMap(value -> Arrays.stream(value.split(",", -1))).toList();
    InetAddress caller = peer;
    for (String hop : hops.reversed()) {
      if (!contains(caller)) {
        return caller;
      }
      Optional<InetAddress> next = address(hop.strip());
      if (next.isEmpty()) {
        return caller;
      }
      caller = next.get();
    }
    return caller;
  }

  /// Whether an address is one of theirs.
  public boolean contains(InetAddress address) {
    return ranges.stream().anyMatch(range -> range.contains(address));
  }

  private static Optional<Range> range(String text) {
    int slash = text.indexOf('/');
    return address(slash < 0 ? text : text.substring(0, slash))
        .flatMap(network -> {
          int most = network.getAddress().length * 8;
          String bits = slash < 0 ? String.valueOf(most) : text.substring(slash + 1);
          return bits.matches("\\d{1,3}") && Integer.parseInt(bits) <= most
              ? Optional.of(new Range(network, Integer.parseInt(bits)))
              : Optional.empty();
        });
  }

  // A literal only: a name would be looked up.
  private static Optional<InetAddress> address(String text) {
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
