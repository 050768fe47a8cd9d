package org.onthaal.feedback.publish;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Sends a stream no faster than its reader takes it. One thread sends; the door's threads signal.
final class GrpcPace<T> {
  private final ServerCallStreamObserver<T> out;
  private final Duration pauseMax;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /// To be made before the call's handler returns: that is when gRPC takes the callbacks.
  GrpcPace(ServerCallStreamObserver<T> out, Duration pauseMax) {
    this.out = out;
    this.pauseMax = pauseMax;
    out.setOnReadyHandler(this::signal);
    out.setOnCancelHandler(this::signal);
  }

  boolean isCancelled() {
    return out.isCancelled();
  }

  /// Waits until the reader has room, then sends. False when the caller is gone or was cut.
  boolean send(T message) throws InterruptedException {
    lock.lock();
    try {
      long nanos = pauseMax.toNanos();
      while (!out.isReady() && !out.isCancelled()) {
        if (nanos <= 0) {
          out.onError(
              Status.RESOURCE_EXHAUSTED
                  .withDescription("the reader took nothing for " + pauseMax)
                  .asRuntimeException());
          return false;
        }
        nanos = changed.awaitNanos(nanos);
      }
    } finally {
      lock.unlock();
    }
    if (out.isCancelled()) {
      return false;
    }
    out.onNext(message);
    return true;
  }

  private void signal() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
