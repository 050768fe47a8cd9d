package org.onthaal.aggregation.tail;

import com.google.protobuf.Timestamp;
import io.grpc.Context;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.onthaal.v1.GetHeadsRequest;
import org.onthaal.v1.LogHead;
import org.onthaal.v1.RatingLogServiceGrpc;
import org.onthaal.v1.RecountRequest;
import org.onthaal.v1.RecountResponse;

/// The log of feedback-service over gRPC.
public final class GrpcLogSource implements LogSource {
  /// A server that does not say its heads within this time is not there.
  private static final long HEADS_SECONDS_MAX = 5;

  private static final long CLOSE_SECONDS_MAX = 2;

  private final ManagedChannel channel;
  private final TailSettings settings;

  private GrpcLogSource(ManagedChannel channel, TailSettings settings) {
    this.channel = channel;
    this.settings = settings;
  }

  /// A channel to a server; connects when it is first needed.
  public static GrpcLogSource connect(FeedbackDoor door, TailSettings settings) {
    return new GrpcLogSource(
        NettyChannelBuilder.forTarget(door.target())
            .usePlaintext()
            .intercept(new GrpcServiceKey(door.serviceKey()))
            .maxInboundMessageSize(settings.messageBytesMax())
            .build(),
        settings);
  }

  /// What is asked where, from the same server.
  public SurveySource surveys(InstantSource clock) {
    return new GrpcSurveySource(channel, clock);
  }

  @Override
  public List<Head> heads() {
    try {
      return heads(
          RatingLogServiceGrpc.newBlockingStub(channel)
              .withDeadlineAfter(HEADS_SECONDS_MAX, TimeUnit.SECONDS)
              .getHeads(GetHeadsRequest.getDefaultInstance())
              .getHeadsList());
    } catch (StatusRuntimeException e) {
      // The channel's own backoff must not add to the caller's.
      channel.resetConnectBackoff();
      throw new LogUnavailableException("heads: " + e.getStatus(), e);
    }
  }

  private static List<Head> heads(List<LogHead> heads) {
    return heads.stream().map(head -> new Head(head.getPartition(), head.getOffset())).toList();
  }

  @Override
  public Tail tail(int partition, long afterOffset) {
    channel.resetConnectBackoff();
    return GrpcTail.open(channel, partition, afterOffset, settings);
  }

  @Override
  public void recount(
      Instant minutesFrom, Consumer<List<Head>> heads, Consumer<RecountedCell> cells) {
    RecountRequest request =
        RecountRequest.newBuilder()
            .setMinutesFrom(Timestamp.newBuilder().setSeconds(minutesFrom.getEpochSecond()))
            .setChoices(true)
            .build();
    try (Context.CancellableContext context = Context.current().withCancellation()) {
      context.run(() -> {
        Iterator<RecountResponse> responses =
            RatingLogServiceGrpc.newBlockingStub(channel).recount(request);
        while (responses.hasNext()) {
          RecountResponse response = responses.next();
          switch (response.getItemCase()) {
            case HEADS -> heads.accept(heads(response.getHeads().getHeadsList()));
            case CELLS ->
                response.getCells().getCellsList().stream().map(Protos::cell).forEach(cells);
            case CHOICES ->
                response.getChoices().getChoicesList().stream().map(Protos::chosen).forEach(cells);
            case ITEM_NOT_SET -> throw new LogUnavailableException("recount: an empty message");
          }
        }
      });
    } catch (StatusRuntimeException e) {
      throw new LogUnavailableException("recount: " + e.getStatus(), e);
    }
  }

  @Override
  public void close() {
    channel.shutdownNow();
    try {
      if (!channel.awaitTermination(CLOSE_SECONDS_MAX, TimeUnit.SECONDS)) {
        System.getLogger(GrpcLogSource.class.getPackageName())
            .log(System.Logger.Level.WARNING, "The connection to the log did not close in time.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
