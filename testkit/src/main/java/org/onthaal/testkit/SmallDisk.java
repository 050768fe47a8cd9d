package org.onthaal.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A file system of a few megabytes that can be filled: a tmpfs in a user and mount namespace of its
 * own, so that nobody needs to be root and nothing is left behind. Whoever shall see it is started
 * with {@link #inside(List)}.
 */
public final class SmallDisk implements AutoCloseable {
  private static final String FILLER = "filler";
  private static final int CHUNK_BYTES = 64 << 10;

  private final Process holder;
  private final Path folder;

  private SmallDisk(Process holder, Path folder) {
    this.holder = holder;
    this.folder = folder;
  }

  /** Mounts it over an existing folder, for the processes inside only. */
  public static SmallDisk over(Path folder, int megabytes) {
    try {
      // The shell ends, and the namespace with it, when its input does: also when we are killed.
      Process holder =
          new ProcessBuilder(
                  "unshare",
                  "-U",
                  "-m",
                  "-r",
                  "/bin/sh",
                  "-c",
                  "mount -t tmpfs -o size=%dm tmpfs '%s' && echo mounted && read end"
                      .formatted(megabytes, folder))
              .redirectErrorStream(true)
              .start();
      BufferedReader said = holder.inputReader(StandardCharsets.UTF_8);
      String line = said.readLine();
      if (!"mounted".equals(line)) {
        throw new IllegalStateException("a small disk could not be mounted: " + line);
      }
      return new SmallDisk(holder, folder);
    } catch (IOException e) {
      throw new UncheckedIOException("a small disk could not be mounted", e);
    }
  }

  /** The command, for a process that sees the disk where the folder is. */
  public List<String> inside(List<String> command) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "nsenter",
                "--preserve-credentials",
                "-U",
                "-m",
                "-t",
                Long.toString(holder.pid()),
                "--"));
    words.addAll(command);
    return words;
  }

  /** Where the folder is for processes outside. */
  public Path fromOutside() {
    return Path.of("/proc", Long.toString(holder.pid()), "root").resolve("." + folder).normalize();
  }

  /** Bytes that are free. */
  public long free() {
    try {
      FileStore store = Files.getFileStore(fromOutside());
      return store.getUsableSpace();
    } catch (IOException e) {
      throw new UncheckedIOException("the small disk cannot be asked", e);
    }
  }

  /** Takes all space that is free; whoever writes next is told that there is none. */
  public void fill() {
    byte[] chunk = new byte[CHUNK_BYTES];
    try (OutputStream filler = Files.newOutputStream(fromOutside().resolve(FILLER))) {
      while (true) {
        filler.write(chunk);
      }
    } catch (IOException e) {
      if (free() >= CHUNK_BYTES) {
        throw new UncheckedIOException("the small disk could not be filled", e);
      }
    }
  }

  /** Gives the space back that {@link #fill()} took. */
  public void makeRoom() {
    try {
      Files.deleteIfExists(fromOutside().resolve(FILLER));
    } catch (IOException e) {
      throw new UncheckedIOException("the small disk could not be cleared", e);
    }
  }

  @Override
  public void close() {
    holder.destroy();
    try {
      if (!holder.waitFor(10, TimeUnit.SECONDS)) {
        holder.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      holder.destroyForcibly();
    }
  }
}
