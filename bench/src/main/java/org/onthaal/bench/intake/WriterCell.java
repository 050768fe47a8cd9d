package org.onthaal.bench.intake;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.onthaal.bench.drive.Cell;
import org.onthaal.bench.drive.Clocks;
import org.onthaal.bench.drive.ClosedLoop;
import org.onthaal.bench.drive.Measurement;
import org.onthaal.bench.drive.Target;
import org.onthaal.bench.drive.Traffic;
import org.onthaal.feedback.store.Appended;

/// The writing part alone, called by threads of this process: beside `insert` it shows what writing
/// in batches gains.
final class WriterCell implements Cell {
  private final String name;
  private final Clocks clocks;
  private final Target target;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ClosedLoop loop;

  WriterCell(int callers, Writer writer, Traffic traffic, Target target, Clocks clocks) {
    this.name = "writer-" + callers;
    this.clocks = clocks;
    this.target = target;
    loop =
        new ClosedLoop(
            callers, 1, answered -> threads.execute(() -> append(writer, traffic, answered)));
  }

  private void append(Writer writer, Traffic traffic, ClosedLoop.Answered answered) {
    boolean stored = writer.append(traffic.next()).join() instanceof Appended.Stored;
    if (stored) {
      target.acknowledged(1);
    } else {
      target.unanswered(1);
    }
    answered.answered(stored);
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
