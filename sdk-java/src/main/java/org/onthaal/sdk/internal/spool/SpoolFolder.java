package org.onthaal.sdk.internal.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A part of a spool's folder that belongs to one client: each client locks a folder of its own
 * within the one that was configured, so that several processes may share that one. What clients of
 * earlier left is adopted by whoever can lock it.
 */
public final class SpoolFolder implements Closeable {
  private static final String LOCK = "owner.lock";

  /** Parts that clients of this process hold. */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  /**
   * Channels of parts that other copies of these classes hold in this process: never closed, for
   * that would let go of their locks.
   */
  private static final Map<Path, FileChannel> OTHERS = new ConcurrentHashMap<>();

  private final Path path;
  private final Path held;
  private final FileChannel channel;
  private final FileLock lock;

  private SpoolFolder(Path path, Path held, FileChannel channel, FileLock lock) {
    this.path = path;
    this.held = held;
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Locks the first part that nobody holds, and what lies in it; where there is none, a new one.
   */
  public static SpoolFolder claim(Path folder) throws IOException {
    FolderDisk.makeFolder(folder);
    for (Path each : parts(folder)) {
      SpoolFolder free = tryLock(each);
      if (free != null) {
        return free;
      }
    }
    while (true) {
      Path made = folder.resolve("part-" + UUID.randomUUID());
      FolderDisk.makeFolder(made);
      SpoolFolder own = tryLock(made);
      if (own != null) {
        return own;
      }
    }
  }

  /** Locks every part that nobody holds: their owners are gone. */
  public static List<SpoolFolder> orphans(Path folder) throws IOException {
    List<SpoolFolder> orphans = new ArrayList<>();
    for (Path each : parts(folder)) {
      SpoolFolder free = tryLock(each);
      if (free != null) {
        orphans.add(free);
      }
    }
    return orphans;
  }

  private static List<Path> parts(Path folder) throws IOException {
    List<Path> parts = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, "part-*")) {
      all.forEach(parts::add);
    }
    parts.sort(Comparator.naturalOrder());
    return parts;
  }

  /**
   * Closing any channel of a file lets go of every lock that this process has on it, so the file of
   * a part that is held here must not even be opened.
   */
  private static @Nullable SpoolFolder tryLock(Path part) throws IOException {
    Path held = part.toRealPath();
    if (!HELD.add(held)) {
      return null;
    }
    SpoolFolder locked = null;
    try {
      locked = tryLockFile(part, held);
    } finally {
      if (locked == null && !OTHERS.containsKey(held)) {
        HELD.remove(held);
      }
    }
    return locked;
  }

  private static @Nullable SpoolFolder tryLockFile(Path part, Path held) throws IOException {
    FileChannel channel;
    try {
      channel =
          FileChannel.open(part.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (NoSuchFileException e) {
      return null; // emptied and removed meanwhile
    }
    try {
      FileLock lock = channel.tryLock();
      if (lock != null && Files.exists(part.resolve(LOCK))) {
        return new SpoolFolder(part, held, channel, lock);
      }
    } catch (OverlappingFileLockException e) {
      OTHERS.put(held, channel);
      return null;
    }
    channel.close();
    return null;
  }

  /** The folder itself. */
  public Path path() {
    return path;
  }

  /** Removes the folder with all that lies in it, except what people should see. */
  public void remove() throws IOException {
    List<Path> all;
    try (Stream<Path> tree = Files.walk(path)) {
      all = tree.sorted(Comparator.reverseOrder()).toList();
    }
    boolean kept = all.stream().anyMatch(each -> isForPeople(each) && Files.isRegularFile(each));
    if (!kept) {
      for (Path each : all) {
        Files.deleteIfExists(each);
      }
    }
    close();
  }

  private boolean isForPeople(Path file) {
    Path parent = file.getParent();
    String name = parent == null ? "" : parent.getFileName().toString();
    return name.equals("corrupt") || name.equals("dead");
  }

  @Override
  public void close() throws IOException {
    if (channel.isOpen()) {
      lock.release();
      channel.close();
      HELD.remove(held);
    }
  }
}
