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
import org.jspecify.annotations.Nullable;
import org.onthaal.standalone.process.DataFolder;
import org.onthaal.standalone.process.Door;
import org.onthaal.standalone.process.Installation;
import org.onthaal.standalone.process.Pause;
import org.onthaal.standalone.process.Ports;
import picocli.CommandLine.Option;

/// How everything is started on this machine, and the start itself.
final class RunOptions {
  private static final String RULES = "rules.yaml";

  private volatile int exitCode = Standalone.OK;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Folder that keeps everything. Without: $XDG_DATA_HOME/onthaal, or"
              + " ~/.local/share/onthaal.")
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

  @Option(
      names = "--phone-port",
      paramLabel = "N",
      description = "Calls that an Asterisk on this machine hands over (FastAGI).")
  private @Nullable Integer phone;

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
          "Under which citizens find the pages, as in https://avis.example: what the code on a"
              + " poster opens. Without: this machine.")
  private @Nullable String publicAddress;

  /// Says that the process ends because something cannot go on.
  void unusable() {
    exitCode = Standalone.UNUSABLE;
  }

  /// What a process that is told to stop ends with.
  int exitCode() {
    return exitCode;
  }

  /// The folder that was chosen; empty when nobody did.
  Optional<Path> folder() {
    return Optional.ofNullable(data);
  }

  /// Starts everything; it stops when this process is told to.
  ///
  /// @param path the data folder
  /// @param usualRules text of the rule file when none was chosen; it is kept in the data folder,
  ///   where its owner may change it
  /// @return where the doors are
  Ports start(Path path, Optional<String> usualRules) {
    Ports ports = Ports.plan(base(), chosen());
    Optional<Path> named = Optional.ofNullable(rules).map(RunOptions::existing);
    var choices =
        new Installation.Choices(
            named.or(() -> usualRules.map(_ -> path.resolve(RULES))),
            Optional.ofNullable(routes).map(RunOptions::existing),
            Optional.ofNullable(zone).map(name -> ImportCommand.zone(name).getId()),
            Optional.ofNullable(canary).map(RunOptions::timeOfDay),
            Optional.ofNullable(publicAddress).map(RunOptions::webAddress));
    DataFolder folder = DataFolder.open(path);
    Logs.folder(folder.log());
    if (fresh) {
      Installation.stopLeftover(folder, Pause.real());
      folder.empty();
    }
    if (named.isEmpty()) {
      usualRules.ifPresent(text -> folder.keep(RULES, text));
    }
    System.out.println("Data folder: " + path);
    Installation installation =
        Installation.prepare(folder, ports, choices, InstantSource.system(), Pause.real());
    Thread hook = Thread.ofPlatform().unstarted(() -> stop(installation, folder));
    Runtime.getRuntime().addShutdownHook(hook);
    start(installation, hook);
    print(new Links(installation.ports()), System.out);
    return installation.ports();
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
  private void stop(Installation installation, DataFolder folder) {
    System.out.println("Stopping …");
    installation.close();
    folder.close();
    System.out.println("Stopped.");
    System.out.flush();
    Runtime.getRuntime().halt(exitCode);
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
    put(chosen, Door.PHONE, phone);
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
