package org.onthaal.bench.rig;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A server in a process of its own. It prints its ports on a line by itself and serves until its
/// input ends.
public final class ServerProcess implements AutoCloseable {
  private static final String PORTS_LINE = "bench-ports ";
  private static final int STOP_SECONDS_MAX = 30;

  /// The command line, which starts servers too.
  private static final String MAIN_CLASS = "org.onthaal.bench.Bench";

  private final Process process;
  private final Ports ports;

  /// Where a server listens; 0 for a door that it does not have.
  public record Ports(int grpc, int http, int management) {
    /// Tells whoever started this process.
    public void print() {
      System.out.println(PORTS_LINE + grpc + " " + http + " " + management);
      System.out.flush();
    }

    static Ports parse(String line) {
      String[] numbers = line.substring(PORTS_LINE.length()).trim().split(" ", -1);
      return new Ports(
          Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]), Integer.parseInt(numbers[2]));
    }
  }

  private ServerProcess(Process process, Ports ports) {
    this.process = process;
    this.ports = ports;
  }

  /// Starts `Bench serve ARGUMENTS` and waits for its ports.
  public static ServerProcess start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:+UseSerialGC",
            "-Xms512m",
            "-Xmx1g",
            "-cp",
            System.getProperty("java.class.path"),
            MAIN_CLASS,
            "serve"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith(PORTS_LINE)) {
        return new ServerProcess(process, Ports.parse(line));
      }
    }
    throw new IOException("the server ended before it listened: " + String.join(" ", arguments));
  }

  public Ports ports() {
    return ports;
  }

  public long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
