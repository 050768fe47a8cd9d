package org.onthaal.standalone.transfer;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// Says how far long work is: one line that is written over on a terminal, a line every few seconds
/// elsewhere. Safe for any thread.
public final class Progress {
  private static final long TERMINAL_NANOS = 200_000_000L;
  private static final long LOG_NANOS = 5_000_000_000L;
  private static final double NANOS_PER_SECOND = 1e9;

  private final PrintStream out;
  private final boolean terminal;
  private final LongSupplier nanos;
  private final AtomicLong done = new AtomicLong();
  private long startedAt;
  private long shownAt;
  private long total;
  private String what = "";

  /// @param nanos a clock that only runs forward, `System::nanoTime`
  public Progress(PrintStream out, boolean terminal, LongSupplier nanos) {
    this.out = out;
    this.terminal = terminal;
    this.nanos = nanos;
  }

  /// Starts a piece of work; nothing is shown before the first step.
  ///
  /// @param expected 0 when it is not known
  public synchronized void begin(String name, long expected) {
    what = name;
    total = expected;
    done.set(0);
    startedAt = nanos.getAsLong();
    shownAt = startedAt;
  }

  public void add(long count) {
    done.addAndGet(count);
    show(false);
  }

  /// Leaves the last state standing.
  public void end() {
    show(true);
    if (terminal) {
      out.println();
    }
  }

  /// A line of its own, above the moving one.
  public synchronized void say(String line) {
    // A line may quote a file; nothing in it may steer the terminal.
    out.println((terminal ? "\r\u001b[K" : "") + line.replaceAll("\\p{Cc}", "\uFFFD"));
  }

  private synchronized void show(boolean always) {
    long now = nanos.getAsLong();
    if (!always && now - shownAt < (terminal ? TERMINAL_NANOS : LOG_NANOS)) {
      return;
    }
    shownAt = now;
    String line = line(now);
    if (terminal) {
      out.print("\r\u001b[K" + line);
      out.flush();
    } else {
      out.println(line);
    }
  }

  private String line(long now) {
    double seconds = Math.max((now - startedAt) / NANOS_PER_SECOND, 1e-3);
    double rate = done.get() / seconds;
    String start = String.format(Locale.ROOT, "%s: %,d done, %,.0f/s", what, done.get(), rate);
    long left = total - done.get();
    if (total == 0 || left <= 0) {
      return start;
    }
    String remaining = rate > 0 ? duration((long) (left / rate)) : "unknown";
    return String.format(Locale.ROOT, "%s, %,d left, about %s", start, left, remaining);
  }

  private static String duration(long seconds) {
    return seconds < 60
        ? seconds + " s"
        : String.format(Locale.ROOT, "%d:%02d min", seconds / 60, seconds % 60);
  }
}
