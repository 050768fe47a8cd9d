package org.onthaal.standalone;

import java.io.PrintWriter;
import java.util.List;
import org.slf4j.bridge.SLF4JBridgeHandler;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/// The command line's front: finds the command, turns failures into one sentence and an exit code.
@Command(
    name = "./onthaal",
    description = "Measures satisfaction after each contact with a public service.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true)
public final class Standalone {
  static final int OK = 0;
  static final int FOUND = 1;
  static final int UNUSABLE = 2;

  private static final String TRACE = "ONTHAAL_TRACE";

  /// In the order in which the help names them.
  private static final List<Class<?>> COMMANDS =
      List.of(
          RunCommand.class,
          DemoCommand.class,
          MigrateCommand.class,
          ImportCommand.class,
          ExportCommand.class,
          ScoresCommand.class,
          AlertsCommand.class,
          SilencesCommand.class,
          DeadLettersCommand.class,
          BacktestCommand.class,
          VerifyCommand.class,
          CatalogCommand.class,
          KeysCommand.class,
          DevicesCommand.class,
          LossesCommand.class);

  public static void main(String[] words) {
    Logs.quiet();
    System.exit(execute(words));
  }

  static int execute(String... words) {
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    int exitCode = commandLine(words).execute(words);
    if (System.out.checkError()) {
      System.err.println("Not everything could be written to standard output.");
      return UNUSABLE;
    }
    return exitCode;
  }

  /// Knows the command that the words begin with, or all of them where they begin with none: to
  /// take all of them in takes most of the time that a short command does.
  static CommandLine commandLine(String... words) {
    CommandLine all = new CommandLine(new Standalone());
    List<Class<?>> meant =
        COMMANDS.stream()
            .filter(command -> words.length > 0 && name(command).equals(words[0]))
            .toList();
    (meant.isEmpty() ? COMMANDS : meant).forEach(all::addSubcommand);
    return all.setUsageHelpAutoWidth(true)
        .setUsageHelpLongOptionsMaxWidth(34)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(Standalone::misused)
        .setExecutionExceptionHandler((failure, line, _) -> failed(failure, line));
  }

  private static String name(Class<?> command) {
    return command.getAnnotation(Command.class).name();
  }

  private static int misused(ParameterException failure, String[] words) {
    CommandLine line = failure.getCommandLine();
    PrintWriter err = line.getErr();
    err.println(harmless(String.valueOf(failure.getMessage())));
    err.println("'" + line.getCommandSpec().qualifiedName() + " --help' explains.");
    return UNUSABLE;
  }

  /// The text without what could steer a terminal: it may quote a file or an argument.
  private static String harmless(String text) {
    return text.replaceAll("[\\p{Cc}&&[^\n]]", "\uFFFD");
  }

  private static int failed(Exception failure, CommandLine line) {
    PrintWriter err = line.getErr();
    if (failure instanceof Complaint) {
      err.println(harmless(String.valueOf(failure.getMessage())));
    } else {
      err.println(
          "%s failed: %s (%s=1 shows where)"
              .formatted(line.getCommandSpec().qualifiedName(), failure, TRACE));
    }
    if (System.getenv(TRACE) != null) {
      failure.printStackTrace(err);
    }
    return UNUSABLE;
  }
}
