package org.onthaal.aggregation.notify.send;

import java.net.InetAddress;
import java.util.Optional;

/// A block of addresses, written `10.0.0.0/8`.
public record AddressRange(InetAddress network, int prefixBits) {
  public AddressRange {
    if (prefixBits < 0 || prefixBits > network.getAddress().length * 8) {
      throw new IllegalArgumentException(
          "prefix: " + prefixBits + " (expected: 0.." + network.getAddress().length * 8 + ")");
    }
  }

  /// Throws `IllegalArgumentException` for anything but an address, a slash and a prefix length.
  public static AddressRange of(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException(text + " (expected: a range such as 10.0.0.0/8)");
    }
    return new AddressRange(
        InetAddress.ofLiteral(text.substring(0, slash)),
        Integer.parseInt(text.substring(slash + 1)));
  }

  static Optional<AddressRange> containing(Iterable<AddressRange> ranges, InetAddress address) {
    for (AddressRange range : ranges) {
      if (range.contains(address)) {
        return Optional.of(range);
      }
    }
    return Optional.empty();
  }

  boolean contains(InetAddress address) {
    byte[] mine = network.getAddress();
    byte[] other = address.getAddress();
    if (mine.length != other.length) {
      return false;
    }
    for (int bit = 0; bit < prefixBits; bit++) {
      int mask = 0x80 >> (bit % 8);
      if ((mine[bit / 8] & mask) != (other[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return network.getHostAddress() + "/" + prefixBits;
  }
}
