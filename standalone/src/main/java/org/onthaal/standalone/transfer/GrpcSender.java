package org.onthaal.standalone.transfer;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.onthaal.standalone.Complaint;
import org.onthaal.standalone.process.Pause;
import org.onthaal.v1.FeedbackServiceGrpc;
import org.onthaal.v1.Problem;
import org.onthaal.v1.Rating;
import org.onthaal.v1.Reason;
import org.onthaal.v1.Receipt;
import org.onthaal.v1.SubmitRatingsRequest;
import org.onthaal.v1.SubmitRatingsResponse;
import org.onthaal.v1.SubmitResult;

/// Sends ratings through the public gRPC door: batches cut by bytes and count, several on their way
/// at once, each repeated until every rating in it is acknowledged or refused for good.
///
/// One thread calls [#send], [#flush] and [#finish]; the listener is called by many, one at a time.
///
/// @param <T> what the sender's owner knows a rating by
public final class GrpcSender<T> implements AutoCloseable {
  /// Bytes. The door takes 64 KiB; the rest is room for the message's frame.
  private static final int BATCH_BYTES_MAX = (64 << 10) - 512;

  /// Bytes that a repeated field adds to each message: its tag and a length of at most three bytes.
  private static final int FRAME_BYTES = 4;

  /// As the contract says.
  private static final int BATCH_RATINGS_MAX = 1_000;

  private static final int BATCHES_IN_FLIGHT_MAX = 8;
  private static final long CALL_SECONDS_MAX = 30;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration PAUSE_MAX = Duration.ofSeconds(3);

  /// Hears what became of each rating.
  public interface Listener<T> {
    void stored(T owned, Receipt receipt);

    void refused(T owned, Problem problem);
  }

  /// One rating in the form in which it is sent.
  private record Item<T>(T owned, Rating rating) {}

  private final GrpcChannel channel;
  private final Duration patience;
  private final Pause pause;
  private final Listener<T> listener;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore inFlight = new Semaphore(BATCHES_IN_FLIGHT_MAX);
  private final Object turn = new Object();
  private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
  private List<Item<T>> batch = new ArrayList<>();
  private int batchBytes;

  /// Sends over one channel until it is closed.
  ///
  /// @param patience how long a door may refuse or be away before the import gives up
  public GrpcSender(GrpcChannel channel, Duration patience, Pause pause, Listener<T> listener) {
    this.channel = channel;
    this.patience = patience;
    this.pause = pause;
    this.listener = listener;
  }

  public void send(T owned, Rating rating) {
    int bytes = rating.getSerializedSize() + FRAME_BYTES;
    if (batchBytes + bytes > BATCH_BYTES_MAX || batch.size() == BATCH_RATINGS_MAX) {
      flush();
    }
    batch.add(new Item<>(owned, rating));
    batchBytes += bytes;
  }

  /// Returns when everything is acknowledged or refused.
  ///
  /// @throws Complaint when the door stayed away for longer than our patience
  public void finish() {
    flush();
    inFlight.acquireUninterruptibly(BATCHES_IN_FLIGHT_MAX);
    inFlight.release(BATCHES_IN_FLIGHT_MAX);
    check();
  }

  /// Sends what is waiting for its batch to be full.
  public void flush() {
    check();
    if (batch.isEmpty()) {
      return;
    }
    List<Item<T>> full = batch;
    batch = new ArrayList<>();
    batchBytes = 0;
    inFlight.acquireUninterruptibly();
    threads.execute(() -> {
      try {
        deliver(full);
      } catch (RuntimeException e) {
        failure.compareAndSet(null, e);
      } finally {
        inFlight.release();
      }
    });
  }

  private void check() {
    RuntimeException found = failure.get();
    if (found != null) {
      throw found;
    }
  }

