package org.onthaal.bench.intake;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.onthaal.bench.drive.Cell;
import org.onthaal.bench.drive.Clocks;
import org.onthaal.bench.drive.ClosedLoop;
import org.onthaal.bench.drive.Measurement;
import org.onthaal.bench.drive.Target;
import org.onthaal.bench.drive.Traffic;

/// A plain insert per request through a pool, in this process, with no server in front.
final class InsertCell implements Cell {
  private final String name;
  private final Clocks clocks;
  private final Target target;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ClosedLoop loop;

  /// @param pool of [PeerService#pool]
  InsertCell(int callers, DataSource pool, Traffic traffic, Target target, Clocks clocks) {
    this.name = "insert-" + callers;
    this.clocks = clocks;
    this.target = target;
    loop =
        new ClosedLoop(
            callers, 1, answered -> threads.execute(() -> insert(pool, traffic, answered)));
  }

  private void insert(DataSource pool, Traffic traffic, ClosedLoop.Answered answered) {
    boolean succeeded = true;
    try {
      PeerService.insert(pool, traffic.next(), Instant.now());
      target.acknowledged(1);
    } catch (SQLException e) {
      succeeded = false; // counted as an error of the cell
      target.unanswered(1);
    }
    answered.answered(succeeded);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Measurement measure(Duration duration) {
    return clocks.measure(loop, duration);
  }

  @Override
  public void close() {
    threads.close();
  }
}
