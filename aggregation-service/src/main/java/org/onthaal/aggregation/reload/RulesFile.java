package org.onthaal.aggregation.reload;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// The rule file as a text that a person may change from elsewhere than its folder. Safe for any
/// thread.
public final class RulesFile {
  private static final String PART = ".part";

  private final Optional<Path> path;
  private final boolean editable;
  private final ReentrantLock writing = new ReentrantLock();

  /// What stands in the file.
  ///
  /// @param version of this text; another text has another one
  public record Text(String text, String version) {}

  /// What became of a wish to replace the file.
  public sealed interface Replaced {
    /// It stands on the disk.
    record Done(String version) implements Replaced {}

    /// Somebody else was faster; nothing was written.
    record Overtaken() implements Replaced {}

    /// Nothing was written.
    record Refused(String because) implements Replaced {}
  }

  /// The file of the settings.
  ///
  /// @param path `rules.file`
  /// @param editable `rules.editable`
  public RulesFile(Optional<Path> path, boolean editable) {
    this.path = path;
    this.editable = editable;
  }

  /// Whether the settings name a file.
  public boolean isNamed() {
    return path.isPresent();
  }

  /// Empty where there is no file, or it is no text.
  public Optional<Text> read() {
    if (path.isEmpty()) {
      return Optional.empty();
    }
    try {
      byte[] bytes = Files.readAllBytes(path.get());
      return Optional.of(new Text(NotUtf8Exception.decoded(bytes), FileContents.digest(bytes)));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  public boolean isEditable() {
    return path.isPresent() && editable && Files.isWritable(path.get());
  }

  /// All of it or nothing, also when the machine loses its power meanwhile.
  ///
  /// @param version of the text that the new one was made from
  public Replaced replace(String text, String version) {
    if (path.isEmpty() || !editable) {
      return new Replaced.Refused(
          path.isEmpty() ? "no rule file is named" : "the setting rules.editable is off");
    }
    writing.lock();
    try {
      if (read().filter(standing -> standing.version().equals(version)).isEmpty()) {
        return new Replaced.Overtaken();
      }
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      // A link stays a link.
      write(path.get().toRealPath(), bytes);
      return new Replaced.Done(FileContents.digest(bytes));
    } catch (IOException e) {
      return new Replaced.Refused(
          path.get() + " cannot be written: " + e.getClass().getSimpleName());
    } finally {
      writing.unlock();
    }
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + PART);
    try {
      try (FileChannel channel =
          FileChannel.open(
              part,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
          channel.write(rest);
        }
        channel.force(true);
      }
      keepPermissions(file, part);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
    try (FileChannel folder = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
      folder.force(true);
    }
  }

  private static void keepPermissions(Path file, Path part) throws IOException {
    PosixFileAttributeView known = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (known != null) {
      Files.setPosixFilePermissions(part, known.readAttributes().permissions());
    }
  }
}
