package org.onthaal.feedback.store;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Rows in PostgreSQL's binary COPY format.
///
/// Source: PostgreSQL documentation, COPY, "Binary Format". Not safe for several threads.
final class CopyBuffer {
  private static final byte[] SIGNATURE = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0
  };
  // timestamptz is sent as microseconds since 2000-01-01 UTC.
  private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 * 1024);
  private final DataOutputStream out = new DataOutputStream(bytes);

  CopyBuffer() {
    write(() -> {
      out.write(SIGNATURE);
      out.writeInt(0);
      out.writeInt(0);
    });
  }

  CopyBuffer row(int columns) {
    return write(() -> out.writeShort(columns));
  }

  CopyBuffer integer(int value) {
    return write(() -> {
      out.writeInt(4);
      out.writeInt(value);
    });
  }

  CopyBuffer small(int value) {
    return write(() -> {
      out.writeInt(2);
      out.writeShort(value);
    });
  }

  CopyBuffer binary(byte[] value) {
    return write(() -> {
      out.writeInt(value.length);
      out.write(value);
    });
  }

  CopyBuffer text(String value) {
    return binary(value.getBytes(StandardCharsets.UTF_8));
  }

  CopyBuffer time(Instant value) {
    long micros = ChronoUnit.MICROS.between(EPOCH, value);
    return write(() -> {
      out.writeInt(8);
      out.writeLong(micros);
    });
  }

  CopyBuffer absent() {
    return write(() -> out.writeInt(-1));
  }

  byte[] finish() {
    write(() -> out.writeShort(-1));
    return bytes.toByteArray();
  }

  private CopyBuffer write(Step step) {
    try {
      step.run();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
  }

  @FunctionalInterface
  private interface Step {
    void run() throws IOException;
  }
}
