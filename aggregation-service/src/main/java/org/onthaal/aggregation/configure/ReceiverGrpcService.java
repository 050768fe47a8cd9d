package org.onthaal.aggregation.configure;

import io.grpc.stub.StreamObserver;
import org.onthaal.aggregation.door.Answer;
import org.onthaal.aggregation.door.GrpcAnswers;
import org.onthaal.v1.ListReceiversRequest;
import org.onthaal.v1.ListReceiversResponse;
import org.onthaal.v1.ReceiverServiceGrpc;
import org.onthaal.v1.TestReceiverRequest;
import org.onthaal.v1.TestReceiverResponse;

/// Receivers and routes over gRPC. Each call blocks its own virtual thread.
public final class ReceiverGrpcService extends ReceiverServiceGrpc.ReceiverServiceImplBase {
  private final ReceiverDesk desk;

  public ReceiverGrpcService(ReceiverDesk desk) {
    this.desk = desk;
  }

  @Override
  public void listReceivers(
      ListReceiversRequest request, StreamObserver<ListReceiversResponse> observer) {
    GrpcAnswers.send(new Answer.Given<>(desk.list()), observer);
  }

  @Override
  public void testReceiver(
      TestReceiverRequest request, StreamObserver<TestReceiverResponse> observer) {
    GrpcAnswers.send(desk.test(request), observer);
  }
}
