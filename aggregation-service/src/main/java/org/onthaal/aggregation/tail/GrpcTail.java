package org.onthaal.aggregation.tail;

import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.onthaal.v1.RatingLogServiceGrpc;
import org.onthaal.v1.TailRequest;
import org.onthaal.v1.TailResponse;

/// One Tail call. The server may send as many messages as it has credit for; each one taken grants
/// one more, so the queue never holds more than the credits.
final class GrpcTail implements LogSource.Tail, ClientResponseObserver<TailRequest, TailResponse> {
  private final BlockingQueue<Object> arrived = new LinkedBlockingQueue<>();
  private final AtomicReference<@Nullable ClientCallStreamObserver<TailRequest>> call =
      new AtomicReference<>();
  private final int partition;
  private final TailSettings settings;
  private long offset;
  private Duration silent = Duration.ZERO;

  private GrpcTail(int partition, long afterOffset, TailSettings settings) {
    this.partition = partition;
    this.offset = afterOffset;
    this.settings = settings;
  }

  static GrpcTail open(Channel channel, int partition, long afterOffset, TailSettings settings) {
    GrpcTail tail = new GrpcTail(partition, afterOffset, settings);
    RatingLogServiceGrpc.newStub(channel)
        .tail(
            TailRequest.newBuilder().setPartition(partition).setAfterOffset(afterOffset).build(),
            tail);
    return tail;
  }

  @Override
  public void beforeStart(ClientCallStreamObserver<TailRequest> stream) {
    stream.disableAutoRequestWithInitial(settings.batchesHeldMax());
    call.set(stream);
  }

  @Override
  public void onNext(TailResponse response) {
    arrived.add(response);
  }

  @Override
  public void onError(Throwable failure) {
    arrived.add(Status.fromThrowable(failure));
  }

  @Override
  public void onCompleted() {
    arrived.add(Status.UNAVAILABLE.withDescription("the server ended the call"));
  }

  @Override
  public Optional<Signal> next(Duration wait) throws InterruptedException {
    Object item = arrived.poll(wait.toNanos(), TimeUnit.NANOSECONDS);
    if (item == null) {
      silent = silent.plus(wait);
      if (silent.compareTo(settings.silenceMax()) >= 0) {
        throw new LogUnavailableException(
            "partition %d: silent for %s".formatted(partition, silent));
      }
      return Optional.empty();
    }
    silent = Duration.ZERO;
    if (item instanceof TailResponse response) {
      stream().request(1);
      Optional<Signal> signal = Protos.signal(response);
      signal.ifPresent(this::mustContinue);
      return signal;
    }
    throw ended((Status) item);
  }

  private ClientCallStreamObserver<TailRequest> stream() {
    ClientCallStreamObserver<TailRequest> stream = call.get();
    if (stream == null) {
      throw new IllegalStateException("a message came before the call began");
    }
    return stream;
  }

  private void mustContinue(Signal signal) {
    if (signal.partition() != partition) {
      throw new LogBrokenException(
          "partition %d: got a message of partition %d".formatted(partition, signal.partition()));
    }
    switch (signal) {
      case Signal.Batch batch -> {
        if (batch.offset() != offset + 1) {
          throw new LogBrokenException(
              "partition %d: offset %d after %d (expected: %d)"
                  .formatted(partition, batch.offset(), offset, offset + 1));
        }
        offset = batch.offset();
      }
      case Signal.CaughtUp caughtUp -> {
        if (caughtUp.offset() > offset) {
          throw new LogBrokenException(
              "partition %d: caught up at %d, but read to %d"
                  .formatted(partition, caughtUp.offset(), offset));
        }
      }
    }
  }

  private RuntimeException ended(Status status) {
    String message = "partition %d after %d: %s".formatted(partition, offset, status);
    return switch (status.getCode()) {
      // The log ends before our checkpoint, or misses an offset: asking again changes nothing.
      case OUT_OF_RANGE, DATA_LOSS -> new LogBrokenException(message);
      default -> new LogUnavailableException(message);
    };
  }

  @Override
  public void close() {
    ClientCallStreamObserver<TailRequest> stream = call.get();
    if (stream != null) {
      stream.cancel("the reader stops", null);
    }
  }
}
