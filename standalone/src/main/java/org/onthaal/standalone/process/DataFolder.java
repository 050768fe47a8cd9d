package org.onthaal.standalone.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.onthaal.standalone.Complaint;

/// The folder that holds everything an installation keeps: database, keys, logs, and where its
/// doors are. One process at a time owns it, by a file lock that dies with the process.
public final class DataFolder implements AutoCloseable {
  private static final String LOCK = "onthaal.lock";
  private static final String PORTS = "ports.json";

  private final Path path;
  private final FileChannel lock;

  private DataFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /// Where data is kept when nobody says: `$XDG_DATA_HOME/onthaal`, else `~/.local/share/onthaal`.
  public static Path standard(Map<String, String> environment, String home) {
    return Optional.ofNullable(environment.get("XDG_DATA_HOME"))
        .filter(folder -> Path.of(folder).isAbsolute()) // the specification: ignore relative ones
        .map(Path::of)
        .orElse(Path.of(home, ".local", "share"))
        .resolve("onthaal");
  }

  /// Creates the folder when it is not there, and takes its lock.
  ///
  /// @throws Complaint when another process has it, or it holds something else
  public static DataFolder open(Path path) {
    try {
      Files.createDirectories(path);
      if (!isOurs(path)) {
        throw new Complaint(
            path
                + " holds other files and is not an Onthaal data folder: name an empty or a new"
                + " folder with --data.");
      }
      FileChannel lock =
          FileChannel.open(
              path.resolve(LOCK),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      return locked(path, lock);
    } catch (IOException e) {
      throw new Complaint("The data folder " + path + " cannot be used: " + reason(e) + ".", e);
    }
  }

  private static DataFolder locked(Path path, FileChannel lock) throws IOException {
    boolean ours;
    try {
      ours = lock.tryLock() != null;
    } catch (OverlappingFileLockException _) {
      ours = false;
    }
    if (!ours) {
      String owner = Files.readString(path.resolve(LOCK)).strip();
      lock.close();
      throw new Complaint(
          "Onthaal already runs on %s as process %s: stop that one, or name another folder with --data."
              .formatted(path, owner.isEmpty() ? "(unknown)" : owner));
    }
    lock.truncate(0);
    byte[] pid = Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII);
    lock.write(ByteBuffer.wrap(pid), 0);
    return new DataFolder(path, lock);
  }

  private static boolean isOurs(Path path) throws IOException {
    try (Stream<Path> content = Files.list(path)) {
      return Files.exists(path.resolve(LOCK)) || content.findAny().isEmpty();
    }
  }

  /// What went wrong with a file, in words for its owner.
  public static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "there is no such folder";
      case AccessDeniedException _ -> "permission denied";
      case FileAlreadyExistsException _, NotDirectoryException _ -> "it is not a folder";
      case FileSystemException trouble when trouble.getReason() != null -> trouble.getReason();
      default -> String.valueOf(e.getMessage());
    };
  }

  public Path path() {
    return path;
  }

  /// Secrets of this installation; only its owner may look.
  public Path keys() {
    Path keys = path.resolve("keys");
    try {
      Files.createDirectories(keys);
      if (Files.getFileStore(keys).supportsFileAttributeView("posix")) {
        Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rwx------"));
      }
      return keys;
    } catch (IOException e) {
      throw new Complaint("The folder " + keys + " cannot be used: " + reason(e) + ".", e);
    }
  }

  public Path log() {
    return path.resolve("log");
  }

  Path postgres() {
    return path.resolve("postgres");
  }

  /// A file with a text that its owner may change: written where there is none yet.
  public void keep(String name, String text) {
    Path file = path.resolve(name);
    try {
      if (Files.notExists(file)) {
        Files.writeString(file, text);
      }
    } catch (IOException e) {
      throw new Complaint("Writing " + file + " failed: " + reason(e) + ".", e);
    }
  }

  /// Removes everything that was kept, but not the lock: the folder stays ours.
  public void empty() {
    try {
      Files.walkFileTree(path, new Remover(path, Set.of(path.resolve(LOCK))));
    } catch (IOException e) {
      throw new Complaint("The folder " + path + " cannot be emptied: " + reason(e) + ".", e);
    }
  }

  /// Tells the other commands where the doors are.
  public void publish(Ports ports) {
    Path target = path.resolve(PORTS);
    Path part = path.resolve(PORTS + ".part");
    try {
      Files.writeString(part, ports.json(ProcessHandle.current().pid()));
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      throw new Complaint("The file system of " + path + " cannot rename in one step.", e);
    } catch (IOException e) {
      throw new Complaint("Writing " + target + " failed: " + reason(e) + ".", e);
    }
  }

  public void withdraw() {
    try {
      Files.deleteIfExists(path.resolve(PORTS));
    } catch (IOException e) {
      throw new Complaint("Removing " + path.resolve(PORTS) + " failed: " + reason(e) + ".", e);
    }
  }

  /// The doors of the process that runs on a folder; empty when none does.
  public static Optional<Ports> ports(Path folder) {
    try {
      Path file = folder.resolve(PORTS);
      return Files.exists(file)
          ? Optional.of(Ports.parse(Files.readString(file)))
          : Optional.empty();
    } catch (IOException e) {
      throw new Complaint("Reading " + folder.resolve(PORTS) + " failed: " + reason(e) + ".", e);
    }
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new IllegalStateException("the lock of " + path + " did not close", e);
    }
  }

  /// Deletes a tree from its leaves, except what is to stay.
  private static final class Remover extends SimpleFileVisitor<Path> {
    private final Path root;
    private final Set<Path> kept;

    Remover(Path root, Set<Path> kept) {
      this.root = root;
      this.kept = kept;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      if (!kept.contains(file)) {
        Files.delete(file);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
        throws IOException {
      if (failure != null) {
        throw failure;
      }
      if (!folder.equals(root)) {
        Files.delete(folder);
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
