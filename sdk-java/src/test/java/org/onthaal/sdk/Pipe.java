package org.onthaal.sdk;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/** Threads that end when a socket does. */
final class Pipe {
  private Pipe() {}

  /** Something that ends by a closed socket. */
  interface Work {
    void run() throws IOException;
  }

  /** Passes everything on, in both directions. */
  static void join(Socket one, Socket other) {
    start("there", () -> pass(one, other));
    start("back", () -> pass(other, one));
  }

  static void start(String name, Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                // One of the ends is closed, and this way with it.
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
  }

  private static void pass(Socket from, Socket to) throws IOException {
    InputStream in = from.getInputStream();
    OutputStream out = to.getOutputStream();
    byte[] chunk = new byte[8_192];
    for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
      out.write(chunk, 0, read);
      out.flush();
    }
  }
}
