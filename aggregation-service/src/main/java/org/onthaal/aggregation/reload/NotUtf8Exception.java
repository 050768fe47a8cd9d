package org.onthaal.aggregation.reload;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/// A file is no UTF-8; the message says where that shows first.
public final class NotUtf8Exception extends CharacterCodingException {
  private static final long serialVersionUID = 1;

  private final String message;

  private NotUtf8Exception(int bytesBefore, int line) {
    this.message = "not UTF-8, at byte " + (bytesBefore + 1) + ", line " + line;
  }

  @Override
  public String getMessage() {
    return message;
  }

  /// The text of a whole file.
  public static String decoded(byte[] bytes) throws NotUtf8Exception {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    // No byte is more than one char.
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(in, out, true);
    if (result.isError()) {
      int line = 1;
      for (int i = 0; i < in.position(); i++) {
        line += bytes[i] == '\n' ? 1 : 0;
      }
      throw new NotUtf8Exception(in.position(), line);
    }
    return out.flip().toString();
  }
}
