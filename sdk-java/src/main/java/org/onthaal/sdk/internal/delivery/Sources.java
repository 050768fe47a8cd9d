package org.onthaal.sdk.internal.delivery;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.onthaal.sdk.DropReason;
import org.onthaal.sdk.SpoolPolicy;
import org.onthaal.sdk.internal.spool.Spool;
import org.onthaal.sdk.internal.spool.SpoolFolder;
import org.onthaal.sdk.internal.spool.SpoolLosses;
import org.onthaal.sdk.internal.spool.SpoolRecord;

/**
 * Everything that a client has to send: its own part, and those of clients that are gone. Used by
 * the sender's thread, and after that has ended by whoever closes; the counts by any thread. It
 * holds no lock of its own: a spool tells of losses while it is locked, and a listener may ask for
 * the counts.
 */
final class Sources {
  private static final Logger LOGGER = System.getLogger("org.onthaal.sdk");

  /** How often it looks for parts whose clients are gone, in nanoseconds. */
  private static final long ADOPT_NANOS = Duration.ofMinutes(1).toNanos();

  private final Optional<Folder> folder;
  private final Part own;
  private final List<Part> orphans = new CopyOnWriteArrayList<>();
  private final Losses losses;
  private final LongSupplier nanoTime;
  private final long asideEveryNanos;
  private long asideDue;
  private long adoptDue;

  /** The folder that clients share, and how each may use it. */
  static final class Folder {
    private final Path path;
    private final long bytes;
    private final SpoolPolicy policy;
    private final SpoolLosses losses;

    Folder(Path path, long bytes, SpoolPolicy policy, SpoolLosses losses) {
      this.path = path;
      this.bytes = bytes;
      this.policy = policy;
      this.losses = losses;
    }
  }

  private Sources(
      Optional<Folder> folder,
      Part own,
      Losses losses,
      LongSupplier nanoTime,
      Duration asideEvery) {
    this.folder = folder;
    this.own = own;
    this.losses = losses;
    this.nanoTime = nanoTime;
    this.asideEveryNanos = asideEvery.toNanos();
    this.asideDue = nanoTime.getAsLong();
    this.adoptDue = nanoTime.getAsLong();
  }

  /** Nothing outlives the process. */
  static Sources inMemory(long bytes, Tally tally, LongSupplier nanoTime, Duration asideEvery) {
    return new Sources(
        Optional.empty(), Part.inMemory(bytes, nanoTime), tally.losses(), nanoTime, asideEvery);
  }

  /** A part of a folder for itself, and from time to time those that nobody holds. */
  static Sources inFolder(Folder folder, Tally tally, LongSupplier nanoTime, Duration asideEvery)
      throws IOException {
    SpoolFolder claimed = SpoolFolder.claim(folder.path);
    Part own = open(folder, claimed, nanoTime);
    tally.losses().keepIn(claimed.path());
    return new Sources(Optional.of(folder), own, tally.losses(), nanoTime, asideEvery);
  }

  private static Part open(Folder folder, SpoolFolder claimed, LongSupplier nanoTime)
      throws IOException {
    return Part.open(claimed, folder.bytes, folder.policy, folder.losses, nanoTime);
  }

  /** Where callers' ratings go. */
  Spool own() {
    return own.fresh();
  }

  /** The spool to send from now; null when nothing is due. */
  @Nullable Spool next(long now) {
    if (folder.isPresent() && now - adoptDue >= 0) {
      adoptDue = now + ADOPT_NANOS;
      adopt(folder.get());
    }
    if (now - asideDue >= 0) {
      for (Part each : all()) {
        if (each.aside().waiting() > 0) {
          asideDue = now + asideEveryNanos;
          return each.aside();
        }
      }
    }
    for (Part each : all()) {
      if (each.fresh().waiting() > 0) {
        return each.fresh();
      }
    }
    return null;
  }

  /** One that cannot be read stays where it is, for people. */
  private void adopt(Folder shared) {
    try {
      for (SpoolFolder each : SpoolFolder.orphans(shared.path)) {
        try {
          orphans.add(open(shared, each, nanoTime));
          losses.adopt(each.path());
        } catch (IOException e) {
          LOGGER.log(Level.WARNING, "the spool " + each.path() + " cannot be read", e);
        }
      }
    } catch (IOException e) {
      LOGGER.log(Level.WARNING, "the spools in " + shared.path + " cannot be listed", e);
    }
    removeEmptyOrphans();
  }

  private void removeEmptyOrphans() {
    for (Part each : List.copyOf(orphans)) {
      if (each.waiting() == 0) {
        orphans.remove(each);
        close(each);
      }
    }
  }

  private List<Part> all() {
    List<Part> all = new ArrayList<>();
    all.add(own);
    all.addAll(orphans);
    return all;
  }

  /** Something left a spool: an orphan that has nothing more goes, with its folder. */
  void settled() {
    removeEmptyOrphans();
  }

  /** A record of a spool was taken: what was set aside there may all pass now. */
  void mended(Spool source) {
    if (all().stream().anyMatch(each -> each.aside().equals(source))) {
      asideDue = nanoTime.getAsLong();
    }
  }

  /**
   * Puts records to the end of what is set aside, all at once; how many there was room for. They
   * themselves are still to be settled. Each is kept as long as the youngest of them.
   */
  int setAside(Spool source, List<SpoolRecord> records) {
    if (records.isEmpty()) {
      return 0;
    }
    long youngest = records.stream().mapToLong(SpoolRecord::clock).max().orElseThrow();
    long age = Math.max(0, source.clock() - youngest);
    List<byte[]> payloads = records.stream().map(SpoolRecord::payload).toList();
    return partOf(source).aside().append(payloads, age).count();
  }

  private Part partOf(Spool source) {
    return all().stream().filter(each -> each.holds(source)).findFirst().orElseThrow();
  }

  /** Keeps a refused record for people, where there is a folder. */
  void bury(SpoolRecord record, String detail) {
    Path path = own.path();
    if (path == null) {
      return;
    }
    try {
      new DeadFolder(path.resolve("dead")).bury(record.payload(), detail);
    } catch (IOException e) {
      LOGGER.log(Level.WARNING, "a refused rating could not be kept for reading", e);
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
  long fresh() {
    return all().stream().mapToLong(each -> each.fresh().waiting()).sum();
  }

  /** Records that were set aside. */
  long aside() {
    return all().stream().mapToLong(each -> each.aside().waiting()).sum();
  }

  /** Whether what waits outlives the process. */
  boolean isDurable() {
    return folder.isPresent();
  }

  /** Records that wait without a folder are told as dropped. */
  void tellLeft(Tally tally) {
    if (!isDurable() && fresh() + aside() > 0) {
      tally.dropped(null, DropReason.CLOSED, fresh() + aside(), "the client has no spool");
    }
  }

  /** Lets go of everything. */
  void close() {
    all().forEach(Sources::close);
  }
}
