package org.onthaal.sdk.internal.spool;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * A folder of the machine. What it makes is readable to its owner only: comments lie in it as
 * people wrote them.
 */
public final class FolderDisk implements SpoolDisk {
  /** Most files kept of what could not be understood. */
  private static final int CORRUPT_MAX = 100;

  private final Path folder;

  /** Makes the folder where there is none. */
  public FolderDisk(Path folder) throws IOException {
    this.folder = folder;
    makeFolder(folder);
  }

  /**
   * Makes a folder and those above it; they are readable to their owner only where the file system
   * knows owners.
   */
  static void makeFolder(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } else {
      Files.createDirectories(folder);
    }
  }

  @Override
  public List<String> names() throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
      for (Path each : all) {
        if (Files.isRegularFile(each)) {
          names.add(each.getFileName().toString());
        }
      }
    }
    return names;
  }

  @Override
  public SpoolFile open(String name) throws IOException {
    return new ChannelFile(
        FileChannel.open(
            folder.resolve(name),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE));
  }

  @Override
  public void delete(String name) throws IOException {
    Files.deleteIfExists(folder.resolve(name));
  }

  /** On systems that cannot force a folder (Windows), the file system's own journal has to do. */
  @Override
  public void force() throws IOException {
    if (!folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return;
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public void keepCorrupt(String name, byte[] bytes) throws IOException {
    Path corrupt = folder.resolve("corrupt");
    makeFolder(corrupt);
    try (var kept = Files.list(corrupt)) {
      if (kept.count() >= CORRUPT_MAX) {
        return;
      }
    }
    Files.write(corrupt.resolve(name), bytes);
  }

  @Override
  public void close() {}

  private static final class ChannelFile implements SpoolFile {
    private final FileChannel channel;

    ChannelFile(FileChannel channel) {
      this.channel = channel;
    }

    @Override
    public long size() throws IOException {
      return channel.size();
    }

    @Override
    public void write(ByteBuffer from, long at) throws IOException {
      long position = at;
      while (from.hasRemaining()) {
        position += channel.write(from, position);
      }
    }

    @Override
    public void read(ByteBuffer into, long at) throws IOException {
      long position = at;
      while (into.hasRemaining()) {
        int count = channel.read(into, position);
        if (count < 0) {
          if (position == at) {
            throw new EOFException("nothing at byte " + at);
          }
          return;
        }
        position += count;
      }
    }

    @Override
    public void force() throws IOException {
      channel.force(true);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
