package org.onthaal.sdk.internal.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * How far a spool is settled, and its clock: two slots that are written in turn, so that one is
 * always whole. It is not forced: when the last positions are lost, records are sent again, which
 * the server knows by their ids.
 */
final class Cursor implements Closeable {
  /** Name of its file. */
  static final String NAME = "cursor";

  private static final int SLOT_BYTES = 512;
  private static final int CONTENT_BYTES = 24;

  private final SpoolFile file;
  private long settled;
  private long clock;
  private long turn;

  private Cursor(SpoolFile file) {
    this.file = file;
  }

  static Cursor open(SpoolDisk disk) throws IOException {
    Cursor cursor = new Cursor(disk.open(NAME));
    for (int slot = 0; slot < 2; slot++) {
      cursor.read(slot);
    }
    return cursor;
  }

  private void read(int slot) throws IOException {
    if (file.size() < (long) slot * SLOT_BYTES + CONTENT_BYTES + Integer.BYTES) {
      return;
    }
    ByteBuffer bytes = ByteBuffer.allocate(CONTENT_BYTES + Integer.BYTES);
    file.read(bytes, (long) slot * SLOT_BYTES);
    bytes.flip();
    if (bytes.getInt(CONTENT_BYTES) != checksum(bytes) || bytes.getLong(0) < turn) {
      return;
    }
    turn = bytes.getLong(0);
    settled = bytes.getLong(8);
    clock = bytes.getLong(16);
  }

  /** Sequence of the last settled record; 0 when none is. */
  long settled() {
    return settled;
  }

  /** The spool's clock, in milliseconds, when it was written last. */
  long clock() {
    return clock;
  }

  void write(long nowSettled, long nowClock) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(CONTENT_BYTES + Integer.BYTES);
    turn++;
    bytes.putLong(turn).putLong(nowSettled).putLong(nowClock);
    bytes.putInt(checksum(bytes));
    file.write(bytes.flip(), turn % 2 * SLOT_BYTES);
    settled = nowSettled;
    clock = nowClock;
  }

  private static int checksum(ByteBuffer bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.duplicate().position(0).limit(CONTENT_BYTES));
    return (int) crc.getValue();
  }

  @Override
  public void close() throws IOException {
    try (file) {
      file.force();
    }
  }
}
