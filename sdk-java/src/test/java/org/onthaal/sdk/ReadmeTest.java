package org.onthaal.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
  private static final Pattern REASON = Pattern.compile("(?m)^\\| `([A-Z_]+)` \\|");

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
    assertStores(jdk, List.of("-cp", Program.path(libraries(), folder)));
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
            Program.path(System.getProperty("java.class.path"), folder)));
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
      Program program = new Program(folder);
      program.compile(
          "Snippet.java", Program.snippet(README, door.address()), List.of("-cp", libraries()));
      List<String> arguments = new ArrayList<>(paths);
      arguments.add(Program.SNIPPET_CLASS);

      Program.Ended ended = program.java(jdk, arguments);

      assertThat(ended.status()).as(ended.said()).isZero();
      assertThat(ended.said()).contains("Durable[id=");
      assertThat(door.stored()).hasSize(1);
    }
  }

  private static String libraries() {
    return Program.path(
        System.getProperty("jdk.module.path"), System.getProperty("java.class.path"));
  }
}
