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
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How the processes under test start: with the class path of this one, less what only tests need,
/// and, as a user's do, with records of what services and short commands load. They start hundreds
/// of times.
final class RecordedStart {
  private static final Path TARGET = Path.of("target").toAbsolutePath();
  private static final Duration READY_MAX = Duration.ofMinutes(3);
  private static final Set<String> LASTING = Set.of("run", "demo");
  private static @Nullable RecordedStart made;

  private final List<String> lasting;
  private final List<String> shortly;

  private RecordedStart(List<String> lasting, List<String> shortly) {
    this.lasting = lasting;
    this.shortly = shortly;
  }

  /// The program and what stands before the main class. The first call makes the records.
  static synchronized List<String> options(String command) {
    RecordedStart known = made;
    if (known == null) {
      known = recorded(classPath());
      made = known;
    }
    return LASTING.contains(command) ? known.lasting : known.shortly;
  }

  private static List<String> classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(entry -> !Path.of(entry).startsWith(TARGET))
        .toList();
  }

  private static RecordedStart recorded(List<String> classPath) {
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
    return isPacked ? record(plain) : new RecordedStart(plain, plain);
  }

  /// Starts everything once, in a folder of its own, asks it one thing, and stops it.
  private static RecordedStart record(List<String> plain) {
    try {
      Path folder = Files.createTempDirectory("onthaal-record");
      Path start = folder.resolve("start.aot");
      Path command = folder.resolve("command.aot");
      Path log = folder.resolve("record.log");
      Path data = folder.resolve("data");
      Process running = begin(plain, start, log, "run", data, "--port-base", "0");
      await("everything to be ready")
          .atMost(READY_MAX)
          .until(() -> !running.isAlive() || Files.exists(data.resolve("ports.json")));
      end(begin(plain, command, log, "scores", data), command, log);
      running.destroy();
      end(running, start, log);
      delete(data);
      return new RecordedStart(using(plain, start), using(plain, command));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while recording a start", e);
    }
  }

  private static Process begin(
      List<String> plain, Path record, Path log, String command, Path data, String... further)
      throws IOException {
    List<String> words = with(plain, "-XX:AOTCacheOutput=" + record);
    words.addAll(List.of(CommandLine.MAIN, command, "--data", data.toString()));
    words.addAll(List.of(further));
    return CommandLine.start(log.toFile(), log.toFile(), words);
  }

  private static void end(Process process, Path record, Path log)
      throws IOException, InterruptedException {
    if (!process.waitFor(READY_MAX.toSeconds(), TimeUnit.SECONDS) || !Files.exists(record)) {
      process.destroyForcibly();
      throw new AssertionError("no record of a start: " + Files.readString(log));
    }
    record.toFile().deleteOnExit();
  }

  private static List<String> using(List<String> plain, Path record) {
    return with(plain, "-XX:AOTCache=" + record, "-Xlog:aot=off", "-Xlog:cds=off");
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
