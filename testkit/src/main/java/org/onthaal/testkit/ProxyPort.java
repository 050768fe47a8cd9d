package org.onthaal.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A free port of this machine whose connections lead on to another port. What passes between the
 * two ends is the business of whoever listens. Safe for any thread.
 */
final class ProxyPort implements AutoCloseable {
  private final InetSocketAddress target;
  private final ServerSocket listener;
  private final Set<Pair> open = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean closed = new AtomicBoolean();

  /** Both ends of a connection through a proxy. */
  record Pair(Socket caller, Socket server, AtomicBoolean isReset) {
    // Both directions end here, each when the other does; the first one closes.
    private void reset() {
      if (isReset.getAndSet(true)) {
        return;
      }
      for (Socket socket : new Socket[] {caller, server}) {
        try {
          // One that was refused is closed already, and takes no options.
          if (!socket.isClosed()) {
            socket.setSoLinger(true, 0);
          }
          socket.close();
        } catch (IOException e) {
          throw new UncheckedIOException("a connection cannot be reset", e);
        }
      }
    }
  }

  private ProxyPort(InetSocketAddress target, ServerSocket listener) {
    this.target = target;
    this.listener = listener;
  }

  /** Takes a free port before another one of this machine. */
  static ProxyPort before(int port) {
    try {
      InetAddress here = InetAddress.getLoopbackAddress();
      return new ProxyPort(new InetSocketAddress(here, port), new ServerSocket(0, 200, here));
    } catch (IOException e) {
      throw new UncheckedIOException("no port to listen on", e);
    }
  }

  /**
   * Takes connections until this is closed.
   *
   * @param admits asked once for each; it is reset otherwise
   * @param connected gets what was connected, and must not block
   */
  void start(BooleanSupplier admits, Consumer<Pair> connected) {
    Thread.ofVirtual().name("proxy").start(() -> accept(admits, connected));
  }

  int port() {
    return listener.getLocalPort();
  }

  int targetPort() {
    return target.getPort();
  }

  /** Resets both ends. */
  void end(Pair pair) {
    open.remove(pair);
    pair.reset();
  }

  /** Resets every open connection. */
  void cut() {
    open.forEach(this::end);
  }

  @Override
  public void close() {
    closed.set(true);
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the listener cannot be closed", e);
    }
    cut();
  }

  private void accept(BooleanSupplier admits, Consumer<Pair> connected) {
    while (!closed.get()) {
      try {
        Pair pair = new Pair(listener.accept(), new Socket(), new AtomicBoolean());
        if (admits.getAsBoolean() && reaches(pair)) {
          connected.accept(pair);
        } else {
          pair.reset();
        }
      } catch (IOException e) {
        if (!closed.get()) {
          throw new UncheckedIOException("the proxy failed", e);
        }
      }
    }
  }

  /** Whether the server takes it; a caller without a proxy would have seen the same. */
  private boolean reaches(Pair pair) throws IOException {
    try {
      pair.server().connect(target);
    } catch (IOException e) {
      return false;
    }
    pair.caller().setTcpNoDelay(true);
    pair.server().setTcpNoDelay(true);
    open.add(pair);
    return true;
  }
}
