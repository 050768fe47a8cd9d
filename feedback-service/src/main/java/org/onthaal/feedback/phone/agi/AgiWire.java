package org.onthaal.feedback.phone.agi;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.LongSupplier;

/// Lines over one connection, each in bounded time and of bounded length. For one thread.
final class AgiWire {
  /// Asterisk's own buffer takes 8192; no line of a call comes near it.
  static final int LINE_BYTES_MAX = 4_096;

  private static final int BUFFER_BYTES = 8_192;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final LongSupplier nanos;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int position;
  private int limit;

  /// @param nanos a clock that never goes back
  AgiWire(Socket socket, LongSupplier nanos) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
    this.out = socket.getOutputStream();
    this.nanos = nanos;
  }

  /// The next line, without its end.
  ///
  /// @throws EOFException when the other side has closed
  /// @throws SocketTimeoutException when it is not there in time
  /// @throws ProtocolException when it is too long or holds a NUL
  String line(Duration most) throws IOException {
    long end = nanos.getAsLong() + most.toNanos();
    byte[] line = new byte[LINE_BYTES_MAX];
    int length = 0;
    for (int next = next(end); next != '\n'; next = next(end)) {
      if (next == 0 || length == LINE_BYTES_MAX) {
        throw new ProtocolException(
            next == 0 ? "a line with a NUL" : "a line of more than " + LINE_BYTES_MAX + " bytes");
      }
      line[length++] = (byte) next;
    }
    if (length > 0 && line[length - 1] == '\r') {
      length--;
    }
    return new String(line, 0, length, StandardCharsets.UTF_8);
  }

  /// Sends a line. What could end it early is a bug of the caller, and dangerous: the rest would be
  /// a command of its own.
  void send(String line) throws IOException {
    if (line.chars().anyMatch(c -> c == '\n' || c == '\r' || c == 0)) {
      throw new IllegalArgumentException("line: with CR, LF or NUL (expected: none of them)");
    }
    out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private int next(long end) throws IOException {
    if (position == limit) {
      long left = (end - nanos.getAsLong()) / 1_000_000;
      if (left <= 0) {
        throw new SocketTimeoutException("no line in time");
      }
      socket.setSoTimeout((int) Math.min(left, Integer.MAX_VALUE));
      limit = in.read(buffer);
      position = 0;
      if (limit < 0) {
        limit = 0;
        throw new EOFException("the other side has closed");
      }
    }
    return buffer[position++] & 0xFF;
  }
}
