package org.onthaal.feedback.publish;

import com.google.protobuf.util.Timestamps;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import org.onthaal.feedback.access.Admission;
import org.onthaal.feedback.store.LogPartitions;
import org.onthaal.feedback.store.Offset;
import org.onthaal.feedback.store.PostgresRecount;
import org.onthaal.feedback.store.RatingLog;
import org.onthaal.feedback.store.StoreException;
import org.onthaal.v1.GetHeadsRequest;
import org.onthaal.v1.GetHeadsResponse;
import org.onthaal.v1.LogHead;
import org.onthaal.v1.RatingLogServiceGrpc;
import org.onthaal.v1.RecountHeads;
import org.onthaal.v1.RecountRequest;
import org.onthaal.v1.RecountResponse;
import org.onthaal.v1.TailRequest;
import org.onthaal.v1.TailResponse;

/// The log over gRPC. Each stream has a thread of its own, so callbacks are never blocked.
public final class RatingLogGrpcService extends RatingLogServiceGrpc.RatingLogServiceImplBase {
  private static final System.Logger LOG = System.getLogger("org.onthaal.feedback.publish");

  private final RatingLog log;
  private final HeadWatch watch;
  private final PostgresRecount recount;
  private final TailLimits limits;
  private final Executor streams;
  private final Admission admission;
  private final Semaphore readers;
  private final Semaphore recounts;

  public RatingLogGrpcService(
      RatingLog log,
      HeadWatch watch,
      PostgresRecount recount,
      TailLimits limits,
      Executor streams,
      Admission admission) {
    this.log = log;
    this.watch = watch;
    this.recount = recount;
    this.limits = limits;
    this.streams = streams;
    this.admission = admission;
    readers = new Semaphore(limits.readersMax());
    recounts = new Semaphore(limits.recountsMax());
  }

  @Override
  public void tail(TailRequest request, StreamObserver<TailResponse> out) {
    if (request.getPartition() < 0 || request.getPartition() >= LogPartitions.COUNT) {
      out.onError(GrpcRefusals.invalid("partition", "0 to " + (LogPartitions.COUNT - 1)));
      return;
    }
    if (request.getAfterOffset() < -1) {
      out.onError(GrpcRefusals.invalid("afterOffset", "-1 or more"));
      return;
    }
    if (!readers.tryAcquire()) {
      out.onError(
          GrpcRefusals.overloaded(
              limits.readersMax() + " readers follow already; try again when one has left"));
      return;
    }
    GrpcPace<TailResponse> pace = pace(out);
    Offset after = new Offset(request.getPartition(), request.getAfterOffset());
    stream(
        out,
        () -> {
          try {
            new GrpcTail(log, watch, limits, pace, after).follow();
          } finally {
            readers.release();
          }
        });
  }

  @Override
  public void getHeads(GetHeadsRequest request, StreamObserver<GetHeadsResponse> out) {
    try {
      admission
          .call(Admission.Priority.DASHBOARD, log::heads)
          .ifPresentOrElse(
              heads -> {
                out.onNext(GetHeadsResponse.newBuilder().addAllHeads(heads(heads)).build());
                out.onCompleted();
              },
              () ->
                  out.onError(
                      GrpcRefusals.overloaded("too many calls at once; try again in a second")));
    } catch (StoreException _) {
      out.onError(GrpcRefusals.unavailable("the database does not answer"));
    }
  }

  @Override
  public void recount(RecountRequest request, StreamObserver<RecountResponse> out) {
    if (request.hasMinutesFrom() && !Timestamps.isValid(request.getMinutesFrom())) {
      out.onError(GrpcRefusals.invalid("minutesFrom", "a time from 0001-01-01 to 9999-12-31"));
      return;
    }
    if (!recounts.tryAcquire()) {
      out.onError(
          GrpcRefusals.overloaded(
              limits.recountsMax() + " recounts run already; try again when one has ended"));
      return;
    }
    GrpcPace<RecountResponse> pace = pace(out);
    stream(
        out,
        () -> {
          try {
            recount(request, new GrpcRecount(pace));
          } finally {
            recounts.release();
          }
          out.onCompleted();
        });
  }

  private void recount(RecountRequest request, GrpcRecount counting) {
    recount.count(
        request.hasMinutesFrom()
            ? Optional.of(Protos.instant(request.getMinutesFrom()))
            : Optional.empty(),
        heads ->
            counting.send(
                RecountResponse.newBuilder()
                    .setHeads(RecountHeads.newBuilder().addAllHeads(heads(heads)))
                    .build()),
        counting::add,
        request.getChoices() ? Optional.of(counting::addChosen) : Optional.empty());
    counting.flush();
  }

  private <T> GrpcPace<T> pace(StreamObserver<T> out) {
    return new GrpcPace<>((ServerCallStreamObserver<T>) out, limits.pauseMax());
  }

  private <T> void stream(StreamObserver<T> out, Following following) {
    streams.execute(() -> {
      try {
        following.run();
      } catch (StatusRuntimeException e) {
        out.onError(e);
      } catch (StoreException _) {
        out.onError(GrpcRefusals.unavailable("the database does not answer"));
      } catch (GrpcRecount.ReaderGone _) {
        LOG.log(System.Logger.Level.DEBUG, "the reader of a recount left");
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        out.onError(Status.UNAVAILABLE.asRuntimeException());
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.ERROR, "a stream broke off", e);
        out.onError(Status.INTERNAL.asRuntimeException());
      }
    });
  }

  private static List<LogHead> heads(List<Offset> heads) {
    return heads.stream()
        .map(head ->
            LogHead.newBuilder().setPartition(head.partition()).setOffset(head.value()).build())
        .toList();
  }

  @FunctionalInterface
  private interface Following {
    void run() throws InterruptedException;
  }
}
