package org.onthaal.feedback.publish;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import org.onthaal.feedback.store.PostgresRatingPages;
import org.onthaal.feedback.store.StoreException;
import org.onthaal.v1.ListRatingsRequest;
import org.onthaal.v1.ListRatingsResponse;
import org.onthaal.v1.RatingServiceGrpc;

/// Single ratings over gRPC, for export. Every call blocks.
public final class StoredRatingGrpcService extends RatingServiceGrpc.RatingServiceImplBase {
  private final StoredRatingPages pages;

  public StoredRatingGrpcService(PostgresRatingPages pages) {
    this.pages = new StoredRatingPages(pages);
  }

  @Override
  public void listRatings(ListRatingsRequest request, StreamObserver<ListRatingsResponse> out) {
    switch (pages.list(request)) {
      case StoredRatingPages.Listed.Page(ListRatingsResponse response) -> {
        out.onNext(response);
        out.onCompleted();
      }
      case StoredRatingPages.Listed.Refused(String field, String expected) ->
          out.onError(
              Status.INVALID_ARGUMENT
                  .withDescription(field + ": expected " + expected)
                  .asRuntimeException());
      case StoredRatingPages.Listed.Unavailable(StoreException cause) ->
          out.onError(
              Status.UNAVAILABLE
                  .withDescription("the database does not answer")
                  .withCause(cause)
                  .asRuntimeException());
    }
  }
}
