package org.onthaal.sdk.internal.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** One file of a spool. */
public interface SpoolFile extends Closeable {
  /** How long it is, in bytes. */
  long size() throws IOException;

  /** Writes all of a buffer at a position; durable only after {@link #force()}. */
  void write(ByteBuffer from, long at) throws IOException;

  /** Fills a buffer from a position, less only where the file ends. */
  void read(ByteBuffer into, long at) throws IOException;

  /** Returns once everything written is on the disk. */
  void force() throws IOException;
}
