package org.onthaal.sdk;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A way to a server whose first connection swallows everything and never says so; later ones are as
 * they should be.
 */
final class HalfDeadPort implements AutoCloseable {
  private final ServerSocket socket;
  private final int server;
  private final List<Socket> open = Collections.synchronizedList(new ArrayList<>());

  HalfDeadPort(int server) throws IOException {
    this.server = server;
    this.socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Pipe.start("accept", this::accept);
  }

  int port() {
    return socket.getLocalPort();
  }

  private void accept() throws IOException {
    open.add(socket.accept());
    while (true) {
      Socket caller = socket.accept();
      Socket to = new Socket(InetAddress.getLoopbackAddress(), server);
      open.add(caller);
      open.add(to);
      Pipe.join(caller, to);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
    for (Socket each : List.copyOf(open)) {
      each.close();
    }
  }
}
