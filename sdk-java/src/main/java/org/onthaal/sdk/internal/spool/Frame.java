package org.onthaal.sdk.internal.spool;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * How one record lies in a segment: magic, checksum, length, sequence, clock, payload, end mark.
 * The checksum is a CRC32C of everything from the length to the payload's last byte; all numbers
 * are big-endian.
 *
 * <p>The end mark tells a record that was cut off by a loss of power, which nobody was promised,
 * from one that was whole and then damaged.
 */
final class Frame {
  /** Longest payload, in bytes: a length above it is damage, whatever the disk says. */
  static final int PAYLOAD_BYTES_MAX = 65_536;

  /** Bytes in front of the payload. */
  static final int HEADER_BYTES = 28;

  /** Bytes around a payload. */
  static final int OVERHEAD_BYTES = HEADER_BYTES + 1;

  private static final int MAGIC = 0x4F4E5431;

  /** Ends each record: a write that was cut off lacks it. */
  static final byte END = (byte) 0xA5;

  private static final int LENGTH_AT = 8;
  private static final int SEQUENCE_AT = 12;
  private static final int CLOCK_AT = 20;

  private Frame() {}

  /** Writes a record at the buffer's position. */
  static void put(ByteBuffer into, long sequence, long clock, byte[] payload) {
    int start = into.position();
    into.putInt(MAGIC);
    into.putInt(0);
    into.putInt(payload.length);
    into.putLong(sequence);
    into.putLong(clock);
    into.put(payload);
    into.putInt(start + 4, checksum(into, start, payload.length));
    into.put(END);
  }

  /** The record that starts at a byte, or null where none starts there. */
  static @Nullable SpoolRecord at(ByteBuffer bytes, int start, int offset) {
    int length = lengthAt(bytes, start);
    if (length < 0 || start + HEADER_BYTES + length > bytes.limit()) {
      return null;
    }
    if (bytes.getInt(start + 4) != checksum(bytes, start, length)) {
      return null;
    }
    byte[] payload = new byte[length];
    bytes.get(start + HEADER_BYTES, payload);
    long sequence = bytes.getLong(start + SEQUENCE_AT);
    return new SpoolRecord(sequence, bytes.getLong(start + CLOCK_AT), offset, payload);
  }

  /** The length of the payload of what starts at a byte, or -1 where it cannot be a record. */
  static int lengthAt(ByteBuffer bytes, int start) {
    if (start + OVERHEAD_BYTES > bytes.limit() || bytes.getInt(start) != MAGIC) {
      return -1;
    }
    int length = bytes.getInt(start + LENGTH_AT);
    return length >= 0 && length <= PAYLOAD_BYTES_MAX ? length : -1;
  }

  private static int checksum(ByteBuffer bytes, int start, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.duplicate().position(start + LENGTH_AT).limit(start + HEADER_BYTES + length));
    return (int) crc.getValue();
  }
}
