package org.onthaal.e2e.command;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How the processes under test start: with the class path of this one, less what only tests need,
/// and, as a user's do, with a record of what a start loads. They start hundreds of times.
final class RecordedStart {
  private static final Path TARGET = Path.of("target").toAbsolutePath();
  private static final Duration READY_MAX = Duration.ofMinutes(3);
  private static List<String> options = List.of();

  private RecordedStart() {}

  /// The program and what stands before the main class. The first call makes the record.
  static synchronized List<String> options() {
    if (options.isEmpty()) {
      options = recorded(classPath());
    }
    return options;
  }

  private static List<String> classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(entry -> !Path.of(entry).startsWith(TARGET))
        .toList();
  }

  private static List<String> recorded(List<String> classPath) {
    List<String> plain =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:+UseSerialGC",
            // They live for seconds: what the second compiler would win is spent on starting it.
            "-XX:TieredStopAtLevel=1",
            "-Xmx512m",
            "-cp",
            classPath.stream().collect(Collectors.joining(File.pathSeparator)));
    // A record is of jars only; a run on loose classes goes without.
    boolean isPacked = classPath.stream().noneMatch(entry -> Files.isDirectory(Path.of(entry)));
    return isPacked
        ? with(plain, "-XX:AOTCache=" + record(plain), "-Xlog:aot=off", "-Xlog:cds=off")
        : plain;
  }

  /// Starts everything once, in a folder of its own, and stops it when it is ready.
  private static Path record(List<String> plain) {
    try {
      Path folder = Files.createTempDirectory("onthaal-record");
      Path record = folder.resolve("start.aot");
      Path log = folder.resolve("record.log");
      Path data = folder.resolve("data");
      List<String> command = with(plain, "-XX:AOTCacheOutput=" + record);
      command.addAll(
          List.of(CommandLine.MAIN, "run", "--data", data.toString(), "--port-base", "0"));
      Process process = CommandLine.start(log.toFile(), log.toFile(), command);
      await("everything to be ready")
          .atMost(READY_MAX)
          .until(() -> !process.isAlive() || Files.exists(data.resolve("ports.json")));
      process.destroy();
      if (!process.waitFor(READY_MAX.toSeconds(), TimeUnit.SECONDS) || !Files.exists(record)) {
        process.destroyForcibly();
        throw new AssertionError("no record of a start: " + Files.readString(log));
      }
      delete(data);
      record.toFile().deleteOnExit();
      return record;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while recording a start", e);
    }
  }

  private static void delete(Path data) throws IOException {
    try (Stream<Path> files = Files.walk(data)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    }
  }

  private static List<String> with(List<String> command, String... options) {
    List<String> all = new ArrayList<>(command);
    all.addAll(1, List.of(options));
    return all;
  }
}
