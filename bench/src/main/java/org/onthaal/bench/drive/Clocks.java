package org.onthaal.bench.drive;

import java.time.Duration;
import org.onthaal.bench.rig.ProcessCpu;

/// Reads the CPU clocks of the processes that take part, around a closed loop.
public final class Clocks {
  private final long databasePid;
  private final long serverPid;

  /// @param serverPid 0 where the client talks to the database itself
  public Clocks(long databasePid, long serverPid) {
    this.databasePid = databasePid;
    this.serverPid = serverPid;
  }

  /// Drives the loop and divides the CPU among its ratings.
  public Measurement measure(ClosedLoop loop, Duration duration) {
    Reading[] before = new Reading[1];
    ClosedLoop.Outcome outcome = loop.run(duration, () -> before[0] = read());
    Reading after = read();
    double ratings = Math.max(1, outcome.ratings());
    return new Measurement(
        outcome.ratings() / outcome.seconds(),
        outcome.p50Millis(),
        outcome.p99Millis(),
        outcome.errors(),
        (after.database - before[0].database) / ratings,
        (after.server - before[0].server) / ratings,
        (after.client - before[0].client) / ratings);
  }

  private Reading read() {
    return new Reading(
        ProcessCpu.ofFamily(databasePid),
        serverPid == 0 ? 0 : ProcessCpu.ofProcess(serverPid),
        ProcessCpu.ofProcess(ProcessHandle.current().pid()));
  }

  /// Microseconds used so far.
  private record Reading(long database, long server, long client) {}
}
