package org.onthaal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.onthaal.e2e.command.CommandLine;

/// The shell script at the root, as a newcomer meets it.
class FrontDoorIT {
  private static final Path SCRIPT = Path.of("..", "onthaal").toAbsolutePath().normalize();

  @TempDir Path folder;

  @Test
  void helpNamesEveryCommandAndSucceeds() throws Exception {
    CommandLine.Result result = shell(List.of(SCRIPT.toString(), "--help"));

    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .contains(
            "run ",
            "test ",
            "import ",
            "export ",
            "scores ",
            "alerts ",
            "silences ",
            "dead-letters\n",
            "backtest ",
            "verify ",
            "catalog ",
            "keys ",
            "sample ",
            "bench ",
            "fuzz ",
            "reproduce ");
  }

  @Test
  void unknownCommandIsNamedAndFails() throws Exception {
    CommandLine.Result result = shell(List.of(SCRIPT.toString(), "rnu"));

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("There is no command 'rnu'");
  }

  @Test
  void everyTargetOfBrokenInputIsNamed() throws Exception {
    CommandLine.Result list = shell(List.of(SCRIPT.toString(), "fuzz", "--list"));
    CommandLine.Result wrong = shell(List.of(SCRIPT.toString(), "fuzz", "Nothing"));

    assertThat(list.out().lines())
        .contains("JsonMessagesFuzzTest", "RuleFileFuzzTest", "RatingFileFuzzTest")
        .doesNotHaveDuplicates();
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err()).contains("There is no target 'Nothing'");
  }

  @Test
  void missingJdkIsOneClearSentence() throws Exception {
    CommandLine.Result result = withoutJdk(SCRIPT, "HOME=" + folder);

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err().strip().lines()).hasSize(1);
    assertThat(result.err()).contains("JDK 25 or newer").contains("JAVA_HOME");
  }

  @Test
  void linkToItAndAMissingHomeChangeNothing() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("onthaal link"), SCRIPT);

    CommandLine.Result result = withoutJdk(link, "--unset=HOME");

    assertThat(result.err().strip().lines()).hasSize(1);
    assertThat(result.err()).contains("JDK 25 or newer");
    assertThat(shell(List.of(link.toString(), "--help")).exitCode()).isZero();
  }

  // A mount of its own hides the JDKs of this machine from the script, and from nobody else.
  private CommandLine.Result withoutJdk(Path script, String home)
      throws IOException, InterruptedException {
    String hide =
        "for d in /usr/lib/jvm /opt; do [ -d $d ] && mount -t tmpfs none $d; done; exec \"$0\" run";
    return shell(
        List.of(
            "unshare",
            "-rm",
            "env",
            "--unset=JAVA_HOME",
            home,
            "sh",
            "-c",
            hide,
            script.toString()));
  }

  @Test
  void buildLockThatCannotBeTakenIsOneClearSentence() throws Exception {
    Path tree = Files.createDirectory(folder.resolve("a tree"));
    Path script = Files.copy(SCRIPT, tree.resolve("onthaal"), StandardCopyOption.COPY_ATTRIBUTES);
    Path lock = tree.resolve("target").resolve("build.lock");
    Files.createDirectories(lock); // no process can write a file here, and none is building

    CommandLine.Result result = shell(List.of(script.toString(), "scores"));

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err().strip().lines()).hasSize(1);
    assertThat(result.err()).contains(lock.toString());
  }

  @Test
  void treeThatWasMovedStartsWithoutTheOldPlace() throws Exception {
    Path tree = Files.createDirectories(folder.resolve("a tree"));
    Path target = Files.createDirectories(tree.resolve("standalone/target"));
    Path script = Files.copy(SCRIPT, tree.resolve("onthaal"), StandardCopyOption.COPY_ATTRIBUTES);
    Path libraries = Files.createDirectory(target.resolve("libraries"));
    int number = 101;
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path jar = Path.of(entry);
      boolean own = jar.getFileName().toString().startsWith("standalone-");
      Path link = libraries.resolve(own ? "100-standalone.jar" : number++ + "-library.jar");
      Files.createSymbolicLink(link, jar);
    }
    Files.writeString(target.resolve("classpath"), "/nowhere/any.jar");
    Files.createFile(target.resolve("built"));
    Path moved = Files.move(tree, folder.resolve("another place"));

    CommandLine.Result result =
        shell(List.of(moved.resolve(script.getFileName()).toString(), "scores", "--help"));

    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).contains("Usage: ./onthaal scores");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run",
        "import",
        "export",
        "scores",
        "alerts",
        "silences",
        "dead-letters",
        "backtest",
        "verify",
        "catalog",
        "migrate"
      })
  void everyCommandExplainsItself(String command) {
    CommandLine.Result result = CommandLine.run(command, "--help");

    assertThat(result.exitCode()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out()).contains("Usage: ./onthaal " + command);
  }

  private CommandLine.Result shell(List<String> command) throws IOException, InterruptedException {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return new CommandLine.Result(
        process.exitValue(), Files.readString(out), Files.readString(err));
  }
}
