package org.onthaal.feedback.privacy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// What a call of a telephone system becomes in the id of its rating: the same for a repeat, and
/// under a key, so that nothing of the call can be read from the id. Safe for any thread.
public final class CallCodes {
  private final Secret key;

  public CallCodes(Secret key) {
    this.key = key;
  }

  /// The code of a call.
  ///
  /// @param parts what together names the call
  public Code of(String... parts) {
    ByteBuffer code =
        ByteBuffer.wrap(
            key.code(
                ("onthaal phone call\0" + String.join("\0", parts))
                    .getBytes(StandardCharsets.UTF_8)));
    return new Code(code.getLong(), code.getLong());
  }

  /// 128 bits.
  public record Code(long high, long low) {}
}
