package org.onthaal.e2e.command;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The command line in a process of its own, as a person would start it.
public final class CommandLine {
  static final String MAIN = "org.onthaal.standalone.Standalone";
  private static final long COMMAND_MINUTES_MAX = 5;

  private CommandLine() {}

  /// What a finished command left behind.
  public record Result(int exitCode, String out, String err) {
    /// The result, once it is known to have succeeded.
    public Result orFail() {
      if (exitCode != 0) {
        throw new AssertionError("exit code " + exitCode + "\n" + out + "\n" + err);
      }
      return this;
    }
  }

  /// Runs a command to its end.
  public static Result run(String... arguments) {
    try {
      Path out = Files.createTempFile("onthaal", ".out");
      Path err = Files.createTempFile("onthaal", ".err");
      try {
        return run(out, err, arguments);
      } finally {
        Files.delete(out);
        Files.delete(err);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(
          "interrupted while waiting for " + String.join(" ", arguments), e);
    }
  }

  private static Result run(Path out, Path err, String... arguments)
      throws IOException, InterruptedException {
    Process process = start(out.toFile(), err.toFile(), arguments);
    if (!process.waitFor(COMMAND_MINUTES_MAX, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError(
          String.join(" ", arguments) + " did not end: " + Files.readString(err));
    }
    return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  /// Starts a command and leaves it running.
  public static Process start(File out, File err, String... arguments) throws IOException {
    return start(out, err, words(arguments));
  }

  /// As above, where the command stands in others, such as those that lead into a namespace.
  public static Process start(File out, File err, List<String> words) throws IOException {
    return new ProcessBuilder(words)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(out))
        .redirectError(ProcessBuilder.Redirect.appendTo(err))
        .start();
  }

  /// The whole command, from the program on.
  public static List<String> words(String... arguments) {
    List<String> command = new ArrayList<>(RecordedStart.options(arguments[0]));
    command.add(MAIN);
    command.addAll(List.of(arguments));
    return command;
  }
}
