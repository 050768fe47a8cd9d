package org.onthaal.feedback.access;

import io.helidon.common.socket.SocketOptions;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1ConnectionListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/// The open connections of an HTTP door. The server itself limits only how long one read may take,
/// so that a byte now and then keeps a connection for ever; here each part of a request has a
/// deadline, and each address has only so many connections. Safe for any thread.
public final class HttpConnections implements Http1ConnectionListener, AutoCloseable {
  // One network of a provider's customer.
  private static final int PREFIX_BYTES_V6 = 8;
  // How late a deadline may be noticed, as a part of the shortest one.
  private static final int LOOKS_PER_DEADLINE = 8;
  private static final Duration LOOK_MIN = Duration.ofMillis(20);
  private static final Duration LOOK_MAX = Duration.ofSeconds(1);
  private static final long NEVER = Long.MAX_VALUE;

  private final Limits limits;
  private final Predicate<InetAddress> spared;
  private final LongSupplier nanoTime;
  private final long start;
  private final Map<SocketAddress, Open> open = new ConcurrentHashMap<>();
  private final Map<String, Integer> perAddress = new HashMap<>();
  private final LongAdder refused = new LongAdder();
  private final LongAdder cut = new LongAdder();
  private final CountDownLatch closed = new CountDownLatch(1);
  private long lookedAt;

  /// How many, and for how long.
  ///
  /// @param addressMax connections of one IPv4 address or IPv6 /64 network
  /// @param headerMax from the connection, or from the request line, to the end of the headers
  /// @param bodyMax from there to the end of the body
  /// @param idleMax from an answer to the next request line
  public record Limits(int addressMax, Duration headerMax, Duration bodyMax, Duration idleMax) {}

  /// One of them.
  public final class Open {
    private final SocketChannel channel;
    private final String address;
    private volatile long until;

    private Open(SocketChannel channel, String address) {
      this.channel = channel;
      this.address = address;
      within(limits.headerMax());
    }

    /// The whole request is here; answering has other limits.
    public void arrived() {
      until = NEVER;
    }

    /// The answer is given.
    public void answered() {
      within(limits.idleMax());
    }

    private void within(Duration most) {
      until = now() + most.toNanos();
    }
  }

  private static final class TooManyException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /// @param spared addresses that may have any number, as they speak for many
  public HttpConnections(Limits limits, Predicate<InetAddress> spared, LongSupplier nanoTime) {
    this.limits = limits;
    this.spared = spared;
    this.nanoTime = nanoTime;
    start = nanoTime.getAsLong();
  }

  /// Looks for missed deadlines until this is closed.
  public void watch() {
    Thread.ofPlatform().daemon().name("http-deadlines").start(this::run);
  }

  /// Options that let a connection in, or refuse it by an exception, upon which the server closes
  /// it.
  public SocketOptions guarding(SocketOptions options) {
    return new Guard(options);
  }

  /// The connection of a peer.
  public Optional<Open> of(SocketAddress peer) {
    return Optional.ofNullable(open.get(peer));
  }

  /// Open connections, counted at the last look.
  public int count() {
    return open.size();
  }

  /// Connections refused because their address had enough.
  public long refused() {
    return refused.sum();
  }

  /// Connections cut at a deadline.
  public long cut() {
    return cut.sum();
  }

  @Override
  public void prologue(ConnectionContext connection, HttpPrologue prologue) {
    of(connection.remotePeer().address()).ifPresent(known -> known.within(limits.headerMax()));
  }

  @Override
  public void headers(ConnectionContext connection, Headers headers) {
    of(connection.remotePeer().address())
        .ifPresent(known -> {
          if (headers.contains(HeaderNames.CONTENT_LENGTH)
              || headers.contains(HeaderNames.TRANSFER_ENCODING)) {
            known.within(limits.bodyMax());
          } else {
            known.arrived();
          }
        });
  }

  @Override
  public void close() {
    closed.countDown();
  }

  private void admit(SocketChannel channel) {
    try {
      if (channel.getRemoteAddress() instanceof InetSocketAddress peer) {
        admit(channel, peer);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the caller left at once", e);
    }
  }

  private synchronized void admit(SocketChannel channel, InetSocketAddress peer) {
    String address = key(peer.getAddress());
    if (!spared.test(peer.getAddress()) && isFull(address)) {
      // Some of them may have gone since the last look.
      if (now() - lookedAt > LOOK_MIN.toNanos()) {
        look();
      }
      if (isFull(address)) {
        refused.increment();
        throw new TooManyException();
      }
    }
    perAddress.merge(address, 1, Integer::sum);
    Open before = open.put(peer, new Open(channel, address));
    if (before != null) {
      forget(before);
    }
  }

  private boolean isFull(String address) {
    return perAddress.getOrDefault(address, 0) >= limits.addressMax();
  }

  private void run() {
    Duration shortest =
        limits.headerMax().compareTo(limits.idleMax()) < 0 ? limits.headerMax() : limits.idleMax();
    long nanos =
        Math.clamp(shortest.toNanos() / LOOKS_PER_DEADLINE, LOOK_MIN.toNanos(), LOOK_MAX.toNanos());
    try {
      while (!closed.await(nanos, TimeUnit.NANOSECONDS)) {
        look();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void look() {
    long now = now();
    lookedAt = now;
    open.values()
        .removeIf(known -> {
          boolean isLate = known.until < now;
          if (isLate && known.channel.isOpen()) {
            cut.increment();
            cut(known.channel);
          }
          boolean isGone = !known.channel.isOpen();
          if (isGone) {
            forget(known);
          }
          return isGone;
        });
  }

  private void forget(Open known) {
    perAddress.computeIfPresent(known.address, (_, count) -> count > 1 ? count - 1 : null);
  }

  private static void cut(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException _) {
      // It is closed all the same.
    }
  }

  private long now() {
    return nanoTime.getAsLong() - start;
  }

  private static String key(InetAddress address) {
    byte[] bytes = address.getAddress();
    return HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, PREFIX_BYTES_V6));
  }

  private final class Guard implements SocketOptions {
    private final SocketOptions options;

    Guard(SocketOptions options) {
      this.options = options;
    }

    @Override
    public void configureSocket(SocketChannel channel) {
      admit(channel);
      options.configureSocket(channel);
    }

    @Override
    public Map<SocketOption<?>, Object> socketOptions() {
      return options.socketOptions();
    }

    @Override
    public Duration connectTimeout() {
      return options.connectTimeout();
    }

    @Override
    public Duration readTimeout() {
      return options.readTimeout();
    }

    @Override
    public Optional<Integer> socketReceiveBufferSize() {
      return options.socketReceiveBufferSize();
    }

    @Override
    public Optional<Integer> socketSendBufferSize() {
      return options.socketSendBufferSize();
    }

    @Override
    public boolean socketReuseAddress() {
      return options.socketReuseAddress();
    }

    @Override
    public boolean socketKeepAlive() {
      return options.socketKeepAlive();
    }

    @Override
    public boolean tcpNoDelay() {
      return options.tcpNoDelay();
    }
  }
}
