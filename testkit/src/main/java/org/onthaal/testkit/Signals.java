package org.onthaal.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What an operating system does to processes: end them without a word, or stop the world. */
public final class Signals {
  private static final long SENDING_SECONDS_MAX = 10;

  private Signals() {}

  /** SIGKILL to one process: nothing of it runs any more, nothing is flushed. */
  public static void kill(ProcessHandle process) {
    send("KILL", List.of(process));
  }

  /** SIGTERM: the wish that it ends. */
  public static void terminate(ProcessHandle process) {
    send("TERM", List.of(process));
  }

  /** SIGSTOP to a process and its children: connections stay open, nobody answers. */
  public static void pause(ProcessHandle process) {
    send("STOP", family(process));
  }

  /** SIGCONT, the end of {@link #pause}. */
  public static void resume(ProcessHandle process) {
    send("CONT", family(process));
  }

  private static List<ProcessHandle> family(ProcessHandle process) {
    List<ProcessHandle> all = new ArrayList<>();
    // The parent first: then it makes no more children.
    all.add(process);
    all.addAll(process.descendants().toList());
    return all;
  }

  private static void send(String signal, List<ProcessHandle> processes) {
    for (ProcessHandle process : processes) {
      send(signal, process);
    }
  }

  private static void send(String signal, ProcessHandle process) {
    try {
      Process kill =
          new ProcessBuilder("/bin/sh", "-c", "kill -" + signal + " " + process.pid())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!kill.waitFor(SENDING_SECONDS_MAX, TimeUnit.SECONDS)) {
        throw new IllegalStateException("kill -" + signal + " does not end");
      }
      // A child may have ended by itself between the look and the signal.
      if (kill.exitValue() != 0 && process.isAlive()) {
        throw new IllegalStateException(
            "process " + process.pid() + " did not get the signal " + signal);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("/bin/sh could not be started", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while sending " + signal, e);
    }
  }
}
