package org.onthaal.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.onthaal.e2e.Example;
import org.onthaal.testkit.PostgresProxy;
import org.onthaal.testkit.Ratings;
import org.onthaal.v1.FeedbackServiceGrpc;
import org.onthaal.v1.Rating;
import org.onthaal.v1.Reason;
import org.onthaal.v1.Receipt;
import org.onthaal.v1.SubmitRatingsRequest;
import org.onthaal.v1.SubmitResult;

/// A sender as the contract wants it: mints the ids, repeats what it does not know the outcome of,
/// with the same id, at whatever replica answers. Everything goes into the history.
final class Sender implements AutoCloseable {
  private static final Duration STOPPED_MAX = Duration.ofMinutes(1);
  private static final long TRY_SECONDS_MAX = 6;
  private static final long REST_MILLIS = 100;
  private static final Duration SETTLE_MAX = Duration.ofMinutes(2);
  private static final Set<Status.Code> MAY_BE_REPEATED =
      Set.of(
          Status.Code.UNAVAILABLE,
          Status.Code.DEADLINE_EXCEEDED,
          Status.Code.RESOURCE_EXHAUSTED,
          Status.Code.ABORTED,
          Status.Code.CANCELLED,
          Status.Code.INTERNAL,
          Status.Code.UNKNOWN);

  // Of all four administrations of the example, so that several partitions are written.
  private static final List<String> PLACES =
      List.of(
          Example.TOUCHPOINT,
          Example.KIOSK,
          "canal-library",
          "renovation-premium",
          "job-seeker-registration");

  private final History history;
  private final List<Replica> replicas;
  private final Random random;
  private final Ratings ratings;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicInteger outstanding = new AtomicInteger();
  private final AtomicInteger acknowledged = new AtomicInteger();
  private final AtomicInteger turn = new AtomicInteger();
  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private volatile CountDownLatch stopped = new CountDownLatch(0);

  Sender(History history, List<Replica> replicas, long seed) {
    this.history = history;
    this.replicas = List.copyOf(replicas);
    this.random = new Random(seed);
    this.ratings = new Ratings(random);
  }

  /// New ratings of one service in one language: one stream of the rule.
  synchronized List<Rating> make(int count, int score, String language) {
    List<Rating> made = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      made.add(ratings.csat(score, Instant.now()).at(Example.KIOSK).in(language).build());
    }
    return made;
  }

  /// New ratings, most of them good, all over the catalogue.
  synchronized List<Rating> make(int count) {
    List<Rating> made = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      made.add(
          ratings
              .csat(3 + random.nextInt(3), Instant.now())
              .at(PLACES.get(random.nextInt(PLACES.size())))
              .in("nl")
              .build());
    }
    return made;
  }

  /// Sends until all are acknowledged.
  List<Receipt> submit(List<Rating> wanted) {
    List<Receipt> receipts = new ArrayList<>();
    List<Rating> left = new ArrayList<>(wanted);
    while (!left.isEmpty()) {
      Replica replica = replicas.get(Math.floorMod(turn.getAndIncrement(), replicas.size()));
      List<Receipt> told = tryOnce(replica, left);
      receipts.addAll(told);
      Set<String> done =
          told.stream().map(Receipt::getId).collect(java.util.stream.Collectors.toSet());
      left.removeIf(rating -> done.contains(rating.getId()));
      if (!left.isEmpty() && rested()) {
        return receipts;
      }
    }
    return receipts;
  }

  /// Sends batch after batch to one replica until one stands still: how many ratings come in one
  /// transaction is for the replica to say. Answers the batch that nobody has acknowledged.
  List<Rating> sendUntil(PostgresProxy.Hold hold, Replica replica, int count) {
    Instant until = Instant.now().plus(STOPPED_MAX);
    while (Instant.now().isBefore(until)) {
      List<Rating> batch = make(count);
      Thread sending = Thread.startVirtualThread(() -> tryOnce(replica, batch));
      while (sending.isAlive()) {
        if (hold.await(Duration.ofMillis(50))) {
          return batch;
        }
      }
    }
    throw new AssertionError("no batch stood still within " + STOPPED_MAX);
  }

  /// Sends to one replica, once; tells what was acknowledged.
  List<Receipt> tryOnce(Replica replica, List<Rating> wanted) {
    wanted.forEach(rating -> history.invoked(rating.getId(), replica.name()));
    try {
      List<SubmitResult> results =
          FeedbackServiceGrpc.newBlockingStub(replica.channel())
              .withDeadlineAfter(TRY_SECONDS_MAX, TimeUnit.SECONDS)
              .submitRatings(SubmitRatingsRequest.newBuilder().addAllRatings(wanted).build())
              .getResultsList();
      List<Receipt> receipts = new ArrayList<>();
      for (int i = 0; i < results.size(); i++) {
        note(replica, wanted.get(i), results.get(i), receipts);
      }
      return receipts;
    } catch (StatusRuntimeException e) {
      Status.Code code = e.getStatus().getCode();
      for (Rating rating : wanted) {
        if (MAY_BE_REPEATED.contains(code)) {
          history.unknown(rating.getId(), replica.name(), code.name());
        } else {
          history.refused(rating.getId(), replica.name(), code.name());
        }
      }
      assertThat(MAY_BE_REPEATED).as(e.toString()).contains(code);
      // The channel's own backoff grows to minutes while a replica is away.
      replica.channel().resetConnectBackoff();
      return List.of();
    }
  }

  private void note(Replica replica, Rating rating, SubmitResult result, List<Receipt> receipts) {
    if (result.hasReceipt()) {
      history.acknowledged(result.getReceipt(), replica.name());
      acknowledged.incrementAndGet();
      receipts.add(result.getReceipt());
      return;
    }
    Reason reason = result.getProblem().getReason();
    if (reason == Reason.UNAVAILABLE || reason == Reason.OVERLOADED) {
      history.unknown(rating.getId(), replica.name(), reason.name());
    } else {
      history.refused(rating.getId(), replica.name(), reason.name());
      throw new AssertionError(rating.getId() + " was refused: " + result.getProblem());
    }
  }

  /// Begins to send so many ratings a second, each on its own.
  void start(int perSecond) {
    CountDownLatch end = new CountDownLatch(1);
    stopped = end;
    long gap = 1_000_000_000L / perSecond;
    Thread.ofPlatform()
        .daemon()
        .name("sender")
        .start(() -> {
          try {
            while (!end.await(gap, TimeUnit.NANOSECONDS)) {
              begin(make(1));
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  /// Sends on a thread of its own.
  void begin(List<Rating> wanted) {
    outstanding.incrementAndGet();
    Thread.startVirtualThread(() -> {
      try {
        submit(wanted);
      } catch (AssertionError | RuntimeException e) {
        failures.add(e);
      } finally {
        outstanding.decrementAndGet();
      }
    });
  }

  int acknowledged() {
    return acknowledged.get();
  }

  /// Waits until so many more are acknowledged.
  void awaitMore(int count) {
    int wanted = acknowledged.get() + count;
    await("ratings to be acknowledged").atMost(SETTLE_MAX).until(() -> acknowledged() >= wanted);
  }

  /// Sends nothing new, and waits until everything is acknowledged.
  void settle() {
    stopped.countDown();
    await("everything to be acknowledged").atMost(SETTLE_MAX).until(() -> outstanding.get() == 0);
    assertThat(failures).isEmpty();
  }

  private boolean rested() {
    try {
      return closed.await(REST_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  @Override
  public void close() {
    stopped.countDown();
    closed.countDown();
  }
}
