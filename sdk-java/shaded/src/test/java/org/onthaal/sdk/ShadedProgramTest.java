package org.onthaal.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the README shows runs with this one jar and nothing else, on each JDK of this machine. */
class ShadedProgramTest {
  private static final String JDKS = "org.onthaal.sdk.ReadmeTest#jdks";
  private static final Path README = Path.of("..", "README.md");

  @TempDir private Path folder;

  @ParameterizedTest
  @MethodSource(JDKS)
  void snippetRunsOnTheClassPath(Path jdk) throws Exception {
    assertStores(jdk, "-cp", "", List.of("-cp", Program.path(ShadedJar.path(), folder), "Snippet"));
  }

  @ParameterizedTest
  @MethodSource(JDKS)
  void moduleThatRequiresTheSdkRuns(Path jdk) throws Exception {
    new Program(folder)
        .compile(
            "module-info.java",
            "module town { requires org.onthaal.sdk; }",
            List.of("-p", ShadedJar.path().toString()));

    assertStores(
        jdk,
        "-p",
        "package town; ",
        List.of("-p", Program.path(ShadedJar.path(), folder), "-m", "town/town.Snippet"));
  }

  private void assertStores(Path jdk, String option, String head, List<String> arguments)
      throws Exception {
    try (ScriptedDoor door = new ScriptedDoor()) {
      Program program = new Program(folder);
      program.compile(
          "Snippet.java",
          head + Program.snippet(README, door.address()),
          List.of(option, Program.path(ShadedJar.path(), folder)));

      Program.Ended ended = program.java(jdk, arguments);

      assertThat(ended.status()).as(ended.said()).isZero();
      assertThat(ended.said()).contains("Durable[id=");
      assertThat(door.stored()).hasSize(1);
    }
  }
}
