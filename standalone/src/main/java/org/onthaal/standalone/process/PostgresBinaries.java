package org.onthaal.standalone.process;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.onthaal.standalone.Complaint;

/// The programs of PostgreSQL, unpacked from the class path into the data folder.
final class PostgresBinaries {
  private static final System.Logger LOG = System.getLogger(PostgresBinaries.class.getName());

  private PostgresBinaries() {}

  /// Unpacks once; a folder that is half unpacked is never taken for a whole one.
  ///
  /// @return the folder with `bin/`
  static Path unpacked(Path folder) throws IOException {
    String name = resource();
    Path target = folder.resolve("programs");
    Path mark = target.resolve("unpacked");
    try (InputStream packed = PostgresBinaries.class.getResourceAsStream("/" + name)) {
      if (packed == null) {
        throw new Complaint(
            "There is no PostgreSQL for this machine in the build (%s); run the services alone, with a PostgreSQL of your own."
                .formatted(name));
      }
      byte[] bytes = packed.readAllBytes();
      String wanted = name + " " + bytes.length;
      if (!Files.exists(mark) || !Files.readString(mark).equals(wanted)) {
        if (!unpackedByTar(bytes, target)) {
          unpack(new java.io.ByteArrayInputStream(bytes), target);
        }
        Files.writeString(mark, wanted);
      }
      return target;
    }
  }

  /// Lets the machine's own tar do it, in two thirds of the time; without one, or without its xz,
  /// it is done here.
  private static boolean unpackedByTar(byte[] packed, Path target) throws IOException {
    Files.createDirectories(target);
    Path archive = Files.write(target.resolve("archive"), packed);
    try {
      return new ProcessBuilder(
                  "tar", "-xJf", archive.toString(), "--no-same-owner", "-C", target.toString())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .onExit()
              .join()
              .exitValue()
          == 0;
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "there is no tar here", e);
      return false;
    } finally {
      Files.delete(archive);
    }
  }

  private static void unpack(InputStream packed, Path target) throws IOException {
    try (var tar =
        new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(packed)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path file = target.resolve(entry.getName()).normalize();
        if (!file.startsWith(target)) {
          throw new IOException("an entry leaves its folder: " + entry.getName());
        }
        unpack(tar, entry, file);
      }
    }
  }

  private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path file)
      throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(file);
      return;
    }
    Files.createDirectories(file.resolveSibling("."));
    Files.deleteIfExists(file);
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(tar, file, StandardCopyOption.REPLACE_EXISTING);
    if ((entry.getMode() & 0100) != 0) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  /// As the packages of the binaries name them.
  private static String resource() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String machine = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    String family =
        system.contains("mac") ? "darwin" : system.contains("win") ? "windows" : "linux";
    String processor = machine.matches("aarch64|arm64") ? "arm_64" : "x86_64";
    return "postgres-" + family + "-" + processor + ".txz";
  }
}
