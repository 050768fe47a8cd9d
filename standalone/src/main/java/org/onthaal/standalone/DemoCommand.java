package org.onthaal.standalone;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.onthaal.standalone.demo.Demo;
import org.onthaal.standalone.process.DataFolder;
import org.onthaal.standalone.process.Door;
import org.onthaal.standalone.process.Pause;
import org.onthaal.standalone.process.Ports;
import org.onthaal.standalone.transfer.Doors;
import org.onthaal.standalone.transfer.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `demo`: an installation in which people come and go.
@Command(
    name = "demo",
    header = "Starts everything with an invented city in which people rate, now and before.",
    description = {
      "",
      "Starts as './onthaal run' does, on a data folder of its own, sends what is missing of the last"
          + " weeks, and then keeps a stream of ratings as of a usual day, until Ctrl-C. Where the"
          + " folder's installation runs already, or --server names one, it only sends.",
      "",
      "While it runs, say one of these and press Enter:",
      "  incident [TOUCHPOINT]   many people come there and few are content; an alert follows",
      "  quiet [TOUCHPOINT]      nothing comes from there any more",
      "  end                     all is well again",
      "Without a touchpoint it happens at an online desk. What people answer is invented.",
      ""
    },
    footer = {
      "",
      "Example: ./onthaal demo --port-base 7000",
      "Exit code: 0 after Ctrl-C or SIGTERM, 2 when it cannot start or the installation is another one."
    },
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
  private static final String RULES = "/demo/rules.yaml";
  private static final String HERE = "127.0.0.1";
  private static final Duration CONNECT_MAX = Duration.ofSeconds(2);
  private static final int DAYS_MAX = 400;
  private static final double PEOPLE_MAX = 1_000;

  @Mixin private RunOptions options = new RunOptions();

  @Option(
      names = "--server",
      paramLabel = "URL",
      description = "Sends to an installation that runs elsewhere, named as for 'import'.")
  private @Nullable String server;

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "60",
      description = "How many days of the past there are, 0 to 400 (default: ${DEFAULT-VALUE}).")
  private int days;

  @Option(
      names = "--people",
      paramLabel = "FACTOR",
      defaultValue = "1",
      description =
          "How many times as many people come as usual, above 0 and at most 1000 (default: ${DEFAULT-VALUE};"
              + " that is 3,600 on a working day).")
  private double people;

  @Override
  public Integer call() {
    check();
    Doors doors = doors();
    try (Demo demo =
        new Demo(doors, people, InstantSource.system(), Pause.real(), Terminal.progress())) {
      play(demo);
    } catch (Complaint e) {
      options.unusable();
      throw e;
    }
    return Standalone.OK;
  }

  private void play(Demo demo) {
    demo.check();
    long sent = demo.past(days);
    System.out.printf("The past is there (%,d ratings sent). People come now.%n", sent);
    System.out.println("Say 'incident' and press Enter, and look at the dashboard.");
    System.out.flush();
    var _ = Thread.ofPlatform().daemon().start(() -> obey(demo, System.in));
    demo.live();
  }

  private void check() {
    if (days < 0 || days > DAYS_MAX) {
      throw new Complaint("--days is %d (expected: 0 to %d).".formatted(days, DAYS_MAX));
    }
    if (!(people > 0 && people <= PEOPLE_MAX)) {
      throw new Complaint(
          "--people is %s (expected: a number above 0, at most 1000).".formatted(people));
    }
  }

  private Doors doors() {
    if (server != null) {
      if (options.folder().isPresent()) {
        throw new Complaint("--data and --server exclude each other: give one.");
      }
      return joined(ServerOptions.named(server));
    }
    Path standard = ServerOptions.folder(null);
    Path folder =
        ServerOptions.folder(
            options.folder().orElse(standard.resolveSibling(standard.getFileName() + "-demo")));
    // A process that was killed leaves its file behind.
    return DataFolder.ports(folder)
        .filter(DemoCommand::isOpen)
        .map(ports -> joined(new Doors(HERE, ports)))
        .orElseGet(() -> new Doors(HERE, options.start(folder, Optional.of(rules()))));
  }

  private static boolean isOpen(Ports ports) {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), ports.of(Door.FEEDBACK_GRPC)),
          (int) CONNECT_MAX.toMillis());
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  /// The installation is another process: a signal ends this one only.
  private Doors joined(Doors doors) {
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform().unstarted(() -> Runtime.getRuntime().halt(options.exitCode())));
    return doors;
  }

  private static String rules() {
    try (InputStream rules = DemoCommand.class.getResourceAsStream(RULES)) {
      if (rules == null) {
        throw new IllegalStateException(RULES + " is missing from the build");
      }
      return new String(rules.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void obey(Demo demo, InputStream in) {
    try (var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      lines
          .lines()
          .filter(line -> !line.isBlank())
          .forEach(line -> System.out.println(demo.obey(line)));
    } catch (IOException | UncheckedIOException e) {
      System.err.println("Nothing can be said to the demonstration any more: " + e.getMessage());
    }
  }
}
