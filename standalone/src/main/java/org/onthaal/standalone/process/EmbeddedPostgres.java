package org.onthaal.standalone.process;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.onthaal.standalone.Complaint;

/// Keeps PostgreSQL running: when it ends by itself, it is started again, at once and then with
/// growing pauses, for as long as it takes; a full disk is a reason to wait, not to give up.
final class EmbeddedPostgres implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(EmbeddedPostgres.class.getName());
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration PAUSE_MAX = Duration.ofSeconds(5);

  private final PostgresServer server;
  private final Pause pause;
  private final ReentrantLock lock = new ReentrantLock();
  private Process process;
  private boolean stopping;

  private EmbeddedPostgres(PostgresServer server, Pause pause, Process process) {
    this.server = server;
    this.pause = pause;
    this.process = process;
  }

  static EmbeddedPostgres start(PostgresServer server, Pause pause) throws IOException {
    EmbeddedPostgres started = new EmbeddedPostgres(server, pause, server.start());
    Thread.ofVirtual().name("postgres-watch").start(started::watch);
    return started;
  }

  private void watch() {
    Process watched = process;
    while (true) {
      int code = watched.onExit().join().exitValue();
      if (isStopping()) {
        return;
      }
      LOG.log(Level.WARNING, "PostgreSQL ended with code {0}; starting it again", code);
      Optional<Process> next = restart();
      if (next.isEmpty()) {
        return;
      }
      watched = next.get();
    }
  }

  /// The new process; empty when we are told to stop meanwhile.
  private Optional<Process> restart() {
    Duration wait = FIRST_PAUSE;
    while (true) {
      lock.lock();
      try {
        if (stopping) {
          return Optional.empty();
        }
        process = server.start();
        LOG.log(Level.WARNING, "PostgreSQL runs again");
        return Optional.of(process);
      } catch (Complaint | IOException e) {
        LOG.log(Level.WARNING, "PostgreSQL does not start yet: {0}", e.getMessage());
      } finally {
        lock.unlock();
      }
      pause.forAtMost(wait);
      wait = wait.multipliedBy(2).compareTo(PAUSE_MAX) > 0 ? PAUSE_MAX : wait.multipliedBy(2);
    }
  }

  private boolean isStopping() {
    lock.lock();
    try {
      return stopping;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      stopping = true;
      if (process.isAlive()) {
        server.stop(process.toHandle());
      }
    } finally {
      lock.unlock();
    }
  }
}
