package org.onthaal.sdk.internal.delivery;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.onthaal.sdk.SpoolPolicy;
import org.onthaal.sdk.internal.spool.FileSpool;
import org.onthaal.sdk.internal.spool.FolderDisk;
import org.onthaal.sdk.internal.spool.MemorySpool;
import org.onthaal.sdk.internal.spool.Spool;
import org.onthaal.sdk.internal.spool.SpoolFolder;
import org.onthaal.sdk.internal.spool.SpoolLosses;

/** What one client has to send: what came in, and what was set aside of it. */
final class Part implements Closeable {
  /** What is set aside may take a quarter. */
  private static final int ASIDE_SHARE = 4;

  /** Size of one file of a spool, in bytes. */
  private static final int SEGMENT_BYTES = 2 * 1024 * 1024;

  private final @Nullable SpoolFolder folder;
  private final Spool fresh;
  private final Spool aside;

  private Part(@Nullable SpoolFolder folder, Spool fresh, Spool aside) {
    this.folder = folder;
    this.fresh = fresh;
    this.aside = aside;
  }

  /** Ends with the process. */
  static Part inMemory(long bytes, LongSupplier nanoTime) {
    return new Part(
        null, new MemorySpool(bytes, nanoTime), new MemorySpool(bytes / ASIDE_SHARE, nanoTime));
  }

  /** Recovers what lies in a folder, which is let go of when that fails. */
  static Part open(
      SpoolFolder folder, long bytes, SpoolPolicy policy, SpoolLosses losses, LongSupplier nanoTime)
      throws IOException {
    long asideBytes = bytes / ASIDE_SHARE;
    var freshLimits = new FileSpool.Limits(SEGMENT_BYTES, bytes - asideBytes, policy);
    var asideLimits = new FileSpool.Limits(SEGMENT_BYTES, asideBytes, policy);
    Path path = folder.path();
    try {
      return new Part(
          folder,
          FileSpool.open(new FolderDisk(path), freshLimits, losses, nanoTime),
          FileSpool.open(new FolderDisk(path.resolve("aside")), asideLimits, losses, nanoTime));
    } catch (IOException e) {
      folder.close();
      throw e;
    }
  }

  /** What came in. */
  Spool fresh() {
    return fresh;
  }

  /** What waits for somebody to mend the reason of a refusal. */
  Spool aside() {
    return aside;
  }

  /** Where it lies; null where it ends with the process. */
  @Nullable Path path() {
    return folder == null ? null : folder.path();
  }

  boolean holds(Spool spool) {
    return fresh.equals(spool) || aside.equals(spool);
  }

  long waiting() {
    return fresh.waiting() + aside.waiting();
  }

  /** Lets go of the files; a folder in which nothing waits is removed. */
  @Override
  public void close() throws IOException {
    SpoolFolder held = folder;
    if (held == null) {
      return;
    }
    boolean empty = waiting() == 0 && !LossFile.isIn(held.path());
    try (held) {
      fresh.close();
      aside.close();
      if (empty) {
        held.remove();
      }
    }
  }
}
