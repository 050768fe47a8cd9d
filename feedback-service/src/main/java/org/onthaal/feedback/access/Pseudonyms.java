package org.onthaal.feedback.access;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What an address is known by while abuse is watched for: 64 bits of an HMAC over its /24 or /56
/// prefix, under a random key that lives in memory only and for a day. Nothing leads back, and
/// nothing joins two days. Safe for any thread.
public final class Pseudonyms {
  private static final String ALGORITHM = "HmacSHA256";
  private static final long LIFE_NANOS = Duration.ofDays(1).toNanos();
  private static final int PREFIX_BYTES_V4 = 3;
  private static final int PREFIX_BYTES_V6 = 7;

  private final Supplier<byte[]> keys;
  private final LongSupplier nanoTime;
  private SecretKeySpec key;
  private long keyedAt;

  /// @param keys random bytes, new ones at every call
  public Pseudonyms(Supplier<byte[]> keys, LongSupplier nanoTime) {
    this.keys = keys;
    this.nanoTime = nanoTime;
    key = new SecretKeySpec(keys.get(), ALGORITHM);
    keyedAt = nanoTime.getAsLong();
  }

  /// The pseudonym of today.
  public long of(InetAddress address) {
    int bytes = address instanceof Inet4Address ? PREFIX_BYTES_V4 : PREFIX_BYTES_V6;
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(currentKey());
      return ByteBuffer.wrap(mac.doFinal(Arrays.copyOf(address.getAddress(), bytes))).getLong();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(ALGORITHM + " is part of every JDK", e);
    }
  }

  private synchronized SecretKeySpec currentKey() {
    long now = nanoTime.getAsLong();
    if (now - keyedAt >= LIFE_NANOS) {
      key = new SecretKeySpec(keys.get(), ALGORITHM);
      keyedAt = now;
    }
    return key;
  }
}
