package org.onthaal.feedback.publish;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Instant;
import java.util.List;
import org.onthaal.feedback.store.Offset;
import org.onthaal.feedback.store.RatingLog;
import org.onthaal.feedback.store.RatingLog.LogRow;
import org.onthaal.feedback.store.StoreException;
import org.onthaal.v1.CaughtUp;
import org.onthaal.v1.LogBatch;
import org.onthaal.v1.LogFacts;
import org.onthaal.v1.TailResponse;

/// One reader that follows one partition, on one thread. At most one page is in memory.
final class GrpcTail {
  private static final System.Logger LOG = System.getLogger("org.onthaal.feedback.publish");

  private final RatingLog log;
  private final HeadWatch watch;
  private final TailLimits limits;
  private final GrpcPace<TailResponse> pace;
  private Offset position;
  private Instant told = Instant.MIN;

  GrpcTail(
      RatingLog log,
      HeadWatch watch,
      TailLimits limits,
      GrpcPace<TailResponse> pace,
      Offset after) {
    this.log = log;
    this.watch = watch;
    this.limits = limits;
    this.pace = pace;
    position = after;
  }

  /// Sends until the reader leaves or is cut.
  void follow() throws InterruptedException {
    checkStart();
    long look = 0;
    boolean open = true;
    while (open && !pace.isCancelled()) {
      HeadWatch.Heads heads = watch.await(look);
      if (watch.isClosed()) {
        throw Status.UNAVAILABLE.withDescription("the service is stopping").asRuntimeException();
      }
      if (heads.look() == look) {
        continue; // The database is silent: nothing can be said, not even "caught up".
      }
      look = heads.look();
      open = catchUp(heads);
    }
  }

  // Asked of the database itself: the last look may be older than what this reader has read before.
  private void checkStart() {
    try {
      Offset head = log.heads().get(position.partition());
      if (position.value() > head.value()) {
        throw Status.OUT_OF_RANGE
            .withDescription("offset " + position + " lies beyond the head " + head)
            .asRuntimeException();
      }
    } catch (StoreException e) {
      throw Status.UNAVAILABLE
          .withDescription("the database does not answer")
          .withCause(e)
          .asRuntimeException();
    }
  }

  private boolean catchUp(HeadWatch.Heads heads) throws InterruptedException {
    Offset head = heads.of(position.partition());
    boolean moved = position.value() < head.value();
    while (position.value() < head.value()) {
      if (!sendPage()) {
        return false;
      }
    }
    if (!moved && heads.at().isBefore(told.plus(limits.caughtUpEvery()))) {
      return true;
    }
    told = heads.at();
    // A page may have read past the head that this look saw; then the time holds all the more.
    return pace.send(
        TailResponse.newBuilder()
            .setCaughtUp(
                CaughtUp.newBuilder()
                    .setPartition(position.partition())
                    .setOffset(position.value())
                    .setAt(Protos.timestamp(heads.at())))
            .build());
  }

  private boolean sendPage() throws InterruptedException {
    List<LogRow> rows = log.read(position, limits.pageRowsMax());
    if (rows.isEmpty()) {
      throw missing(position.value() + 1);
    }
    for (LogRow row : rows) {
      if (row.offset().value() != position.value() + 1) {
        throw missing(position.value() + 1);
      }
      if (!pace.send(response(row))) {
        return false;
      }
      position = row.offset();
    }
    return true;
  }

  private StatusRuntimeException missing(long offset) {
    return Status.DATA_LOSS
        .withDescription("offset " + position.partition() + ":" + offset + " is missing in the log")
        .asRuntimeException();
  }

  /// A row that cannot be read is sent as it is: its reader puts it aside. To end the call here
  /// would stop every reader for good at one bad row.
  private static TailResponse response(LogRow row) {
    LogBatch.Builder batch =
        LogBatch.newBuilder()
            .setPartition(row.offset().partition())
            .setOffset(row.offset().value())
            .setAppendedAt(Protos.timestamp(row.appendedAt()));
    try {
      batch.setFacts(LogFacts.parseFrom(row.facts()));
    } catch (InvalidProtocolBufferException e) {
      LOG.log(
          System.Logger.Level.ERROR,
          "the log at {0} cannot be read: {1}",
          row.offset(),
          e.getMessage());
      batch.setUnreadable(ByteString.copyFrom(row.facts()));
    }
    return TailResponse.newBuilder().setBatch(batch).build();
  }
}
