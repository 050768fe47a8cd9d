package org.onthaal.aggregation.operate;

import com.google.protobuf.Any;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.onthaal.v1.AlertServiceGrpc;
import org.onthaal.v1.BacktestRequest;
import org.onthaal.v1.BacktestResponse;
import org.onthaal.v1.ListAlertsRequest;
import org.onthaal.v1.ListAlertsResponse;
import org.onthaal.v1.Problem;
import org.onthaal.v1.Reason;
import org.onthaal.v1.WatchAlertsRequest;
import org.onthaal.v1.WatchAlertsResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The gRPC door to alerts. Everything that blocks runs on the given executor.
public final class AlertGrpcService extends AlertServiceGrpc.AlertServiceImplBase
    implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AlertGrpcService.class);

  private final AlertDesk desk;
  private final ExecutorService executor;
  private final Duration poll;
  private final CountDownLatch stopping = new CountDownLatch(1);

  /// A door that opens with the server.
  ///
  /// @param executor one task per call
  /// @param poll how often a watcher looks for changes
  public AlertGrpcService(AlertDesk desk, ExecutorService executor, Duration poll) {
    this.desk = desk;
    this.executor = executor;
    this.poll = poll;
  }

  @Override
  public void listAlerts(ListAlertsRequest request, StreamObserver<ListAlertsResponse> observer) {
    executor.execute(() -> guarded(observer, () -> answer(desk.list(request), observer)));
  }

  @Override
  public void backtest(BacktestRequest request, StreamObserver<BacktestResponse> observer) {
    executor.execute(() -> guarded(observer, () -> answer(desk.backtest(request), observer)));
  }

  @Override
  public void watchAlerts(
      WatchAlertsRequest request, StreamObserver<WatchAlertsResponse> observer) {
    var watcher = (ServerCallStreamObserver<WatchAlertsResponse>) observer;
    // Without a handler a cancelled call throws from onNext.
    watcher.setOnCancelHandler(() -> {});
    executor.execute(() -> guarded(watcher, () -> watch(request, watcher)));
  }

  private void watch(
      WatchAlertsRequest request, ServerCallStreamObserver<WatchAlertsResponse> watcher)
      throws InterruptedException {
    AlertWatch watch = desk.watch(request.getAdministrationsList());
    do {
      // A slow reader gets the newest state later instead of every state in between.
      if (watcher.isReady()) {
        watch.next().ifPresent(watcher::onNext);
      }
    } while (!stopping.await(poll.toMillis(), TimeUnit.MILLISECONDS) && !watcher.isCancelled());
    if (!watcher.isCancelled()) {
      watcher.onCompleted();
    }
  }

  /// Work that may be interrupted.
  @FunctionalInterface
  private interface Work {
    void run() throws InterruptedException;
  }

  private static void guarded(StreamObserver<?> observer, Work work) {
    try {
      work.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.warn("a call to alerts failed", e);
      observer.onError(
          io.grpc.Status.UNAVAILABLE
              .withDescription("alerts cannot be read now")
              .asRuntimeException());
    }
  }

  private static <T> void answer(Answer<T> answer, StreamObserver<T> observer) {
    switch (answer) {
      case Answer.Given<T>(T value) -> {
        observer.onNext(value);
        observer.onCompleted();
      }
      case Answer.Refused<T>(Problem problem) -> observer.onError(exception(problem));
    }
  }

  private static RuntimeException exception(Problem problem) {
    Reason reason = problem.getReason();
    Status status =
        Status.newBuilder()
            .setCode(Code.INVALID_ARGUMENT_VALUE)
            .setMessage(problem.getDetail())
            .addDetails(
                Any.pack(
                    ErrorInfo.newBuilder()
                        .setReason(reason.name())
                        .setDomain("onthaal.org")
                        .build()))
            .addDetails(Any.pack(problem))
            .build();
    return StatusProto.toStatusRuntimeException(status);
  }

  /// Ends all watchers; the server stops taking calls itself.
  @Override
  public void close() {
    stopping.countDown();
  }
}
