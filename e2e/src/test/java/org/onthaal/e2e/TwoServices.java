package org.onthaal.e2e;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import org.onthaal.e2e.command.CommandLine;
import org.onthaal.testkit.TestPostgres;

/// Each service in a process of its own, as a cluster runs them, on one PostgreSQL.
public final class TwoServices implements AutoCloseable {
  private static final Duration START_MAX = Duration.ofSeconds(90);
  private static final int PORTS = 8;
  private static final int TRIES = 50;

  private final Path folder;
  private final int base;
  private final Map<Service, Process> processes = new EnumMap<>(Service.class);

  /// One of the two, with the places of its doors above the base.
  public enum Service {
    FEEDBACK("feedback-service", 0, 2, 4),
    AGGREGATION("aggregation-service", 1, 3, 5);

    private final String command;
    private final int http;
    private final int grpc;
    private final int management;

    Service(String command, int http, int grpc, int management) {
      this.command = command;
      this.http = http;
      this.grpc = grpc;
      this.management = management;
    }
  }

  private TwoServices(Path folder, int base) {
    this.folder = folder;
    this.base = base;
  }

  static TwoServices start(Path folder) throws IOException {
    return start(folder, "");
  }

  /// As above, with further settings of aggregation-service.
  public static TwoServices start(Path folder, String aggregationSettings) throws IOException {
    TwoServices services = new TwoServices(folder, freeBase());
    for (Service service : Service.values()) {
      String further = service == Service.AGGREGATION ? aggregationSettings : "";
      Files.writeString(services.config(service), services.settings(service) + further);
      CommandLine.run("migrate", service.command, "--config", services.config(service).toString())
          .orFail();
      services.launch(service);
    }
    services.awaitReady();
    return services;
  }

  /// Ends one of them as a power cut would, and starts it again.
  void killAndRestart(Service service) throws InterruptedException {
    kill(service);
    launch(service);
  }

  /// Ends one of them as a power cut would.
  public void kill(Service service) throws InterruptedException {
    Process process = processes.remove(service);
    if (process == null) {
      throw new IllegalStateException(service + " does not run");
    }
    process.destroyForcibly().waitFor();
  }

  public URI feedback() {
    return URI.create("http://127.0.0.1:" + (base + Service.FEEDBACK.http));
  }

  public URI aggregation() {
    return URI.create("http://127.0.0.1:" + (base + Service.AGGREGATION.http));
  }

  URI aggregationManagement() {
    return URI.create("http://127.0.0.1:" + (base + Service.AGGREGATION.management));
  }

  public CommandLine.Result run(String... arguments) {
    return CommandLine.run(withServer(arguments));
  }

  Process begin(Path log, String... arguments) throws IOException {
    return CommandLine.start(log.toFile(), log.toFile(), withServer(arguments));
  }

  void awaitReady() {
    await("both services to be ready")
        .atMost(START_MAX)
        .pollInterval(Duration.ofMillis(200))
        .until(() -> isReady(Service.FEEDBACK) && isReady(Service.AGGREGATION));
  }

  @Override
  public void close() {
    processes.values().forEach(Process::destroy);
    for (Process process : processes.values()) {
      try {
        process.waitFor();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        process.destroyForcibly();
      }
    }
  }

  private boolean isReady(Service service) {
    return HttpCaller.answers(
        URI.create("http://127.0.0.1:" + (base + service.management) + "/health/ready"));
  }

  private void launch(Service service) {
    try {
      Path log = folder.resolve(service.command + ".out");
      processes.put(
          service,
          CommandLine.start(
              log.toFile(),
              log.toFile(),
              "run",
              service.command,
              "--config",
              config(service).toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path config(Service service) {
    return folder.resolve(service.command + ".yaml");
  }

  private String settings(Service service) {
    String common =
        """
        http: {port: %d}
        grpc: {port: %d}
        management: {port: %d}
        database:
          url: "%s"
          user: postgres
        """
            .formatted(
                base + service.http,
                base + service.grpc,
                base + service.management,
                TestPostgres.database(TwoServices.class));
    return switch (service) {
      case FEEDBACK -> common + "keys: {folder: \"" + folder.resolve("keys") + "\"}\n";
      case AGGREGATION ->
          common + "log: {target: \"127.0.0.1:" + (base + Service.FEEDBACK.grpc) + "\"}\n";
    };
  }

  private String[] withServer(String... arguments) {
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "--server";
    all[arguments.length + 1] = "http://127.0.0.1:" + base;
    return all;
  }

  /// A base whose ports are all free; the command line counts doors from one base, so 0 cannot be
  /// used here.
  private static int freeBase() throws IOException {
    Random random = new Random();
    for (int i = 0; i < TRIES; i++) {
      int base = 20_000 + random.nextInt(10_000);
      if (areFree(base)) {
        return base;
      }
    }
    throw new IOException("no " + PORTS + " neighbouring free ports in " + TRIES + " tries");
  }

  private static boolean areFree(int base) {
    for (int port = base; port < base + PORTS; port++) {
      try (ServerSocket socket = new ServerSocket()) {
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      } catch (IOException e) {
        return false;
      }
    }
    return true;
  }
}
