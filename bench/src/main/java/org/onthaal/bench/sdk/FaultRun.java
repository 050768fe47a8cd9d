package org.onthaal.bench.sdk;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Plays a script to one sender.
final class FaultRun {
  /// Items per second: little for each, so that the losses are not those of a queue that is too
  /// short for the load.
  private static final int PER_SECOND = 50;

  private static final Duration QUIET = Duration.ofSeconds(10);
  private static final Duration QUIET_MAX = Duration.ofMinutes(10);
  private static final long POLL_MILLIS = 100;

  private final SenderKind kind;
  private final FaultScript script;
  private final Path folder;
  private final List<String> submitted = new ArrayList<>();
  private long refused;

  FaultRun(SenderKind kind, FaultScript script, Path folder) {
    this.kind = kind;
    this.script = script;
    this.folder = folder.resolve(kind.name());
  }

  Outcome play() throws IOException, InterruptedException {
    try (Faults faults = new Faults();
        Door door = kind.door(faults)) {
      faults.wire().connect(door.port());
      int port = faults.wire().port();
      SenderProcess sender = submitting(port);
      try {
        int left = script.steps().size();
        for (Step step : script.steps()) {
          left--;
          faults.become(step.fault());
          TimeUnit.NANOSECONDS.sleep(step.length().toNanos());
          if (step.end() != Step.End.GOES_ON) {
            end(sender, step.end());
            sender = left == 0 ? start(port) : submitting(port);
          }
        }
        faults.become(Fault.CALM);
        awaitQuiet(faults.arrivals());
        end(sender, Step.End.CLOSED);
      } finally {
        sender.close();
      }
      faults.check();
      if (faults.arrivals().times().isEmpty()) {
        throw new IOException(kind.words() + " delivered nothing at all: it does not work here");
      }
      return Outcome.of(submitted, refused, faults.arrivals().times());
    }
  }

  private SenderProcess start(int port) throws IOException, InterruptedException {
    return SenderProcess.start(kind, folder, port);
  }

  private SenderProcess submitting(int port) throws IOException, InterruptedException {
    SenderProcess sender = start(port);
    sender.submit(PER_SECOND);
    return sender;
  }

  private void end(SenderProcess sender, Step.End how) throws IOException, InterruptedException {
    if (how == Step.End.KILLED) {
      sender.kill();
    } else {
      sender.finish();
    }
    submitted.addAll(sender.submitted());
    refused += sender.refused();
  }

  private static void awaitQuiet(Arrivals arrivals) throws IOException, InterruptedException {
    long start = System.nanoTime();
    while (Math.min(arrivals.quietNanos(), System.nanoTime() - start) < QUIET.toNanos()) {
      if (System.nanoTime() - start > QUIET_MAX.toNanos()) {
        throw new IOException("items still arrive after " + QUIET_MAX);
      }
      Thread.sleep(POLL_MILLIS);
    }
  }
}
