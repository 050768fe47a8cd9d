package org.onthaal.bench.sdk;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.onthaal.bench.Bench;

/// A sender in a process of its own, which can be killed.
final class SenderProcess implements AutoCloseable {
  static final String READY = "ready";
  static final String START = "start";
  static final String COST = "cost";
  static final String DURABLE = "durable";
  static final String CLOSE = "close";
  static final String CLOSED = "closed";
  static final String REFUSED = "refused";
  static final String RESULT = "result ";
  private static final String ENDED = "nothing more";

  private static final Duration ANSWER_MAX = Duration.ofMinutes(2);

  /// Ids have 32 or 36 characters; the last line of a killed process may be cut off.
  private static final List<Integer> ID_LENGTHS = List.of(32, 36);

  private final Process process;
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
  private final List<String> submitted = new ArrayList<>();
  private final Thread reader;
  private long refused;

  private SenderProcess(Process process) {
    this.process = process;
    this.reader = Thread.ofVirtual().start(this::read);
  }

  /// Starts a sender and waits until it can submit.
  static SenderProcess start(SenderKind kind, Path folder, int port)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Process started =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                Bench.class.getName(),
                "send",
                kind.name(),
                folder.toString(),
                String.valueOf(port))
            // What the libraries log of the faults is expected, and long.
            .redirectError(folder.resolveSibling(folder.getFileName() + ".log").toFile())
            .start();
    SenderProcess sender = new SenderProcess(started);
    sender.answer(READY);
    return sender;
  }

  private void read() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.US_ASCII)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        take(line);
      }
      answers.add(ENDED);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized void take(String line) {
    if (line.equals(READY) || line.equals(CLOSED) || line.startsWith(RESULT)) {
      answers.add(line);
    } else if (line.equals(REFUSED)) {
      refused++;
    } else if (ID_LENGTHS.contains(line.length()) && line.indexOf(' ') < 0) {
      submitted.add(line);
    }
  }

  private String answer(String start) throws IOException, InterruptedException {
    String answer = answers.poll(ANSWER_MAX.toSeconds(), TimeUnit.SECONDS);
    if (answer == null || !answer.startsWith(start)) {
      throw new IOException("the sender said '" + answer + "' (expected: " + start + ")");
    }
    return answer.substring(start.length());
  }

  private void tell(String line) throws IOException {
    process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
    process.getOutputStream().flush();
  }

  /// Submits from now on, until the end.
  void submit(int perSecond) throws IOException {
    tell(START + " " + perSecond);
  }

  SubmitCost cost(int perSecond, int seconds) throws IOException, InterruptedException {
    tell(COST + " " + perSecond + " " + seconds);
    return SubmitCost.parse(answer(RESULT));
  }

  Callers.Rate durable(Callers callers, int seconds) throws IOException, InterruptedException {
    tell(DURABLE + " " + callers.count() + " " + callers.virtual() + " " + seconds);
    return Callers.Rate.parse(answer(RESULT));
  }

  /// Ends without a warning; what it printed until then is read.
  void kill() throws IOException, InterruptedException {
    if (!process.isAlive()) {
      throw new IOException("the sender ended by itself with " + process.exitValue());
    }
    var _ = process.toHandle().destroyForcibly();
    process.waitFor();
    reader.join();
  }

  /// Lets it stop, flush and close.
  void finish() throws IOException, InterruptedException {
    tell(CLOSE);
    answer(CLOSED);
    process.waitFor();
    reader.join();
  }

  synchronized List<String> submitted() {
    return List.copyOf(submitted);
  }

  synchronized long refused() {
    return refused;
  }

  @Override
  public void close() {
    var _ = process.toHandle().destroyForcibly(); // the other one would close what is still read
  }
}
