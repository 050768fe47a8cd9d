package org.onthaal.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.onthaal.testkit.FaultProxy.Weather;

class FaultProxyTest {
  private final AtomicInteger arrived = new AtomicInteger();
  private ServerSocket echo;
  private FaultProxy proxy;

  @BeforeEach
  void open() throws IOException {
    echo = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::answer);
    proxy = FaultProxy.before(echo.getLocalPort());
  }

  @AfterEach
  void close() throws IOException {
    proxy.close();
    echo.close();
  }

  @Test
  void calmWeatherPassesBothWays() throws IOException {
    try (Socket socket = connect()) {
      assertThat(say(socket, 7)).isEqualTo(7);
    }
    assertThat(proxy.accepted()).isEqualTo(1);
  }

  @Test
  void silenceTakesEverythingAndSaysNothing() throws IOException {
    try (Socket socket = connect()) {
      say(socket, 1);
      proxy.set(Weather.SILENT);

      assertThatThrownBy(() -> say(socket, 2)).isInstanceOf(SocketTimeoutException.class);
      assertThat(arrived).hasValue(1);

      proxy.set(Weather.CALM);
      assertThat(say(socket, 3)).isEqualTo(3);
    }
  }

  @Test
  void lostAnswerWasStillAsked() throws IOException {
    try (Socket socket = connect()) {
      proxy.set(Weather.DEAF);

      assertThatThrownBy(() -> say(socket, 2)).isInstanceOf(SocketTimeoutException.class);
      assertThat(arrived).hasValue(1);
    }
  }

  @Test
  void cutEndsOpenConnectionsAndShutRefusesNewOnes() throws IOException {
    try (Socket socket = connect()) {
      say(socket, 1);
      proxy.set(Weather.SHUT);
      proxy.cut();

      assertThatThrownBy(() -> say(socket, 2)).isInstanceOf(IOException.class);
    }
    assertThatThrownBy(
            () -> {
              try (Socket refused = connect()) {
                say(refused, 3);
              }
            })
        .isInstanceOfAny(SocketException.class, IOException.class);
    assertThat(arrived).hasValue(1);
  }

  @Test
  void truncationEndsAConnectionInTheMiddleOfAnAnswerAndOnlyThatOne() throws IOException {
    proxy.truncateAfter(2);

    try (Socket socket = connect()) {
      assertThat(say(socket, 1)).isEqualTo(1);
      assertThat(say(socket, 2)).isEqualTo(2);
      assertThatThrownBy(() -> say(socket, 3)).isInstanceOf(IOException.class);
    }
    assertThat(arrived).hasValue(3);

    try (Socket socket = connect()) {
      assertThat(say(socket, 4)).isEqualTo(4);
    }
  }

  @Test
  void serverThatIsAwayForAWhileIsFoundAgain() throws IOException {
    int port = echo.getLocalPort();
    echo.close();
    assertThatThrownBy(
            () -> {
              try (Socket refused = connect()) {
                say(refused, 1);
              }
            })
        .isInstanceOf(IOException.class);

    echo = new ServerSocket(port, 10, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::answer);

    try (Socket socket = connect()) {
      assertThat(say(socket, 2)).isEqualTo(2);
    }
  }

  @Test
  void slowWeatherKeepsTheOrder() throws IOException {
    proxy.set(Weather.slow(Duration.ofMillis(5)));

    try (Socket socket = connect()) {
      for (int i = 1; i <= 10; i++) {
        assertThat(say(socket, i)).isEqualTo(i);
      }
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    socket.setSoTimeout(300);
    return socket;
  }

  private static int say(Socket socket, int value) throws IOException {
    socket.getOutputStream().write(value);
    int answer = socket.getInputStream().read();
    if (answer < 0) {
      throw new IOException("closed");
    }
    return answer;
  }

  private void answer() {
    while (!echo.isClosed()) {
      try (Socket socket = echo.accept()) {
        for (int read = socket.getInputStream().read();
            read >= 0;
            read = socket.getInputStream().read()) {
          arrived.incrementAndGet();
          socket.getOutputStream().write(read);
        }
      } catch (IOException e) {
        if (!echo.isClosed() && !(e instanceof SocketException)) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }
}
