package org.onthaal.feedback.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.helidon.common.socket.SocketOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpConnectionsTest {
  private static final HttpConnections.Limits LIMITS =
      new HttpConnections.Limits(
          2, Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofSeconds(30));

  private final AtomicLong nanos = new AtomicLong();
  private final List<SocketChannel> opened = new ArrayList<>();
  private ServerSocketChannel listener;

  @BeforeEach
  void listen() throws IOException {
    listener = ServerSocketChannel.open();
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  @AfterEach
  void close() throws IOException {
    for (SocketChannel channel : opened) {
      channel.close();
    }
    listener.close();
  }

  @Test
  void smallAnswersAreNotHeldBack() throws IOException {
    SocketChannel accepted = accept();

    guarded(_ -> false).configureSocket(accepted);

    assertThat(accepted.getOption(StandardSocketOptions.TCP_NODELAY)).isTrue();
  }

  @Test
  void addressThatHasEnoughGetsNoneUntilOneLeaves() throws IOException {
    SocketOptions options = guarded(_ -> false);
    SocketChannel first = accept();
    options.configureSocket(first);
    options.configureSocket(accept());
    SocketChannel third = accept();

    assertThatThrownBy(() -> options.configureSocket(third)).isInstanceOf(RuntimeException.class);

    first.close();
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    options.configureSocket(third);
    SocketChannel fourth = accept();
    assertThatThrownBy(() -> options.configureSocket(fourth)).isInstanceOf(RuntimeException.class);
  }

  @Test
  void connectionAtWhoseDeadlineNothingCameMakesRoom() throws IOException {
    SocketOptions options = guarded(_ -> false);
    SocketChannel silent = accept();
    options.configureSocket(silent);
    options.configureSocket(accept());

    nanos.addAndGet(Duration.ofSeconds(10).toNanos() + 1);
    options.configureSocket(accept());

    assertThat(silent.isOpen()).isFalse();
  }

  @Test
  void thoseWhoSpeakForManyMayHaveMany() throws IOException {
    SocketOptions options = guarded(InetAddress::isLoopbackAddress);

    for (int i = 0; i < 10; i++) {
      options.configureSocket(accept());
    }

    assertThat(opened).hasSize(20).allMatch(SocketChannel::isOpen);
  }

  private SocketOptions guarded(Predicate<InetAddress> spared) {
    HttpConnections connections = new HttpConnections(LIMITS, spared, nanos::get);
    return connections.guarding(SocketOptions.builder().tcpNoDelay(true).build());
  }

  private SocketChannel accept() throws IOException {
    opened.add(SocketChannel.open(listener.getLocalAddress()));
    SocketChannel accepted = listener.accept();
    opened.add(accepted);
    return accepted;
  }
}
