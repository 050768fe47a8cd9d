package org.onthaal.aggregation.operate;

import io.grpc.stub.StreamObserver;
import org.onthaal.aggregation.door.GrpcAnswers;
import org.onthaal.v1.DeadLetterServiceGrpc;
import org.onthaal.v1.ListDeadLettersRequest;
import org.onthaal.v1.ListDeadLettersResponse;
import org.onthaal.v1.ReplayDeadLettersRequest;
import org.onthaal.v1.ReplayDeadLettersResponse;

/// Dead letters over gRPC. Each call blocks its own virtual thread.
public final class DeadLetterGrpcService extends DeadLetterServiceGrpc.DeadLetterServiceImplBase {
  private final DeadLetterDesk desk;

  public DeadLetterGrpcService(DeadLetterDesk desk) {
    this.desk = desk;
  }

  @Override
  public void listDeadLetters(
      ListDeadLettersRequest request, StreamObserver<ListDeadLettersResponse> observer) {
    GrpcAnswers.send(desk.list(request), observer);
  }

  @Override
  public void replayDeadLetters(
      ReplayDeadLettersRequest request, StreamObserver<ReplayDeadLettersResponse> observer) {
    GrpcAnswers.send(desk.replay(request), observer);
  }
}
