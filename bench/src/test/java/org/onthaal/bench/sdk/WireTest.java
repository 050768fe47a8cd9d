package org.onthaal.bench.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WireTest {
  private static final int WAIT_MILLIS = 200;
  private static final int END_MILLIS_MAX = 10_000;

  private ServerSocket server;
  private Wire wire;

  @BeforeEach
  void connect() throws IOException {
    server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    wire = new Wire();
    wire.connect(server.getLocalPort());
  }

  @AfterEach
  void close() throws IOException {
    wire.close();
    server.close();
  }

  @Test
  void bytesAreCarriedBothWays() throws IOException {
    try (Socket near = new Socket(InetAddress.getLoopbackAddress(), wire.port());
        Socket far = server.accept()) {
      near.getOutputStream().write('a');
      far.getOutputStream().write('b');

      assertThat(far.getInputStream().read()).isEqualTo('a');
      assertThat(near.getInputStream().read()).isEqualTo('b');
    }
  }

  @Test
  void whatIsSwallowedNeverComesAndItsConnectionEnds() throws IOException {
    wire.swallow(true);
    try (Socket near = new Socket(InetAddress.getLoopbackAddress(), wire.port());
        Socket far = server.accept()) {
      near.getOutputStream().write('a');
      far.setSoTimeout(WAIT_MILLIS);
      assertThatThrownBy(() -> far.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);

      wire.swallow(false);

      assertThat(endsNow(far)).isTrue();
      assertThat(endsNow(near)).isTrue();
    }
  }

  @Test
  void aCutEndsEveryConnection() throws IOException {
    try (Socket near = new Socket(InetAddress.getLoopbackAddress(), wire.port());
        Socket far = server.accept()) {
      near.getOutputStream().write('a');
      assertThat(far.getInputStream().read()).isEqualTo('a');

      wire.cut();

      assertThat(endsNow(near)).isTrue();
    }
  }

  private static boolean endsNow(Socket socket) throws IOException {
    socket.setSoTimeout(END_MILLIS_MAX);
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (SocketException e) {
      return true; // reset
    }
  }
}
