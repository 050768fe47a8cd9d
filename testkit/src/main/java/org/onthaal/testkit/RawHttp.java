package org.onthaal.testkit;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Sends requests that no client library would, and reads what comes back. */
public final class RawHttp {
  // Milliseconds. A hang limit: the longest documented wait is five seconds.
  private static final int ANSWER_MAX = 30_000;

  private RawHttp() {}

  /** One request on a connection of its own; of a live answer only the head is read. */
  public static ApiContract.Exchange exchange(int port, RandomRequests.Request request)
      throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(ANSWER_MAX);
      StringBuilder head = new StringBuilder();
      head.append(request.method()).append(' ').append(request.target()).append(" HTTP/1.1\r\n");
      head.append("Host: localhost\r\nConnection: close\r\n");
      request.headers().forEach((name, value) -> head.append(name + ": " + value.strip() + "\r\n"));
      head.append("Content-Length: " + request.body().length() + "\r\n\r\n");
      send(socket, head + request.body());
      return answer(request, new DataInputStream(socket.getInputStream()));
    } catch (IOException e) {
      throw new IOException("no answer to " + request, e);
    }
  }

  // A server may refuse a body before it has come, and close (RFC 9112, 9.3): the answer is there
  // all the same, and reading it fails where it is not.
  private static void send(Socket socket, String text) {
    try {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      System.err.println("a request was not taken whole: " + e.getMessage());
    }
  }

  private static ApiContract.Exchange answer(RandomRequests.Request request, DataInputStream in)
      throws IOException {
    int status = Integer.parseInt(line(in).split(" ", 3)[1]);
    Map<String, String> headers = new HashMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.putIfAbsent(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    byte[] body =
        headers.getOrDefault("content-type", "").startsWith("text/event-stream")
            ? new byte[0]
            : body(headers, in);
    return new ApiContract.Exchange(
        request.method(),
        request.target(),
        status,
        headers,
        new String(body, StandardCharsets.UTF_8));
  }

  private static byte[] body(Map<String, String> headers, DataInputStream in) throws IOException {
    if (!headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
      byte[] body = new byte[Integer.parseInt(headers.getOrDefault("content-length", "0"))];
      in.readFully(body);
      return body;
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int size = chunk(in); size > 0; size = chunk(in)) {
      byte[] part = new byte[size];
      in.readFully(part);
      body.write(part);
      line(in);
    }
    return body.toByteArray();
  }

  private static int chunk(DataInputStream in) throws IOException {
    return Integer.parseInt(line(in).replaceFirst(";.*", ""), 16);
  }

  private static String line(DataInputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.readUnsignedByte(); next != '\n'; next = in.readUnsignedByte()) {
      line.append((char) next);
    }
    return line.toString().stripTrailing();
  }
}
