package org.onthaal.bench.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;

/// CPU time of processes, from the kernel's own books.
public final class ProcessCpu {
  /// Linux counts in hundredths of a second for user programs. Source: sysconf(_SC_CLK_TCK) on
  /// every supported architecture.
  private static final long MICROS_PER_TICK = 10_000;

  /// Fields of /proc/PID/stat after the command's closing parenthesis, counted from 0. Source:
  /// proc_pid_stat(5).
  private static final int PARENT = 1;

  private static final int USER = 11;
  private static final int SYSTEM = 12;
  private static final int CHILDREN_USER = 13;
  private static final int CHILDREN_SYSTEM = 14;

  private ProcessCpu() {}

  /// Microseconds used by one process so far.
  public static long ofProcess(long pid) {
    String[] stat = stat(Path.of("/proc", String.valueOf(pid), "stat"));
    return (Long.parseLong(stat[USER]) + Long.parseLong(stat[SYSTEM])) * MICROS_PER_TICK;
  }

  /// Microseconds used by those children of this process that have ended.
  public static long ofEndedChildren() {
    String[] stat = stat(Path.of("/proc/self/stat"));
    return (Long.parseLong(stat[CHILDREN_USER]) + Long.parseLong(stat[CHILDREN_SYSTEM]))
        * MICROS_PER_TICK;
  }

  /// Megabytes of memory that a process holds, shared pages included.
  public static double residentMegabytes(long pid) {
    return read(Path.of("/proc", String.valueOf(pid), "status"))
        .lines()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("process " + pid + " has ended"));
  }

  /// Microseconds used by a process, its living children, and its children that have ended.
  public static long ofFamily(long pid) {
    String[] own = stat(Path.of("/proc", String.valueOf(pid), "stat"));
    long ticks = 0;
    for (int field : new int[] {USER, SYSTEM, CHILDREN_USER, CHILDREN_SYSTEM}) {
      ticks += Long.parseLong(own[field]);
    }
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      for (Path process :
          processes.filter(p -> p.getFileName().toString().matches("\\d+")).toList()) {
        String[] stat = stat(process.resolve("stat"));
        if (stat.length > SYSTEM && stat[PARENT].equals(String.valueOf(pid))) {
          ticks += Long.parseLong(stat[USER]) + Long.parseLong(stat[SYSTEM]);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ticks * MICROS_PER_TICK;
  }

  /// Microseconds that all processors of the machine were busy so far.
  public static long ofMachine() {
    String[] fields =
        read(Path.of("/proc/stat")).lines().findFirst().orElseThrow().trim().split("\\s+", -1);
    long busy = 0;
    for (int i = 1; i < fields.length && i <= 8; i++) {
      if (i != 4 && i != 5) { // idle and waiting for disks
        busy += Long.parseLong(fields[i]);
      }
    }
    return busy * MICROS_PER_TICK;
  }

  private static String[] stat(Path file) {
    String text = read(file);
    return text.substring(text.lastIndexOf(')') + 1).trim().split(" ", -1);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      return ""; // ended since it was listed
    } catch (IOException e) {
      if (!Files.exists(file)) {
        return "";
      }
      throw new UncheckedIOException(e);
    }
  }
}
