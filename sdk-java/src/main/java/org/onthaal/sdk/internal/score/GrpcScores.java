package org.onthaal.sdk.internal.score;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.onthaal.sdk.ScoreAnswer;
import org.onthaal.sdk.ScoreQuery;
import org.onthaal.sdk.Violation;
import org.onthaal.sdk.internal.Protos;
import org.onthaal.sdk.internal.Target;
import org.onthaal.v1.GetScoresRequest;
import org.onthaal.v1.Problem;
import org.onthaal.v1.ScoreServiceGrpc;

/** Asks the gRPC door of the service that counts. */
public final class GrpcScores implements ScoreSource {
  private final ManagedChannel channel;
  private final ScoreServiceGrpc.ScoreServiceBlockingStub stub;

  /**
   * Opens a channel; connects with the first call.
   *
   * @throws IOException when a certificate cannot be read
   */
  public GrpcScores(Target target) throws IOException {
    this.channel = target.open();
    this.stub = target.showingKey(ScoreServiceGrpc.newBlockingStub(channel));
  }

  @Override
  public ScoreAnswer ask(ScoreQuery query, Duration timeout) {
    GetScoresRequest request =
        GetScoresRequest.newBuilder().setQuery(ScoreProtos.query(query)).build();
    // Whoever asks again should not wait out a pause that an earlier failure began.
    channel.resetConnectBackoff();
    try {
      return ScoreProtos.found(
          stub.withDeadlineAfter(timeout.toNanos(), TimeUnit.NANOSECONDS).getScores(request));
    } catch (StatusRuntimeException e) {
      return failed(e);
    } catch (RuntimeException e) {
      return new ScoreAnswer.Unavailable(e.toString());
    }
  }

  private static ScoreAnswer failed(StatusRuntimeException e) {
    Optional<Problem> problem = Protos.problem(e);
    String detail =
        problem
            .map(Protos::line)
            .orElseGet(() -> e.getStatus().getCode() + ": " + e.getStatus().getDescription());
    if (e.getStatus().getCode() != Status.Code.INVALID_ARGUMENT) {
      return new ScoreAnswer.Unavailable(detail);
    }
    return new ScoreAnswer.Refused(
        problem
            .map(Protos::violations)
            .orElseGet(() -> List.of(new Violation("query", "INVALID", detail))));
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
