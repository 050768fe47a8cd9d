package org.onthaal.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Hooks cost an application nothing that has not what they hook into: no class of them is loaded.
 */
class AbsentLibrariesTest {
  private static final Pattern LIBRARY =
      Pattern.compile(".*(micrometer|opentelemetry|prometheus).*");
  private static final Pattern HOOK =
      Pattern.compile(
          "org\\.onthaal\\.sdk\\.(micrometer|opentelemetry|jmx)\\.\\w+"
              + "|org\\.onthaal\\.sdk\\.internal\\.MeterNames"
              + "|io\\.(micrometer|opentelemetry)\\.\\w+"
              + "|javax\\.management\\.\\w+");
  private static final String MICROMETER_HOOK = "org.onthaal.sdk.micrometer.FeedbackMeters";
  private static final String JMX_HOOK = "org.onthaal.sdk.jmx.FeedbackMXBean";

  @TempDir private Path folder;

  @Test
  void onTheClassPathTheClientWorksAndNoHookIsLoaded() throws Exception {
    String said = run(onTheClassPath());

    assertThat(said).contains("arrived 1", "delivered=1");
    assertThat(HOOK.matcher(said).results()).isEmpty();
  }

  /** As in an image made by jlink, which holds no module that nobody requires. */
  @Test
  void onTheModulePathTheClientWorksAndNoHookIsLoaded() throws Exception {
    String said =
        run(
            List.of(
                "-p",
                plain(modulePath()),
                "--limit-modules",
                "org.onthaal.sdk,java.logging,jdk.unsupported",
                "--patch-module",
                "org.onthaal.sdk=" + Path.of("target", "test-classes").toAbsolutePath(),
                "-cp",
                plain(classPath()),
                "-m",
                "org.onthaal.sdk/" + PlainProcess.class.getName()));

    assertThat(said).contains("arrived 1", "delivered=1", "java.management false");
    assertThat(HOOK.matcher(said).results()).isEmpty();
  }

  @Test
  void applicationThatIsAModuleCompilesWithoutTheLibraries() throws Exception {
    Path module = folder.resolve("module-info.java");
    Files.writeString(module, "module application { requires org.onthaal.sdk; }");
    Path main = folder.resolve("Main.java");
    Files.writeString(
        main, "package application; class Main { org.onthaal.sdk.FeedbackClient client; }");
    StringWriter said = new StringWriter();

    int code =
        ToolProvider.findFirst("javac")
            .orElseThrow()
            .run(
                new PrintWriter(said),
                new PrintWriter(said),
                "-p",
                plain(modulePath()),
                "-d",
                folder.resolve("classes").toString(),
                module.toString(),
                main.toString());

    assertThat(code).as(said.toString()).isZero();
  }

  @Test
  void hookThatIsAskedForWithoutItsLibrarySaysWhatIsMissing() throws Exception {
    String said = run(onTheClassPath(), MICROMETER_HOOK);

    assertThat(said)
        .contains("loaded by name failed: io/micrometer/core/instrument/binder/MeterBinder");
  }

  /** What the other tests look for is found where it is. */
  @Test
  void hookThatIsAskedForIsSeen() throws Exception {
    String said = run(onTheClassPath(), JMX_HOOK);

    assertThat(said).contains("loaded by name FeedbackMXBean");
    assertThat(HOOK.matcher(said).results()).isNotEmpty();
  }

  private static List<String> onTheClassPath() {
    return List.of("-cp", plain(classPath(), modulePath()), PlainProcess.class.getName());
  }

  private String run(List<String> start, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xlog:class+load");
    command.addAll(start);
    command.addAll(List.of(arguments));
    Path out = folder.resolve("out");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    String said = Files.readString(out);
    assertThat(process.exitValue()).as(said).isZero();
    return said;
  }

  /** A path without the libraries; at least one of the paths of this process has them. */
  private static String plain(String... paths) {
    return Arrays.stream(String.join(File.pathSeparator, paths).split(File.pathSeparator))
        .filter(entry -> !LIBRARY.matcher(entry).matches())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String classPath() {
    return Path.of("target", "test-classes").toAbsolutePath()
        + File.pathSeparator
        + System.getProperty("java.class.path");
  }

  private static String modulePath() {
    return System.getProperty("jdk.module.path");
  }
}