  private void deliver(List<Item<T>> items) {
    List<Item<T>> open = items;
    long deadline = System.nanoTime() + patience.toNanos();
    Duration wait = FIRST_PAUSE;
    while (!open.isEmpty() && failure.get() == null) {
      int before = open.size();
      open = attempt(open, deadline);
      if (open.size() < before) {
        deadline = System.nanoTime() + patience.toNanos();
        wait = FIRST_PAUSE;
      } else if (System.nanoTime() > deadline) {
        throw new Complaint(
            "The server has refused to take more for %s; what it acknowledged is stored. Run the same import again later: nothing counts twice."
                .formatted(patience));
      } else {
        pause.forAtMost(wait);
        wait = wait.multipliedBy(2).compareTo(PAUSE_MAX) > 0 ? PAUSE_MAX : wait.multipliedBy(2);
      }
    }
  }

  /// One call; returns what has to be sent again.
  private List<Item<T>> attempt(List<Item<T>> items, long deadline) {
    SubmitRatingsRequest.Builder request = SubmitRatingsRequest.newBuilder();
    items.forEach(item -> request.addRatings(item.rating()));
    try {
      var stub =
          FeedbackServiceGrpc.newBlockingStub(channel.channel())
              .withDeadlineAfter(CALL_SECONDS_MAX, TimeUnit.SECONDS);
      return settle(items, stub.submitRatings(request.build()));
    } catch (StatusRuntimeException e) {
      if (items.size() > 1 && isTooMuch(e)) {
        return halves(items, deadline);
      }
      if (!isTemporary(e) || System.nanoTime() > deadline) {
        throw channel.complaint(e);
      }
      return items;
    }
  }

  /// A door that may be set to take less than ours does; where it cannot read the message it gives
  /// no problem.
  private static boolean isTooMuch(StatusRuntimeException failure) {
    Reason reason = GrpcChannel.problem(failure).getReason();
    return reason == Reason.MESSAGE_TOO_LARGE
        || reason == Reason.BATCH_TOO_LARGE
        || (reason == Reason.REASON_UNSPECIFIED
            && failure.getStatus().getCode() == Status.Code.RESOURCE_EXHAUSTED);
  }

  /// The door's limit is lower than ours: two smaller messages instead.
  private List<Item<T>> halves(List<Item<T>> items, long deadline) {
    int middle = items.size() / 2;
    List<Item<T>> left = new ArrayList<>(attempt(items.subList(0, middle), deadline));
    left.addAll(attempt(items.subList(middle, items.size()), deadline));
    return left;
  }

  private List<Item<T>> settle(List<Item<T>> items, SubmitRatingsResponse response) {
    if (response.getResultsCount() != items.size()) {
      throw new Complaint(
          "The server answered %d of %d ratings of a batch; it speaks another version of the contract."
              .formatted(response.getResultsCount(), items.size()));
    }
    List<Item<T>> again = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      if (!settle(items.get(i), response.getResults(i))) {
        again.add(items.get(i));
      }
    }
    return again;
  }

  private boolean settle(Item<T> item, SubmitResult result) {
    if (result.hasReceipt()) {
      synchronized (turn) {
        listener.stored(item.owned(), result.getReceipt());
      }
      return true;
    }
    Problem problem = result.getProblem();
    if (problem.getReason() == Reason.UNAVAILABLE || problem.getReason() == Reason.OVERLOADED) {
      return false;
    }
    if (problem.getReason() == Reason.ORIGIN_NOT_ALLOWED) {
      throw new Complaint(
          "The server takes imports from its own machine only: run the import there.");
    }
    synchronized (turn) {
      listener.refused(item.owned(), problem);
    }
    return true;
  }

  static boolean isTemporary(StatusRuntimeException failure) {
    Status.Code code = failure.getStatus().getCode();
    return code == Status.Code.UNAVAILABLE
        || code == Status.Code.RESOURCE_EXHAUSTED
        || code == Status.Code.DEADLINE_EXCEEDED
        || code == Status.Code.ABORTED;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
