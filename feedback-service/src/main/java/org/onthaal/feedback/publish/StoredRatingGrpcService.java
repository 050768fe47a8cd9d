package org.onthaal.feedback.publish;

import io.grpc.stub.StreamObserver;
import org.onthaal.feedback.store.StoreException;
import org.onthaal.v1.ListRatingsRequest;
import org.onthaal.v1.ListRatingsResponse;
import org.onthaal.v1.RatingServiceGrpc;

/// Single ratings over gRPC, for export. Every call blocks.
public final class StoredRatingGrpcService extends RatingServiceGrpc.RatingServiceImplBase {
  private final StoredRatingPages pages;

  public StoredRatingGrpcService(StoredRatingPages pages) {
    this.pages = pages;
  }

  @Override
  public void listRatings(ListRatingsRequest request, StreamObserver<ListRatingsResponse> out) {
    switch (pages.list(request)) {
      case StoredRatingPages.Listed.Page(ListRatingsResponse response) -> {
        out.onNext(response);
        out.onCompleted();
      }
      case StoredRatingPages.Listed.Refused(String field, String expected) ->
          out.onError(GrpcRefusals.invalid(field, expected));
      case StoredRatingPages.Listed.Overloaded() ->
          out.onError(GrpcRefusals.overloaded("too many calls at once; try again in a second"));
      case StoredRatingPages.Listed.Unavailable(StoreException _) ->
          out.onError(GrpcRefusals.unavailable("the database does not answer"));
    }
  }
}
