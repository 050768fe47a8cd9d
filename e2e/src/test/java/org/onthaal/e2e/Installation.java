package org.onthaal.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Struct;
import com.google.protobuf.util.JsonFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.onthaal.e2e.command.CommandLine;

/// Everything on one machine, started by the front door's `run` in a process of its own, on free
/// ports.
public final class Installation implements AutoCloseable {
  private static final String PORTS = "ports.json";
  private static final Duration COUNTED_MAX = Duration.ofSeconds(20);
  private static final Duration START_MAX = Duration.ofSeconds(90);
  private static final Duration STOP_MAX = Duration.ofSeconds(60);

  private final Path data;
  private final List<String> options;
  private Process process;

  private Installation(Path data, List<String> options, Process process) {
    this.data = data;
    this.options = options;
    this.process = process;
  }

  /// Starts and waits until both services are ready.
  ///
  /// @param options further options of `run`
  public static Installation start(Path data, String... options) {
    Installation installation =
        new Installation(data, List.of(options), launch(data, List.of(options)));
    installation.awaitReady();
    return installation;
  }

  /// Starts anew on the same data folder, after {@link #kill}.
  public void restart() {
    process = launch(data, options);
    awaitReady();
  }

  public URI feedback() {
    return door("feedbackHttp");
  }

  public URI aggregation() {
    return door("aggregationHttp");
  }

  public URI feedbackGrpc() {
    return door("feedbackGrpc");
  }

  public URI aggregationGrpc() {
    return door("aggregationGrpc");
  }

  public URI feedbackManagement() {
    return door("feedbackManagement");
  }

  public URI aggregationManagement() {
    return door("aggregationManagement");
  }

  public Path data() {
    return data;
  }

  long pid() {
    return process.pid();
  }

  /// Ratings of the example touchpoint that are counted.
  public int ratings() {
    return HttpCaller.scores(
            aggregation(), "from=2020-01-01&to=2100-01-01&touchpoint=" + Example.TOUCHPOINT)
        .getRowsList()
        .stream()
        .mapToInt(row -> row.getN())
        .sum();
  }

  public void awaitRatings(int expected) {
    await("the rating to be counted")
        .atMost(COUNTED_MAX)
        .untilAsserted(() -> assertThat(ratings()).isEqualTo(expected));
  }

  /// Runs a command against this installation, to its end.
  public CommandLine.Result run(String... arguments) {
    return CommandLine.run(withData(arguments));
  }

  /// Starts a command against this installation and leaves it running.
  public Process begin(Path log, String... arguments) throws IOException {
    return CommandLine.start(log.toFile(), log.toFile(), withData(arguments));
  }

  /// Ends the process as a power cut would.
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /// Ends the process as Ctrl-C would, and waits.
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_MAX.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("did not stop within " + STOP_MAX + ": " + log());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while stopping", e);
    }
  }

  public void awaitReady() {
    await("both services to be ready")
        .atMost(START_MAX)
        .pollInterval(Duration.ofMillis(200))
        .failFast("the process ended: " + log(), () -> !process.isAlive())
        .until(this::isReady);
  }

  public boolean isReady() {
    return Files.exists(ports())
        && HttpCaller.answers(feedbackManagement().resolve("/health/ready"))
        && HttpCaller.answers(aggregationManagement().resolve("/health/ready"));
  }

  public String log() {
    try {
      Path log = logOf(data);
      return Files.exists(log) ? Files.readString(log) : "no output";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String[] withData(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--data", data.toString()));
    return all.toArray(String[]::new);
  }

  private URI door(String name) {
    return door(data, name);
  }

  /// Where one door of the process that runs on a data folder answers.
  ///
  /// @param name as `ports.json` has it, such as `feedbackHttp`
  public static URI door(Path data, String name) {
    try {
      Struct.Builder ports = Struct.newBuilder();
      JsonFormat.parser().merge(Files.readString(data.resolve(PORTS)), ports);
      int port = (int) ports.getFieldsOrThrow(name).getNumberValue();
      return URI.create("http://127.0.0.1:" + port);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError("ports.json is no JSON object", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path ports() {
    return data.resolve(PORTS);
  }

  private static Process launch(Path data, List<String> options) {
    List<String> arguments =
        new ArrayList<>(List.of("run", "--data", data.toString(), "--port-base", "0"));
    arguments.addAll(options);
    try {
      Files.createDirectories(data.getParent());
      Files.deleteIfExists(data.resolve(PORTS));
      Path log = logOf(data);
      return CommandLine.start(log.toFile(), log.toFile(), arguments.toArray(String[]::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path logOf(Path data) {
    return data.resolveSibling(data.getFileName() + ".out");
  }
}
