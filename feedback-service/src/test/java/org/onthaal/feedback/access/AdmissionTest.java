package org.onthaal.feedback.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.onthaal.feedback.access.Admission.Priority;

@Timeout(60)
class AdmissionTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(20);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch finish = new CountDownLatch(1);
  private final List<Priority> order = new CopyOnWriteArrayList<>();

  @AfterEach
  void stop() {
    finish.countDown();
    threads.shutdownNow();
  }

  @Test
  void waitingCallsGoInOrderOfPriority() {
    Admission admission = admission(1, 1, 10, LONG);
    hold(admission, Priority.DASHBOARD);
    for (Priority priority : List.of(Priority.EXPORT, Priority.DASHBOARD, Priority.RATING)) {
      var _ = note(admission, priority);
      Awaitility.await().until(() -> admission.waiting(priority) == 1);
    }

    finish.countDown();

    Awaitility.await().until(() -> order.size() == 3);
    assertThat(order).containsExactly(Priority.RATING, Priority.DASHBOARD, Priority.EXPORT);
  }

  @Test
  void fullQueueMakesRoomForTheMoreImportantOnly() throws Exception {
    Admission admission = admission(1, 1, 1, LONG);
    hold(admission, Priority.RATING);
    Future<Optional<String>> export = note(admission, Priority.EXPORT);
    Awaitility.await().until(() -> admission.waiting(Priority.EXPORT) == 1);

    Future<Optional<String>> rating = note(admission, Priority.RATING);

    assertThat(export.get()).isEmpty();
    assertThat(admission.call(Priority.RATING, () -> "second")).isEmpty();
    assertThat(admission.call(Priority.EXPORT, () -> "late")).isEmpty();
    finish.countDown();
    assertThat(rating.get()).contains("RATING");
  }

  @Test
  void exportsNeverHoldEveryPermit() throws Exception {
    Admission admission = admission(3, 2, 0, SHORT);
    hold(admission, Priority.EXPORT);
    hold(admission, Priority.EXPORT);

    assertThat(admission.call(Priority.EXPORT, () -> "third")).isEmpty();
    assertThat(admission.call(Priority.DASHBOARD, () -> "figures")).contains("figures");
  }

  @Test
  void whoGetsNoPermitInTimeIsRefusedAndLeavesNothingBehind() {
    Admission admission = admission(1, 1, 10, SHORT);
    hold(admission, Priority.RATING);

    assertThat(admission.call(Priority.RATING, () -> "never")).isEmpty();

    assertThat(admission.waiting(Priority.RATING)).isZero();
    finish.countDown();
    Awaitility.await().until(() -> admission.running() == 0);
    assertThat(admission.call(Priority.RATING, () -> "now")).contains("now");
  }

  @Test
  void failingWorkGivesItsPermitBack() {
    Admission admission = admission(1, 1, 0, SHORT);

    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() ->
              admission.call(
                  Priority.EXPORT,
                  () -> {
                    throw new IllegalStateException("broken");
                  }))
          .hasMessage("broken");
    }

    assertThat(admission.running()).isZero();
    assertThat(admission.call(Priority.EXPORT, () -> "whole")).contains("whole");
  }

  @Test
  void callOfWhomNobodyWaitsForIsNotBegun() {
    AtomicLong patience = new AtomicLong(0);
    Admission admission = new Admission(new Admission.Limits(1, 1, 1, LONG), patience::get);

    assertThat(admission.call(Priority.RATING, () -> "begun")).isEmpty();

    patience.set(Long.MAX_VALUE);
    assertThat(admission.call(Priority.RATING, () -> "begun")).contains("begun");
    assertThat(admission.running()).isZero();
  }

  @Test
  void waitIsNoLongerThanTheCallersOwn() {
    Admission admission =
        new Admission(new Admission.Limits(1, 1, 1, Duration.ofDays(1)), SHORT::toNanos);
    hold(admission, Priority.RATING);

    // Would hang for a day otherwise.
    assertThat(admission.call(Priority.RATING, () -> "never")).isEmpty();
  }

  @Test
  void noPermitIsLostOrMadeInAStormOfFailuresTimeoutsAndInterrupts() throws Exception {
    int permits = 4;
    long seed = 11;
    Admission admission = admission(permits, 2, 8, Duration.ofMillis(1));
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Priority> priorities = List.of(Priority.values());
    Random random = new Random(seed);
    for (int i = 0; i < 3_000; i++) {
      Priority priority = priorities.get(random.nextInt(3));
      boolean fails = random.nextInt(4) == 0;
      boolean interrupted = random.nextInt(4) == 0;
      Future<?> call =
          threads.submit(() ->
              admission.call(
                  priority,
                  () -> {
                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    LockSupport.parkNanos(1_000);
                    inside.decrementAndGet();
                    if (fails) {
                      throw new IllegalStateException("broken");
                    }
                    return "done";
                  }));
      if (interrupted) {
        call.cancel(true);
      }
    }
    threads.shutdown();
    assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();

    assertThat(most.get()).as("seed " + seed).isBetween(1, permits);
    assertThat(admission.running()).as("seed " + seed).isZero();
    for (Priority priority : Priority.values()) {
      assertThat(admission.waiting(priority)).as("seed " + seed).isZero();
    }
    try (ExecutorService again = Executors.newVirtualThreadPerTaskExecutor()) {
      CountDownLatch all = new CountDownLatch(permits);
      for (int i = 0; i < permits; i++) {
        var _ = again.submit(() -> admission.call(Priority.RATING, () -> meet(all)));
      }
      assertThat(all.await(30, TimeUnit.SECONDS)).as("every permit is there").isTrue();
    }
  }

  private static Admission admission(int permits, int exports, int waiting, Duration wait) {
    return new Admission(
        new Admission.Limits(permits, exports, waiting, wait), () -> Long.MAX_VALUE);
  }

  private void hold(Admission admission, Priority priority) {
    CompletableFuture<Boolean> inside = new CompletableFuture<>();
    var _ =
        threads.submit(() ->
            admission.call(
                priority,
                () -> {
                  inside.complete(true);
                  awaitFinish();
                  return true;
                }));
    inside.join();
  }

  private Future<Optional<String>> note(Admission admission, Priority priority) {
    return threads.submit(() ->
        admission.call(
            priority,
            () -> {
              order.add(priority);
              return priority.name();
            }));
  }

  private static boolean meet(CountDownLatch all) {
    all.countDown();
    try {
      return all.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void awaitFinish() {
    try {
      finish.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
