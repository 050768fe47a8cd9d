package org.onthaal.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onthaal.v1.FeedbackServiceGrpc;
import org.onthaal.v1.Rating;
import org.onthaal.v1.SubmitRatingRequest;

/// A replica that is asked to stop under load goes without anyone noticing: no call fails, and no
/// caller repeats one.
class DrainIT {
  private static final int RATE = 200;
  // How long a commit may take is another promise; a machine that is busy with other tests may not
  // keep it, and no call may fail here for that.
  private static final String PATIENT = "store: {wait-max: 30s}";
  private static final int WARM_UP = 200;
  private static final Duration CALLS_MAX = Duration.ofMinutes(2);

  @TempDir Path folder;
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final AtomicInteger succeeded = new AtomicInteger();
  private final AtomicInteger running = new AtomicInteger();

  @Test
  void replicaThatIsAskedToStopUnderLoadLosesNothingAndNoCallerNotices() throws Exception {
    try (Cluster cluster = Cluster.start(folder, 2, 1, PATIENT);
        History history = History.in(folder.resolve("history.jsonl"));
        Sender maker = new Sender(history, cluster.feedback(), Sizes.SEED)) {
      // What has just started answers slowly; the load is for those who have run for a while.
      maker.submit(maker.make(WARM_UP));
      for (Replica leaving : cluster.feedback()) {
        stopUnderLoad(cluster, history, maker, leaving);
        leaving.start();
        cluster.awaitGreen();
        maker.submit(maker.make(WARM_UP));
        maker.submit(maker.make(WARM_UP));
      }

      System.out.printf(Locale.ROOT, "drain: %d calls, none failed%n", succeeded.get());
      new Invariants(cluster, history).hold();
    }
  }

  private void stopUnderLoad(Cluster cluster, History history, Sender maker, Replica leaving)
      throws InterruptedException {
    ManagedChannel channel = BalancedChannel.to(cluster.feedback());
    CountDownLatch end = new CountDownLatch(1);
    Thread load = Thread.ofPlatform().start(() -> load(end, channel, history, maker));
    try {
      awaitCalls(RATE * (int) Sizes.DRAIN.toSeconds());

      assertThat(leaving.terminate()).as("exit code of " + leaving.name()).isZero();

      awaitCalls(RATE * (int) Sizes.DRAIN.toSeconds());
    } finally {
      end.countDown();
      load.join();
      await("calls to end").atMost(CALLS_MAX).until(() -> running.get() == 0);
      channel.shutdownNow();
    }
    assertThat(failures).isEmpty();
  }

  /// A rate that does not wait for answers.
  private void load(CountDownLatch end, ManagedChannel channel, History history, Sender maker) {
    try {
      while (!end.await(1_000_000_000L / RATE, TimeUnit.NANOSECONDS)) {
        Rating rating = maker.make(1).getFirst();
        running.incrementAndGet();
        Thread.startVirtualThread(() -> call(channel, history, rating));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void call(ManagedChannel channel, History history, Rating rating) {
    history.invoked(rating.getId(), "any");
    try {
      history.acknowledged(
          FeedbackServiceGrpc.newBlockingStub(channel)
              .withDeadlineAfter(CALLS_MAX.toSeconds(), TimeUnit.SECONDS)
              .withWaitForReady()
              .submitRating(SubmitRatingRequest.newBuilder().setRating(rating).build())
              .getReceipt(),
          "any");
      succeeded.incrementAndGet();
    } catch (StatusRuntimeException e) {
      history.unknown(rating.getId(), "any", e.getStatus().getCode().name());
      failures.add(e.toString());
    } finally {
      running.decrementAndGet();
    }
  }

  private void awaitCalls(int more) {
    int wanted = succeeded.get() + more;
    await("calls to succeed")
        .atMost(CALLS_MAX)
        .until(() -> succeeded.get() >= wanted || !failures.isEmpty());
    assertThat(failures).isEmpty();
  }
}
