package org.onthaal.e2e.fault;

import static org.awaitility.Awaitility.await;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.onthaal.e2e.HttpCaller;
import org.onthaal.e2e.command.CommandLine;
import org.onthaal.testkit.PostgresProxy;
import org.onthaal.testkit.Signals;

/// One process of one service, behind whose back a proxy stands before the database.
public final class Replica implements AutoCloseable {
  private static final long STOP_SECONDS_MAX = 60;

  private final String command;
  private final Path folder;
  private final String name;
  private final Ports ports;
  private final PostgresProxy database;
  private final ManagedChannel channel;
  private @Nullable Process process;

  /// Stay the same over every restart.
  record Ports(int http, int grpc, int management) {
    static Ports free() {
      return new Ports(freePort(), freePort(), freePort());
    }

    private static int freePort() {
      try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  Replica(Path folder, String command, int number, PostgresProxy database) {
    this.folder = folder;
    this.command = command;
    this.name = command + "-" + number;
    this.ports = Ports.free();
    this.database = database;
    this.channel = NettyChannelBuilder.forAddress("127.0.0.1", ports.grpc()).usePlaintext().build();
  }

  /// Writes the settings that all replicas have in common, and those of this service.
  void configure(String settings) throws IOException {
    Files.writeString(
        config(),
        """
        http: {port: %d, bind: 127.0.0.1}
        grpc: {port: %d}
        management: {port: %d}
        %s
        """
            .formatted(ports.http(), ports.grpc(), ports.management(), settings));
  }

  void migrate() {
    CommandLine.run("migrate", command, "--config", config().toString()).orFail();
  }

  public void start() {
    try {
      process =
          CommandLine.start(
              log().toFile(), log().toFile(), "run", command, "--config", config().toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Ends it as a power cut would.
  public void kill() {
    Signals.kill(running().toHandle());
    ended();
  }

  /// Asks it to end, and waits; says with what code it did.
  int terminate() {
    Process stopping = running();
    Signals.terminate(stopping.toHandle());
    ended();
    return stopping.exitValue();
  }

  void pause() {
    Signals.pause(running().toHandle());
  }

  void resume() {
    Signals.resume(running().toHandle());
  }

  long pid() {
    return running().pid();
  }

  boolean isReady() {
    return HttpCaller.answers(management("/health/ready"));
  }

  URI management(String path) {
    return URI.create("http://127.0.0.1:" + ports.management() + path);
  }

  public URI http(String path) {
    return URI.create("http://127.0.0.1:" + ports.http() + path);
  }

  /// The sum of a meter's samples whose name and tags begin so.
  double metric(String beginning) {
    return HttpCaller.get(management("/metrics"))
        .body()
        .lines()
        .filter(line -> line.startsWith(beginning))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  int grpcPort() {
    return ports.grpc();
  }

  /// A channel for calls to this replica alone.
  public ManagedChannel channel() {
    return channel;
  }

  PostgresProxy database() {
    return database;
  }

  String name() {
    return name;
  }

  public void awaitReady(Duration max) {
    await(name + " to be ready")
        .atMost(max)
        .pollInterval(Duration.ofMillis(100))
        .until(this::isReady);
  }

  @Override
  public void close() {
    channel.shutdownNow();
    Process left = process;
    if (left != null && left.isAlive()) {
      Signals.resume(left.toHandle());
      Signals.kill(left.toHandle());
      ended();
    }
    database.close();
  }

  private Process running() {
    Process now = process;
    if (now == null) {
      throw new IllegalStateException(name + " was never started");
    }
    return now;
  }

  private void ended() {
    try {
      if (!running().waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
        throw new AssertionError(name + " did not end in " + STOP_SECONDS_MAX + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + name, e);
    }
  }

  private Path config() {
    return folder.resolve(name + ".yaml");
  }

  private Path log() {
    return folder.resolve(name + ".out");
  }
}
