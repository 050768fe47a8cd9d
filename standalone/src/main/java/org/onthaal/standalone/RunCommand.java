package org.onthaal.standalone;

import java.io.PrintStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.onthaal.standalone.process.DataFolder;
import org.onthaal.standalone.process.Door;
import org.onthaal.standalone.process.Installation;
import org.onthaal.standalone.process.Pause;
import org.onthaal.standalone.process.Ports;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `run`: everything on this machine, until it is told to stop.
@Command(
    name = "run",
    header = "Starts everything on this machine: database, both services, the rating pages.",
    description = {
      "",
      "Keeps its data in one folder, prints the links a person needs, and runs until Ctrl-C or SIGTERM,"
          + " which let work in progress end first. A killed process loses nothing that was"
          + " acknowledged: start it again.",
      "",
      "With feedback-service or aggregation-service it runs one service alone, on your own PostgreSQL.",
      ""
    },
    footer = {
      "",
      "Ports: 8080 and 8081 HTTP, 9080 and 9081 gRPC, 8090 and 8091 management, 5480 PostgreSQL; with"
          + " --port-base N they are N, N+1 (HTTP), N+2, N+3 (gRPC), N+4, N+5 (management), N+7.",
      "Example: ./onthaal run --data ./data --port-base 7000",
      "Exit code: 0 after Ctrl-C or SIGTERM, 2 when it cannot start."
    },
    subcommands = {ServiceCommands.RunFeedback.class, ServiceCommands.RunAggregation.class},
    synopsisSubcommandLabel = "[feedback-service|aggregation-service]",
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Folder that keeps everything. Without: $XDG_DATA_HOME/onthaal, or ~/.local/share/onthaal.")
  private @Nullable Path data;

  @Option(
      names = "--fresh",
      description = "Removes everything that the data folder keeps, and starts anew.")
  private boolean fresh;

  @Option(
      names = "--port-base",
      paramLabel = "N",
      description = "First port; the others are counted from it. 0: any that are free.")
  private @Nullable Integer portBase;

  @Option(names = "--feedback-http-port", paramLabel = "N", description = "Rating pages and API.")
  private @Nullable Integer feedbackHttp;

  @Option(names = "--aggregation-http-port", paramLabel = "N", description = "Scores and alerts.")
  private @Nullable Integer aggregationHttp;

  @Option(
      names = "--feedback-grpc-port",
      paramLabel = "N",
      description = "gRPC of feedback-service.")
  private @Nullable Integer feedbackGrpc;

  @Option(
      names = "--aggregation-grpc-port",
      paramLabel = "N",
      description = "gRPC of aggregation-service.")
  private @Nullable Integer aggregationGrpc;

  @Option(
      names = "--feedback-management-port",
      paramLabel = "N",
      description = "Health and metrics of feedback-service.")
  private @Nullable Integer feedbackManagement;

  @Option(
      names = "--aggregation-management-port",
      paramLabel = "N",
      description = "Health, metrics and recount of aggregation-service.")
  private @Nullable Integer aggregationManagement;

  @Option(names = "--postgres-port", paramLabel = "N", description = "The embedded PostgreSQL.")
  private @Nullable Integer postgres;

  @Option(names = "--rules", paramLabel = "FILE", description = "Rule file of live alerts, YAML.")
  private @Nullable Path rules;

  @Option(names = "--routes", paramLabel = "FILE", description = "Who hears of alerts, YAML.")
  private @Nullable Path routes;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description = "Time zone of questions that name none (Europe/Brussels when absent).")
  private @Nullable String zone;

  @Option(
      names = "--canary",
      paramLabel = "HH:MM",
      description =
          "Plays a drop every day at this time, at an administration of its own, and tells the meta"
              + " receiver when no alert comes back. Without: none.")
  private @Nullable String canary;

  @Option(
      names = "--public-address",
      paramLabel = "URL",
      description =
          "Under which citizens find the pages, as in https://avis.example: what the code on a poster"
              + " opens. Without: this machine.")
  private @Nullable String publicAddress;

  @Override
  public Integer call() throws InterruptedException {
    Path path = ServerOptions.folder(data);
    Ports ports = Ports.plan(base(), chosen());
    var choices =
        new Installation.Choices(
            Optional.ofNullable(rules).map(RunCommand::existing),
            Optional.ofNullable(routes).map(RunCommand::existing),
            Optional.ofNullable(zone).map(name -> ImportCommand.zone(name).getId()),
            Optional.ofNullable(canary).map(RunCommand::timeOfDay),
            Optional.ofNullable(publicAddress).map(RunCommand::webAddress));
    DataFolder folder = DataFolder.open(path);
    Logs.folder(folder.log());
    if (fresh) {
      Installation.stopLeftover(folder, Pause.real());
      folder.empty();
    }
    System.out.println("Data folder: " + path);
    Installation installation =
        Installation.prepare(folder, ports, choices, InstantSource.system(), Pause.real());
    Thread hook = Thread.ofPlatform().unstarted(() -> stop(installation, folder));
    Runtime.getRuntime().addShutdownHook(hook);
    start(installation, hook);
    print(new Links(installation.ports()), System.out);
    new CountDownLatch(1).await(); // the shutdown hook ends the process
    return Standalone.OK;
  }

  private static void start(Installation installation, Thread hook) {
    try {
      installation.start();
    } catch (RuntimeException e) {
      forget(hook);
      throw e;
    }
  }

  /// A start that failed has stopped everything, and its exit code must not become that of a
  /// signal.
  private static void forget(Thread hook) {
    try {
      var _ = Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // the signal was first: its hook ends the process
    }
  }

  /// A signal is the normal end of this command: without the halt the JVM would report 130 or 143.
  private static void stop(Installation installation, DataFolder folder) {
    System.out.println("Stopping …");
    installation.close();
    folder.close();
    System.out.println("Stopped.");
    System.out.flush();
    Runtime.getRuntime().halt(Standalone.OK);
  }

  private static void print(Links links, PrintStream out) {
    links.lines().forEach(out::println);
    out.flush();
  }

  private OptionalInt base() {
    return portBase == null ? OptionalInt.empty() : OptionalInt.of(portBase);
  }

  private Map<Door, Integer> chosen() {
    Map<Door, Integer> chosen = new EnumMap<>(Door.class);
    put(chosen, Door.FEEDBACK_HTTP, feedbackHttp);
    put(chosen, Door.AGGREGATION_HTTP, aggregationHttp);
    put(chosen, Door.FEEDBACK_GRPC, feedbackGrpc);
    put(chosen, Door.AGGREGATION_GRPC, aggregationGrpc);
    put(chosen, Door.FEEDBACK_MANAGEMENT, feedbackManagement);
    put(chosen, Door.AGGREGATION_MANAGEMENT, aggregationManagement);
    put(chosen, Door.POSTGRES, postgres);
    return chosen;
  }

  private static void put(Map<Door, Integer> chosen, Door door, @Nullable Integer port) {
    if (port != null) {
      chosen.put(door, port);
    }
  }

  private static LocalTime timeOfDay(String text) {
    try {
      return LocalTime.parse(text);
    } catch (DateTimeParseException _) {
      throw new Complaint("--canary is '" + text + "' (expected: a time of day such as 03:00).");
    }
  }

  private static URI webAddress(String text) {
    if (text.matches("https?://[^\\s/?#@]+[^\\s?#]*")) {
      try {
        URI address = new URI(text);
        if (address.getHost() != null) {
          return address;
        }
      } catch (URISyntaxException _) {
        // Told below, with the expectation.
      }
    }
    throw new Complaint(
        "--public-address is '"
            + text
            + "' (expected: a web address such as https://avis.example).");
  }

  private static Path existing(Path file) {
    if (!file.toFile().isFile()) {
      throw new Complaint("There is no file " + file + ".");
    }
    return file.toAbsolutePath();
  }
}
