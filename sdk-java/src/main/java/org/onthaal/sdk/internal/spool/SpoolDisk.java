package org.onthaal.sdk.internal.spool;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** The folder of one spool: the seam at which a test takes the power away. */
public interface SpoolDisk extends Closeable {
  /** Names of the files in it, without those of its folders. */
  List<String> names() throws IOException;

  /** Opens a file, and makes it where there is none. */
  SpoolFile open(String name) throws IOException;

  /** Removes a file, if it is there. */
  void delete(String name) throws IOException;

  /** Returns once creations and removals are on the disk. */
  void force() throws IOException;

  /** Keeps bytes that could not be understood, for people. */
  void keepCorrupt(String name, byte[] bytes) throws IOException;
}
