package org.onthaal.bench.drive;

import java.time.Duration;
import java.util.List;
import org.onthaal.bench.rig.BenchPostgres;
import org.onthaal.bench.rig.ProcessCpu;
import org.onthaal.bench.rig.ServerProcess;

/// Reads the CPU clocks of the processes that take part, and the length of the write-ahead log.
public final class Clocks {
  private final BenchPostgres postgres;
  private final List<Long> serverPids;

  /// @param servers none where the client talks to the database itself
  public Clocks(BenchPostgres postgres, ServerProcess... servers) {
    this.postgres = postgres;
    serverPids = List.of(servers).stream().map(ServerProcess::pid).toList();
  }

  /// What was used so far: microseconds, and bytes.
  public record Reading(long database, long server, long client, long wal) {
    /// What each of so many ratings cost since.
    public Measurement.Cost per(long ratings, Reading later) {
      double share = Math.max(1, ratings);
      return new Measurement.Cost(
          (later.database - database) / share,
          (later.server - server) / share,
          (later.client - client) / share,
          (later.wal - wal) / share);
    }
  }

  public Reading read() {
    return new Reading(
        ProcessCpu.ofFamily(postgres.pid()),
        serverPids.stream().mapToLong(ProcessCpu::ofProcess).sum(),
        ProcessCpu.ofProcess(ProcessHandle.current().pid()) + ProcessCpu.ofEndedChildren(),
        postgres.walBytes());
  }

  /// Drives the loop and divides what was used among its ratings.
  public Measurement measure(ClosedLoop loop, Duration duration) {
    Reading[] before = new Reading[1];
    ClosedLoop.Outcome outcome = loop.run(duration, () -> before[0] = read());
    Reading after = read();
    return new Measurement(
        outcome.ratings() / outcome.seconds(),
        outcome.p50Millis(),
        outcome.p99Millis(),
        outcome.errors(),
        before[0].per(outcome.ratings(), after));
  }
}
