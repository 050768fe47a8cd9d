package org.onthaal.standalone.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.onthaal.standalone.Complaint;

/// One PostgreSQL server on a folder of ours, as a child process: durable, on loopback only.
///
/// It gets a session of its own, so that a Ctrl-C in the terminal reaches us and not it: the
/// services drain first. As root it starts inside a user namespace, because PostgreSQL refuses to
/// be root.
final class PostgresServer {
  static final String SUPERUSER = "postgres";
  private static final Duration START_MAX = Duration.ofSeconds(60);
  private static final Duration STOP_MAX = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(50);
  private static final int LOG_LINES_SHOWN = 5;

  private final Path folder;
  private final Path logFile;
  private final int port;
  private final String password;
  private final Pause pause;

  PostgresServer(Path folder, Path logFile, int port, String password, Pause pause) {
    this.folder = folder;
    this.logFile = logFile;
    this.port = port;
    this.password = password;
    this.pause = pause;
  }

  String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  /// Unpacks the programs and creates the cluster where they are missing.
  void prepare() throws IOException {
    Files.createDirectories(folder);
    Files.createDirectories(logFile.resolveSibling("."));
    PostgresBinaries.unpacked(folder);
    if (Files.exists(data().resolve("PG_VERSION"))) {
      return;
    }
    Path secret = folder.resolve("initdb.password");
    Files.deleteIfExists(secret);
    Files.createFile(
        secret, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(secret, password);
    Path fresh = folder.resolve("data.new");
    try {
      initialise(secret, fresh);
    } finally {
      Files.delete(secret);
    }
    // Renamed when complete: a start that is cut off here leaves no half a cluster behind.
    Files.move(fresh, data());
  }

  private void initialise(Path secret, Path fresh) throws IOException {
    if (Files.exists(fresh)) {
      new ProcessBuilder("rm", "-rf", fresh.toString()).inheritIO().start().onExit().join();
    }
    List<String> words =
        List.of(
            program("initdb"),
            "-D",
            fresh.toString(),
            "-U",
            SUPERUSER,
            "--encoding=UTF8",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--locale=C",
            "--auth=scram-sha-256",
            "--pwfile=" + secret,
            "--data-checksums");
    Process initdb = process(words).start();
    if (initdb.onExit().join().exitValue() != 0) {
      throw new Complaint("PostgreSQL could not create its data folder. " + logTail());
    }
  }

  /// Starts the server and waits until it answers.
  ///
  /// @throws Complaint when it ends instead, with the end of its log
  Process start() throws IOException {
    List<String> words = new ArrayList<>(List.of(program("postgres"), "-D", data().toString()));
    for (String setting : settings()) {
      words.add("-c");
      words.add(setting);
    }
    if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
      words.addFirst("/usr/bin/setsid");
    }
    Process process = process(words).start();
    long deadline = System.nanoTime() + START_MAX.toNanos();
    while (!answers()) {
      if (!process.isAlive()) {
        throw new Complaint("PostgreSQL did not start. " + logTail());
      }
      if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
        process.destroyForcibly();
        throw new Complaint("PostgreSQL did not answer in " + START_MAX + ". " + logTail());
      }
      pause.forAtMost(POLL);
    }
    return process;
  }

  private List<String> settings() {
    return List.of(
        "listen_addresses=127.0.0.1",
        "port=" + port,
        "unix_socket_directories=",
        "fsync=on",
        "synchronous_commit=on",
        "full_page_writes=on",
        "max_connections=100",
        "timezone=UTC",
        "log_timezone=UTC",
        "max_wal_size=2GB");
  }

  /// Whether a connection can be opened and a statement run.
  private boolean answers() {
    DriverManager.setLoginTimeout(5); // seconds
    try (var connection = DriverManager.getConnection(url("postgres"), SUPERUSER, password);
        var statement = connection.createStatement()) {
      return statement.execute("SELECT 1");
    } catch (SQLException _) {
      return false; // not yet; the caller decides how long that is fine
    }
  }

  /// Stops a server quickly and cleanly: open transactions are rolled back, the rest is written.
  void stop(ProcessHandle process) {
    signal("INT", process.pid());
    if (!awaitEnd(process)) {
      signal("QUIT", process.pid());
      awaitEnd(process);
    }
  }

  /// Stops the server that a killed process of ours left behind on this folder, if there is one.
  void stopLeftover() throws IOException {
    Path pidFile = data().resolve("postmaster.pid");
    if (!Files.exists(pidFile)) {
      return;
    }
    List<String> lines = Files.readAllLines(pidFile);
    Optional<ProcessHandle> leftover =
        lines.isEmpty()
            ? Optional.empty()
            : ProcessHandle.of(Long.parseLong(lines.getFirst().strip()));
    // After a reboot the number may belong to anybody; a server that ended but was never waited for
    // has no command any more.
    Optional<ProcessHandle> server =
        leftover.filter(
            process -> process.info().command().filter(c -> c.endsWith("postgres")).isPresent());
    server.ifPresent(this::stop);
    Files.deleteIfExists(pidFile);
  }

  private boolean awaitEnd(ProcessHandle process) {
    long deadline = System.nanoTime() + STOP_MAX.toNanos();
    Path pidFile = data().resolve("postmaster.pid");
    while (process.isAlive() && Files.exists(pidFile)) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      pause.forAtMost(POLL);
    }
    return true;
  }

  /// PostgreSQL tells its ways of stopping apart by signals that Java cannot send.
  private static void signal(String name, long pid) {
    try {
      new ProcessBuilder("/bin/sh", "-c", "kill -" + name + " " + pid)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor(5, TimeUnit.SECONDS);
    } catch (IOException e) {
      throw new IllegalStateException("/bin/sh could not be started", e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private ProcessBuilder process(List<String> words) {
    List<String> command = new ArrayList<>(words);
    if (isRoot()) {
      int at = command.getFirst().endsWith("setsid") ? 1 : 0;
      command.addAll(at, List.of("/usr/bin/unshare", "-U"));
    }
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile.toFile()));
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private String program(String name) {
    return folder.resolve("programs").resolve("bin").resolve(name).toString();
  }

  private Path data() {
    return folder.resolve("data");
  }

  private String logTail() throws IOException {
    List<String> lines = Files.exists(logFile) ? Files.readAllLines(logFile) : List.of();
    List<String> tail = lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size());
    return "Its log " + logFile + " ends with: " + String.join(" | ", tail);
  }
}
