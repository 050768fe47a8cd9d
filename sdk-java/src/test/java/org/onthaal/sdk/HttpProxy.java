package org.onthaal.sdk;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** An HTTP proxy that knows CONNECT and nothing else. */
final class HttpProxy implements AutoCloseable {
  private final ServerSocket socket;
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private final List<Socket> open = Collections.synchronizedList(new ArrayList<>());

  HttpProxy() throws IOException {
    this.socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Pipe.start("proxy", this::accept);
  }

  int port() {
    return socket.getLocalPort();
  }

  /** The first line of each request. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  private void accept() throws IOException {
    while (true) {
      Socket caller = socket.accept();
      open.add(caller);
      String request = request(caller.getInputStream());
      asked.add(request.lines().findFirst().orElse(""));
      String[] target = request.split(" ", -1)[1].split(":", -1);
      Socket to = new Socket(target[0], Integer.parseInt(target[1]));
      open.add(to);
      caller
          .getOutputStream()
          .write("HTTP/1.1 200 Connected\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      Pipe.join(caller, to);
    }
  }

  private static String request(InputStream in) throws IOException {
    StringBuilder request = new StringBuilder();
    while (!request.toString().endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("the caller left");
      }
      request.append((char) next);
    }
    return request.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
    for (Socket each : List.copyOf(open)) {
      each.close();
    }
  }
}
