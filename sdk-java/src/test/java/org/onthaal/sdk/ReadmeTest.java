package org.onthaal.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the README shows compiles as it stands and does what it says, on each JDK of this machine,
 * on the class path and the module path.
 */
class ReadmeTest {
  private static final Path README = Path.of("README.md");
  private static final Pattern SNIPPET = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern REASON = Pattern.compile("(?m)^\\| `([A-Z_]+)` \\|");
  private static final String ADDRESS = "http://localhost:9080";

  @TempDir private Path folder;

  static Stream<Path> jdks() throws IOException {
    List<Path> found = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"))));
    Path usual = Path.of("/usr/lib/jvm");
    if (Files.isDirectory(usual)) {
      try (Stream<Path> all = Files.list(usual)) {
        all.filter(each -> !Files.isSymbolicLink(each))
            .filter(each -> Files.isExecutable(each.resolve("bin/java")))
            .filter(each -> version(each) >= 17)
            .filter(each -> !found.contains(each))
            .forEach(found::add);
      }
    }
    return found.stream();
  }

  private static int version(Path jdk) {
    try {
      Matcher matcher =
          Pattern.compile("JAVA_VERSION=\"(\\d+)")
              .matcher(Files.readString(jdk.resolve("release")));
      return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    } catch (IOException e) {
      return 0; // no JDK
    }
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void snippetRunsOnTheClassPath(Path jdk) throws Exception {
    assertStores(jdk, List.of("-cp", libraries() + File.pathSeparator + folder));
  }

  /**
   * As Maven does: what the SDK requires lies on the module path, what that needs in turn on the
   * class path.
   */
  @ParameterizedTest
  @MethodSource("jdks")
  void snippetRunsOnTheModulePath(Path jdk) throws Exception {
    assertStores(
        jdk,
        List.of(
            "-p",
            System.getProperty("jdk.module.path"),
            "--add-modules",
            "org.onthaal.sdk",
            "-cp",
            System.getProperty("java.class.path") + File.pathSeparator + folder));
  }

  @Test
  void everyReasonIsExplained() throws IOException {
    List<String> explained =
        REASON.matcher(Files.readString(README)).results().map(found -> found.group(1)).toList();

    assertThat(explained)
        .containsExactlyElementsOf(Stream.of(DropReason.values()).map(DropReason::name).toList());
  }

  private void assertStores(Path jdk, List<String> paths) throws Exception {
    try (ScriptedDoor door = new ScriptedDoor()) {
      compile(door.address());
      List<String> command = new ArrayList<>(List.of(jdk.resolve("bin/java").toString()));
      command.addAll(paths);
      command.add("Snippet");

      assertThat(run(command)).contains("Durable[id=");
      assertThat(door.stored()).hasSize(1);
    }
  }

  private void compile(String address) throws IOException, InterruptedException {
    Matcher matcher = SNIPPET.matcher(Files.readString(README));
    assertThat(matcher.find()).isTrue();
    String body = matcher.group(1);
    assertThat(body).contains(ADDRESS);
    assertThat(matcher.find()).as("another snippet: run it here as well").isFalse();
    Path source = folder.resolve("Snippet.java");
    Files.writeString(
        source,
        """
        import java.nio.file.Path;
        import org.onthaal.sdk.*;
        class Snippet {
          public static void main(String[] arguments) {
        %s
          }
        }
        """
            .formatted(body.replace(ADDRESS, address)));
    run(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "javac").toString(),
            "--release",
            "17",
            "-Xlint:all",
            "-Werror",
            "-cp",
            libraries(),
            "-d",
            folder.toString(),
            source.toString()));
  }

  /** Runs a program that must end well; says what it said. */
  private String run(List<String> command) throws IOException, InterruptedException {
    Path out = folder.resolve("out");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    String said = Files.readString(out);
    assertThat(process.exitValue()).as(said).isZero();
    return said;
  }

  private static String libraries() {
    return System.getProperty("jdk.module.path")
        + File.pathSeparator
        + System.getProperty("java.class.path");
  }
}
