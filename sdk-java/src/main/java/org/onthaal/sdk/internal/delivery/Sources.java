package org.onthaal.sdk.internal.delivery;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.onthaal.sdk.DropReason;
import org.onthaal.sdk.SpoolPolicy;
import org.onthaal.sdk.internal.spool.FileSpool;
import org.onthaal.sdk.internal.spool.FolderDisk;
import org.onthaal.sdk.internal.spool.MemorySpool;
import org.onthaal.sdk.internal.spool.Spool;
import org.onthaal.sdk.internal.spool.SpoolFolder;
import org.onthaal.sdk.internal.spool.SpoolLosses;
import org.onthaal.sdk.internal.spool.SpoolRecord;

/**
 * Everything that a client has to send: its own spool, what it set aside, and what clients of
 * earlier left behind. Used by the sender's thread, except for the counts.
 */
final class Sources {
  private static final Logger LOGGER = System.getLogger("org.onthaal.sdk");

  /** How much a spool of one client is shared out: for what is set aside, a quarter. */
  private static final int ASIDE_SHARE = 4;

  /** Size of one file of a spool, in bytes. */
  private static final int SEGMENT_BYTES = 2 * 1024 * 1024;

  private final Part own;
  private final List<Part> orphans = new ArrayList<>();
  private final LongSupplier nanoTime;
  private final long asideEveryNanos;
  private long asideDue;

  /** One client's ratings. */
  private static final class Part {
    private final @Nullable SpoolFolder folder;
    private final Spool fresh;
    private final Spool aside;

    Part(@Nullable SpoolFolder folder, Spool fresh, Spool aside) {
      this.folder = folder;
      this.fresh = fresh;
      this.aside = aside;
    }

    boolean holds(Spool spool) {
      return fresh.equals(spool) || aside.equals(spool);
    }

    long waiting() {
      return fresh.waiting() + aside.waiting();
    }

    /** Lets go of the files; a folder in which nothing waits is removed. */
    void close() throws IOException {
      boolean empty = waiting() == 0;
      SpoolFolder held = folder;
      if (held == null) {
        return;
      }
      try (held) {
        fresh.close();
        aside.close();
        if (empty) {
          held.remove();
        }
      }
    }
  }

  private Sources(Part own, LongSupplier nanoTime, Duration asideEvery) {
    this.own = own;
    this.nanoTime = nanoTime;
    this.asideEveryNanos = asideEvery.toNanos();
    this.asideDue = nanoTime.getAsLong();
  }

  /** Nothing outlives the process. */
  static Sources inMemory(long bytes, LongSupplier nanoTime, Duration asideEvery) {
    Part own =
        new Part(
            null, new MemorySpool(bytes, nanoTime), new MemorySpool(bytes / ASIDE_SHARE, nanoTime));
    return new Sources(own, nanoTime, asideEvery);
  }

  /** All parts of a folder that nobody else holds. */
  static Sources inFolder(
      Path folder,
      long bytes,
      SpoolPolicy policy,
      SpoolLosses losses,
      LongSupplier nanoTime,
      Duration asideEvery)
      throws IOException {
    List<SpoolFolder> claimed = SpoolFolder.claim(folder);
    List<Part> parts = new ArrayList<>();
    for (SpoolFolder each : claimed) {
      Path path = each.path();
      var fresh = new FileSpool.Limits(SEGMENT_BYTES, bytes - bytes / ASIDE_SHARE, policy);
      var aside = new FileSpool.Limits(SEGMENT_BYTES, bytes / ASIDE_SHARE, policy);
      parts.add(
          new Part(
              each,
              FileSpool.open(new FolderDisk(path), fresh, losses, nanoTime),
              FileSpool.open(new FolderDisk(path.resolve("aside")), aside, losses, nanoTime)));
    }
    Sources sources = new Sources(parts.get(0), nanoTime, asideEvery);
    sources.orphans.addAll(parts.subList(1, parts.size()));
    return sources;
  }

  /** Where callers' ratings go. */
  Spool own() {
    return own.fresh;
  }

  /** The spool to send from now; null when nothing is due. */
  synchronized @Nullable Spool next(long now) {
    if (now - asideDue >= 0) {
      for (Part each : all()) {
        if (each.aside.waiting() > 0) {
          asideDue = now + asideEveryNanos;
          return each.aside;
        }
      }
    }
    for (Part each : all()) {
      if (each.fresh.waiting() > 0) {
        return each.fresh;
      }
    }
    return null;
  }

  private List<Part> all() {
    List<Part> all = new ArrayList<>();
    all.add(own);
    all.addAll(orphans);
    return all;
  }

  /** A record of a spool was taken: what was set aside there may all pass now. */
  synchronized void mended(Spool source) {
    if (all().stream().anyMatch(each -> each.aside.equals(source))) {
      asideDue = nanoTime.getAsLong();
    }
  }

  /**
   * Moves a record to the end of what is set aside; false when there is no room. The record itself
   * is still to be settled.
   */
  boolean setAside(Spool source, SpoolRecord record) {
    long age = Math.max(0, source.clock() - record.clock());
    return partOf(source).aside.append(List.of(record.payload()), age).count() == 1;
  }

  private synchronized Part partOf(Spool source) {
    return all().stream().filter(each -> each.holds(source)).findFirst().orElseThrow();
  }

  /** Keeps a refused record for people, where there is a folder. */
  void bury(SpoolRecord record, String detail) {
    SpoolFolder folder = own.folder;
    if (folder == null) {
      return;
    }
    try {
      new DeadFolder(folder.path().resolve("dead")).bury(record.payload(), detail);
    } catch (IOException e) {
      LOGGER.log(Level.WARNING, "a refused rating could not be kept for reading", e);
    }
  }

  /** A spool has nothing more; where a client of earlier left it, it goes with its folder. */
  synchronized void emptied(Spool source) {
    for (Part each : List.copyOf(orphans)) {
      if (each.holds(source) && each.waiting() == 0) {
        orphans.remove(each);
        close(each);
      }
    }
  }

  private static void close(Part part) {
    try {
      part.close();
    } catch (IOException e) {
      LOGGER.log(Level.WARNING, "a spool could not be closed", e);
    }
  }

  /** Records not yet sent. */
  synchronized long fresh() {
    return all().stream().mapToLong(each -> each.fresh.waiting()).sum();
  }

  /** Records that were set aside. */
  synchronized long aside() {
    return all().stream().mapToLong(each -> each.aside.waiting()).sum();
  }

  /** Whether what waits outlives the process. */
  boolean isDurable() {
    return own.fresh.isDurable();
  }

  /** Lets go of everything; records that wait without a folder are told as dropped. */
  synchronized void close(Tally tally) {
    if (!isDurable() && fresh() + aside() > 0) {
      tally.dropped(null, DropReason.CLOSED, fresh() + aside(), "the client has no spool");
    }
    all().forEach(Sources::close);
  }
}
