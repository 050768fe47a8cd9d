package org.onthaal.bench.sdk;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The network between a sender and its server: carries bytes, swallows them, or breaks.
final class Wire implements AutoCloseable {
  private static final int BUFFER_BYTES = 65_536;

  private final ServerSocket door;
  private final Set<Link> links = ConcurrentHashMap.newKeySet();
  private volatile boolean swallowing;
  private volatile int target;

  Wire() throws IOException {
    door = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
  }

  /// Starts to carry.
  void connect(int serverPort) {
    target = serverPort;
    Thread.ofVirtual().name("wire").start(this::accept);
  }

  int port() {
    return door.getLocalPort();
  }

  /// From now on bytes disappear, or no longer do. A connection that lost bytes never works again.
  void swallow(boolean on) {
    swallowing = on;
    if (!on) {
      links.stream().filter(link -> link.broken).forEach(Link::close);
    }
  }

  /// Breaks all connections.
  void cut() {
    links.forEach(Link::close);
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Link link = new Link(door.accept());
        if (!link.open()) {
          link.close();
        }
      } catch (IOException e) {
        if (!door.isClosed()) {
          System.err.println("the wire takes no connection: " + e);
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
    cut();
  }

  /// One connection, both ways.
  private final class Link {
    private final Socket near;
    private final Socket far = new Socket();
    private volatile boolean broken;

    Link(Socket near) {
      this.near = near;
    }

    /// False where it was cut before it was open.
    boolean open() throws IOException {
      broken = swallowing;
      links.add(this);
      try {
        far.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
        near.setTcpNoDelay(true);
        far.setTcpNoDelay(true);
      } catch (IOException e) {
        if (near.isClosed()) {
          return false;
        }
        throw e;
      }
      Thread.ofVirtual().start(() -> carry(near, far));
      Thread.ofVirtual().start(() -> carry(far, near));
      return true;
    }

    /// Until one end closes, or the wire is cut; a closed socket is how that is noticed.
    private void carry(Socket from, Socket to) {
      byte[] buffer = new byte[BUFFER_BYTES];
      try {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          broken |= swallowing;
          if (!broken) {
            out.write(buffer, 0, n);
            out.flush();
          }
        }
      } catch (IOException e) {
        broken = true;
      } finally {
        close();
      }
    }

    void close() {
      links.remove(this);
      closeQuietly(near);
      closeQuietly(far);
    }

    private static void closeQuietly(Socket socket) {
      try {
        socket.close();
      } catch (IOException e) {
        System.err.println("a connection could not be closed: " + e);
      }
    }
  }
}
