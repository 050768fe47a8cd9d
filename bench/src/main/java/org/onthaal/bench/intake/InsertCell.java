package org.onthaal.bench.intake;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.onthaal.bench.drive.Cell;
import org.onthaal.bench.drive.Clocks;
import org.onthaal.bench.drive.ClosedLoop;
import org.onthaal.bench.drive.Measurement;
import org.onthaal.bench.drive.Traffic;
import org.onthaal.bench.rig.BenchPostgres;

/// A plain insert per request through a pool, with no server in front: the floor.
final class InsertCell implements Cell {
  private final String url;
  private final Clocks clocks;
  private final HikariDataSource pool;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicLong acknowledged = new AtomicLong();
  private final ClosedLoop loop;

  InsertCell(String url, int callers, Traffic traffic, Clocks clocks) {
    this.url = url;
    this.clocks = clocks;
    PeerService.createTable(url);
    pool = PeerService.pool(url);
    loop = new ClosedLoop(callers, 1, answered -> threads.execute(() -> insert(traffic, answered)));
  }

  private void insert(Traffic traffic, ClosedLoop.Answered answered) {
    boolean succeeded = true;
    try {
      PeerService.insert(pool, traffic.next(), Instant.now());
      acknowledged.incrementAndGet();
    } catch (SQLException e) {
      succeeded = false; // counted as an error of the cell
    }
    answered.answered(succeeded);
  }

  @Override
  public String name() {
    return "insert";
  }

  @Override
  public Measurement measure(Duration duration) {
    return clocks.measure(loop, duration);
  }

  @Override
  public long acknowledged() {
    return acknowledged.get();
  }

  @Override
  public long stored() {
    return BenchPostgres.count(url, "peer_rating");
  }

  @Override
  public void close() {
    threads.close();
    pool.close();
  }
}
