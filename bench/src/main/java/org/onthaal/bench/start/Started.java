package org.onthaal.bench.start;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.onthaal.bench.rig.ProcessCpu;

/// One process of the front door, from its start until it is ready.
final class Started implements AutoCloseable {
  private static final Duration READY_MAX = Duration.ofMinutes(2);
  private static final Duration STOP_MAX = Duration.ofMinutes(1);
  private static final long LOOK_EVERY_MILLIS = 5;
  private static final String MAIN_CLASS = "org.onthaal.standalone.Standalone";

  private final Process process;
  private final double readySeconds;
  private final double cpuSeconds;

  private Started(Process process, double readySeconds, double cpuSeconds) {
    this.process = process;
    this.readySeconds = readySeconds;
    this.cpuSeconds = cpuSeconds;
  }

  /// Starts `./onthaal ARGUMENTS` and waits until it is ready.
  ///
  /// @param log what it prints goes there
  static Started start(Path log, BooleanSupplier ready, String... arguments)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command(arguments))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    long start = System.nanoTime();
    Process process = builder.start();
    while (!ready.getAsBoolean()) {
      if (!process.isAlive() || System.nanoTime() - start > READY_MAX.toNanos()) {
        process.destroyForcibly();
        throw new IOException(
            String.join(" ", arguments) + " was not ready: " + Files.readString(log));
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Started(process, seconds, ProcessCpu.ofProcess(process.pid()) / 1e6);
  }

  /// The front door itself where this bench was started by it, so that everything it does counts;
  /// else the JVM as the front door starts it.
  private static List<String> command(String... arguments) {
    List<String> command = new ArrayList<>();
    Optional<String> home = Optional.ofNullable(System.getProperty("onthaal.home"));
    if (home.isPresent()) {
      command.add(Path.of(home.get(), "onthaal").toString());
    } else {
      command.addAll(
          List.of(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "--enable-native-access=ALL-UNNAMED",
              "--sun-misc-unsafe-memory-access=allow",
              "-XX:+UseSerialGC",
              "-XX:+ExitOnOutOfMemoryError",
              "-cp",
              System.getProperty("java.class.path"),
              MAIN_CLASS));
    }
    command.addAll(List.of(arguments));
    return command;
  }

  /// Whether a service says that it is ready.
  static boolean isReady(int managementPort) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection)
              URI.create("http://127.0.0.1:" + managementPort + "/health/ready")
                  .toURL()
                  .openConnection();
      connection.setConnectTimeout(1000);
      connection.setReadTimeout(1000);
      return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
    } catch (IOException e) {
      return false; // not listening yet
    }
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  double readySeconds() {
    return readySeconds;
  }

  /// CPU of the process until it was ready, without its children.
  double cpuSeconds() {
    return cpuSeconds;
  }

  double residentMegabytes() {
    return ProcessCpu.residentMegabytes(process.pid());
  }

  /// Ends it as Ctrl-C would.
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_MAX.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("process " + process.pid() + " did not stop");
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
