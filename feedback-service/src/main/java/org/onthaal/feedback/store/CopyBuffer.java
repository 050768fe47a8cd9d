package org.onthaal.feedback.store;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Rows in PostgreSQL's binary COPY format.
///
/// Source: PostgreSQL documentation, COPY, "Binary Format". Not safe for several threads.
final class CopyBuffer {
  private static final byte[] SIGNATURE = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0
  };
  // timestamptz is sent as microseconds since 2000-01-01 UTC.
  private static final long EPOCH_SECOND = Instant.parse("2000-01-01T00:00:00Z").getEpochSecond();
  private static final int TEXT_OID = 25; // pg_type.dat
  private static final int FIRST_BYTES = 64 * 1024;

  private byte[] bytes = new byte[FIRST_BYTES];
  private int length;

  CopyBuffer() {
    raw(SIGNATURE);
    put(0, Integer.BYTES); // flags
    put(0, Integer.BYTES); // no header extension
  }

  CopyBuffer row(int columns) {
    return put(columns, Short.BYTES);
  }

  CopyBuffer integer(int value) {
    return put(Integer.BYTES, Integer.BYTES).put(value, Integer.BYTES);
  }

  CopyBuffer small(int value) {
    return put(Short.BYTES, Integer.BYTES).put(value, Short.BYTES);
  }

  CopyBuffer binary(byte[] value) {
    return put(value.length, Integer.BYTES).raw(value);
  }

  CopyBuffer text(String value) {
    return binary(value.getBytes(StandardCharsets.UTF_8));
  }

  /// A `text[]`. Source: PostgreSQL, `array_recv` in `arrayfuncs.c`: dimensions, whether there are
  /// nulls, the type of elements, then length and lower bound of each dimension, then the elements.
  CopyBuffer texts(List<String> values) {
    List<byte[]> elements =
        values.stream().map(value -> value.getBytes(StandardCharsets.UTF_8)).toList();
    int size = 5 * Integer.BYTES;
    for (byte[] element : elements) {
      size += Integer.BYTES + element.length;
    }
    put(size, Integer.BYTES).put(1, Integer.BYTES).put(0, Integer.BYTES);
    put(TEXT_OID, Integer.BYTES).put(elements.size(), Integer.BYTES).put(1, Integer.BYTES);
    elements.forEach(this::binary);
    return this;
  }

  /// A `jsonb`: the version of its form, which is 1, then the text.
  CopyBuffer json(String value) {
    byte[] text = value.getBytes(StandardCharsets.UTF_8);
    return put(text.length + 1, Integer.BYTES).put(1, Byte.BYTES).raw(text);
  }

  CopyBuffer time(Instant value) {
    long seconds = value.getEpochSecond() - EPOCH_SECOND;
    long micros =
        TimeUnit.SECONDS.toMicros(seconds) + TimeUnit.NANOSECONDS.toMicros(value.getNano());
    return put(Long.BYTES, Integer.BYTES).put(micros, Long.BYTES);
  }

  CopyBuffer absent() {
    return put(-1, Integer.BYTES);
  }

  byte[] finish() {
    put(-1, Short.BYTES);
    return Arrays.copyOf(bytes, length);
  }

  // The lowest bytes of a number, most significant first.
  private CopyBuffer put(long value, int size) {
    reserve(size);
    for (int shift = (size - 1) * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      bytes[length++] = (byte) (value >> shift);
    }
    return this;
  }

  private CopyBuffer raw(byte[] value) {
    reserve(value.length);
    System.arraycopy(value, 0, bytes, length, value.length);
    length += value.length;
    return this;
  }

  private void reserve(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
