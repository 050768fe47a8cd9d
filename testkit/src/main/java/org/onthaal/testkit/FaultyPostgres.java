package org.onthaal.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A PostgreSQL server of one test, durable, on a folder and a port that stay the same: to be
 * killed, frozen, and started again. Not safe for several threads.
 */
public final class FaultyPostgres implements AutoCloseable {
  private static final Duration START_MAX = Duration.ofSeconds(60);
  private static final Duration STOP_MAX = Duration.ofSeconds(30);
  private static final Duration LOOK_EVERY = Duration.ofMillis(50);
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private final Path folder;
  private final int port;
  private Process postmaster;

  private FaultyPostgres(Path folder, int port) throws IOException {
    this.folder = folder;
    this.port = port;
    this.postmaster = launch();
  }

  /** Unpacks the programs into the folder, makes a cluster there and starts it. */
  public static FaultyPostgres start(Path folder) {
    try {
      Files.createDirectories(folder);
      unpack(folder);
      run(
          folder,
          List.of(
              program(folder, "initdb"),
              "-D",
              data(folder),
              "-U",
              "postgres",
              "--encoding=UTF8",
              "--locale-provider=builtin",
              "--builtin-locale=C.UTF-8",
              "--locale=C",
              "--auth=trust",
              "--data-checksums"));
      FaultyPostgres server = new FaultyPostgres(folder, freePort());
      server.awaitAnswer();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL could not be prepared in " + folder, e);
    }
  }

  public int port() {
    return port;
  }

  /** A new, empty database; the URL goes to the server itself and needs no password. */
  public String database(String name) {
    String unique = name + "_" + DATABASES.incrementAndGet();
    execute("postgres", "CREATE DATABASE " + unique);
    return url(unique);
  }

  /** Ends the postmaster as a power cut of it would: its children follow by themselves. */
  public void kill() {
    List<ProcessHandle> children = postmaster.toHandle().children().toList();
    Signals.kill(postmaster.toHandle());
    awaitEnd(postmaster.toHandle());
    // A new server does not start while one of the old ones still holds the shared memory.
    children.forEach(FaultyPostgres::awaitEnd);
  }

  /** Freezes the server and everyone it serves. */
  public void pause() {
    Signals.pause(postmaster.toHandle());
  }

  public void resume() {
    Signals.resume(postmaster.toHandle());
  }

  /** Starts again after {@link #kill()}, on the same data and the same port. */
  public void restart() {
    try {
      postmaster = launch();
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL could not be started again", e);
    }
    awaitAnswer();
  }

  /** Whether a statement is answered now. */
  public boolean answers() {
    try (var connection = DriverManager.getConnection(url("postgres") + "&loginTimeout=2");
        var statement = connection.createStatement()) {
      return statement.execute("SELECT 1");
    } catch (SQLException e) {
      return false; // the caller decides how long that is fine
    }
  }

  @Override
  public void close() {
    ProcessHandle server = postmaster.toHandle();
    if (server.isAlive()) {
      Signals.resume(server);
      // SIGTERM would wait for connections that nobody closes any more.
      signal("INT", server);
      awaitEnd(server);
    }
  }

  private String url(String database) {
    return "jdbc:postgresql://127.0.0.1:"
        + port
        + "/"
        + database
        + "?user=postgres&connectTimeout=2&socketTimeout=30";
  }

  private void execute(String database, String sql) {
    try (var connection = DriverManager.getConnection(url(database));
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql + " failed", e);
    }
  }

  private Process launch() throws IOException {
    List<String> words = new ArrayList<>(List.of(program(folder, "postgres"), "-D", data(folder)));
    for (String setting :
        List.of(
            "listen_addresses=127.0.0.1",
            "port=" + port,
            "unix_socket_directories=",
            "fsync=on",
            "synchronous_commit=on",
            "max_connections=200",
            "timezone=UTC")) {
      words.add("-c");
      words.add(setting);
    }
    return builder(folder, words).start();
  }

  private void awaitAnswer() {
    long deadline = System.nanoTime() + START_MAX.toNanos();
    while (!answers()) {
      if (!postmaster.isAlive() || System.nanoTime() > deadline) {
        throw new IllegalStateException("PostgreSQL did not start: " + log());
      }
      rest();
    }
  }

  private String log() {
    try {
      return Files.readString(folder.resolve("postgres.log"));
    } catch (IOException e) {
      return "no log: " + e.getMessage();
    }
  }

  private static void rest() {
    try {
      var _ = new CountDownLatch(1).await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for PostgreSQL", e);
    }
  }

  private static void awaitEnd(ProcessHandle process) {
    long deadline = System.nanoTime() + STOP_MAX.toNanos();
    while (process.isAlive()) {
      if (System.nanoTime() > deadline) {
        Signals.kill(process);
        throw new IllegalStateException("process " + process.pid() + " did not end");
      }
      rest();
    }
  }

  private static void signal(String name, ProcessHandle process) {
    try {
      new ProcessBuilder("/bin/sh", "-c", "kill -" + name + " " + process.pid())
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .onExit()
          .join();
    } catch (IOException e) {
      throw new UncheckedIOException("/bin/sh could not be started", e);
    }
  }

  private static void unpack(Path folder) throws IOException {
    Path programs = Files.createDirectories(folder.resolve("programs"));
    Path archive = folder.resolve("programs.txz");
    try (InputStream packed =
        FaultyPostgres.class.getResourceAsStream("/postgres-linux-x86_64.txz")) {
      if (packed == null) {
        throw new IOException("the programs of PostgreSQL are not on the class path");
      }
      Files.copy(packed, archive);
    }
    run(folder, List.of("tar", "-xJf", archive.toString(), "-C", programs.toString()));
    Files.delete(archive);
  }

  private static void run(Path folder, List<String> words) throws IOException {
    Process process = builder(folder, words).start();
    if (process.onExit().join().exitValue() != 0) {
      throw new IOException(
          String.join(" ", words) + " failed: " + Files.readString(folder.resolve("postgres.log")));
    }
  }

  // PostgreSQL refuses to be root; in a user namespace without a mapping nobody is.
  private static ProcessBuilder builder(Path folder, List<String> words) {
    List<String> command = new ArrayList<>(words);
    if ("root".equals(System.getProperty("user.name")) && !words.getFirst().equals("tar")) {
      command.addAll(0, List.of("unshare", "-U"));
    }
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("postgres.log").toFile()));
  }

  private static String program(Path folder, String name) {
    return folder.resolve("programs").resolve("bin").resolve(name).toString();
  }

  private static String data(Path folder) {
    return folder.resolve("data").toString();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
