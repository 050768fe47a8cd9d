package org.onthaal.feedback;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// A caller that speaks HTTP/2 frame by frame (RFC 9113), and so can misbehave.
final class RawHttp2 implements AutoCloseable {
  static final int RST_STREAM = 3;
  static final int GOAWAY = 7;
  static final int REFUSED_STREAM = 7;
  static final int ENHANCE_YOUR_CALM = 11;

  private static final int HEADERS = 1;
  private static final int SETTINGS = 4;
  private static final int CANCEL = 8;
  private static final int END_HEADERS = 4;

  private final Socket socket;
  private final DataInputStream in;

  /// A frame that came.
  ///
  /// @param error the code of a reset or goodbye; 0 for others
  record Frame(int type, int stream, int error) {}

  RawHttp2(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    // A hang limit.
    socket.setSoTimeout(20_000);
    in = new DataInputStream(socket.getInputStream());
    socket
        .getOutputStream()
        .write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    send(SETTINGS, 0, 0, new byte[0]);
  }

  /// Begins a gRPC call and leaves it open.
  void call(int stream, String path) throws IOException {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    header(block, ":method", "POST");
    header(block, ":scheme", "http");
    header(block, ":path", path);
    header(block, ":authority", "localhost");
    header(block, "content-type", "application/grpc");
    header(block, "te", "trailers");
    send(HEADERS, END_HEADERS, stream, block.toByteArray());
  }

  /// Gives a call up.
  void reset(int stream) throws IOException {
    send(RST_STREAM, 0, stream, new byte[] {0, 0, 0, CANCEL});
  }

  /// The next frame; empty when the server has closed the connection.
  Optional<Frame> next() throws IOException {
    int first = in.read();
    if (first < 0) {
      return Optional.empty();
    }
    int length = (first << 16) | in.readUnsignedShort();
    int type = in.readUnsignedByte();
    in.readUnsignedByte();
    int stream = in.readInt() & 0x7fff_ffff;
    ByteBuffer payload = ByteBuffer.wrap(in.readNBytes(length));
    int error =
        switch (type) {
          case RST_STREAM -> payload.getInt();
          case GOAWAY -> payload.getInt(4);
          default -> 0;
        };
    return Optional.of(new Frame(type, stream, error));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private void send(int type, int flags, int stream, byte[] payload) throws IOException {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(payload.length >> 16);
    frame.write(payload.length >> 8);
    frame.write(payload.length);
    frame.write(type);
    frame.write(flags);
    for (int shift = 24; shift >= 0; shift -= 8) {
      frame.write(stream >> shift);
    }
    frame.writeBytes(payload);
    socket.getOutputStream().write(frame.toByteArray());
  }

  // A literal without indexing and without Huffman code (RFC 7541, 6.2.2); lengths below 127.
  private static void header(ByteArrayOutputStream block, String name, String value) {
    block.write(0);
    for (String text : new String[] {name, value}) {
      block.write(text.length());
      block.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }
  }
}
