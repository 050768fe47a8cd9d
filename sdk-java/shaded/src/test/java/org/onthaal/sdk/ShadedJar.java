package org.onthaal.sdk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** The jar that this module makes. */
final class ShadedJar {
  private ShadedJar() {}

  static Path path() {
    return Path.of(Objects.requireNonNull(System.getProperty("onthaal.shaded.jar")));
  }

  /** The names of all files in it, sorted. */
  static List<String> files() throws IOException {
    try (JarFile jar = new JarFile(path().toFile())) {
      return jar.stream()
          .filter(entry -> !entry.isDirectory())
          .map(JarEntry::getName)
          .sorted()
          .toList();
    }
  }

  static byte[] read(String file) throws IOException {
    try (JarFile jar = new JarFile(path().toFile())) {
      return jar.getInputStream(Objects.requireNonNull(jar.getJarEntry(file), file)).readAllBytes();
    }
  }
}
