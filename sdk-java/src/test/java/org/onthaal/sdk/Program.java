package org.onthaal.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;

/**
 * A program of somebody who uses the SDK: compiled for Java 17 without a warning, run in a process
 * of its own.
 */
final class Program {
  private static final Pattern SNIPPET = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final String ADDRESS = "http://localhost:9080";

  /** The class that {@link #snippet} makes. */
  static final String SNIPPET_CLASS = "Snippet";

  private final Path folder;

  /**
   * @param folder for sources, classes and what the program says
   */
  Program(Path folder) {
    this.folder = folder;
  }

  /**
   * The one snippet of a README as a program, which calls {@code address} instead of what stands
   * there.
   */
  static String snippet(Path readme, String address) throws IOException {
    Matcher matcher = SNIPPET.matcher(Files.readString(readme));
    assertThat(matcher.find()).isTrue();
    String body = matcher.group(1);
    assertThat(body).contains(ADDRESS);
    assertThat(matcher.find()).as("another snippet: run it here as well").isFalse();
    return """
    import java.nio.file.Path;
    import org.onthaal.sdk.*;
    public class Snippet {
      public static void main(String[] arguments) {
    %s
      }
    }
    """
        .formatted(body.replace(ADDRESS, address));
  }

  /** Compiles one source; {@code options} are those of javac that say where the libraries are. */
  void compile(String file, String source, List<String> options) throws IOException {
    Path written = folder.resolve(file);
    Files.createDirectories(written.getParent());
    Files.writeString(written, source);
    List<String> arguments = new ArrayList<>(List.of("--release", "17", "-Xlint:all", "-Werror"));
    arguments.addAll(options);
    arguments.addAll(List.of("-d", folder.toString(), written.toString()));
    StringWriter said = new StringWriter();
    PrintWriter out = new PrintWriter(said);
    int status =
        ToolProvider.findFirst("javac")
            .orElseThrow()
            .run(out, out, arguments.toArray(new String[0]));
    assertThat(status).as(said.toString()).isZero();
  }

  /** Runs a program on a JDK; {@code arguments} are everything behind the word java. */
  Ended java(Path jdk, List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(jdk.resolve("bin/java").toString()));
    command.addAll(arguments);
    Path out = folder.resolve("out");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    return new Ended(process.exitValue(), Files.readString(out));
  }

  /**
   * How a program ended.
   *
   * @param status what it left with
   * @param said both of its outputs
   */
  record Ended(int status, String said) {}

  /** A class path or module path. */
  static String path(Object... parts) {
    List<String> texts = new ArrayList<>();
    for (Object part : parts) {
      texts.add(part.toString());
    }
    return String.join(File.pathSeparator, texts);
  }
}
