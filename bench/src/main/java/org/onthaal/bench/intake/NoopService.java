package org.onthaal.bench.intake;

import io.grpc.stub.StreamObserver;
import org.onthaal.v1.FeedbackServiceGrpc;
import org.onthaal.v1.Receipt;
import org.onthaal.v1.SubmitRatingRequest;
import org.onthaal.v1.SubmitRatingResponse;

/// Answers at once and stores nothing: what the transport alone can carry.
public final class NoopService extends FeedbackServiceGrpc.FeedbackServiceImplBase {
  @Override
  public void submitRating(
      SubmitRatingRequest request, StreamObserver<SubmitRatingResponse> response) {
    response.onNext(
        SubmitRatingResponse.newBuilder()
            .setReceipt(Receipt.newBuilder().setId(request.getRating().getId()))
            .build());
    response.onCompleted();
  }
}
