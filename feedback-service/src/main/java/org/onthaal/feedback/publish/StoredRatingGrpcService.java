package org.onthaal.feedback.publish;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.onthaal.feedback.rating.Rating;
import org.onthaal.feedback.rating.RatingId;
import org.onthaal.feedback.store.PostgresRatingPages;
import org.onthaal.feedback.store.RatingCursor;
import org.onthaal.feedback.store.RatingFilter;
import org.onthaal.feedback.store.StoreException;
import org.onthaal.v1.ListRatingsRequest;
import org.onthaal.v1.ListRatingsResponse;
import org.onthaal.v1.RatingServiceGrpc;

/// Single ratings over gRPC, for export. Every call blocks.
public final class StoredRatingGrpcService extends RatingServiceGrpc.RatingServiceImplBase {
  private static final int PAGE_DEFAULT = 500;
  private static final int PAGE_MAX = 1_000;
  // Wider than any time that is accepted, and what the database can hold.
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

  private final PostgresRatingPages pages;

  public StoredRatingGrpcService(PostgresRatingPages pages) {
    this.pages = pages;
  }

  @Override
  public void listRatings(ListRatingsRequest request, StreamObserver<ListRatingsResponse> out) {
    int size = request.getPageSize() == 0 ? PAGE_DEFAULT : request.getPageSize();
    if (size < 1 || size > PAGE_MAX) {
      refuse(out, "pageSize: expected 1 to " + PAGE_MAX);
      return;
    }
    Optional<RatingCursor> after = cursor(request.getPageToken());
    if (after.isEmpty()) {
      refuse(out, "pageToken: expected the nextPageToken of the page before");
      return;
    }
    RatingFilter filter =
        new RatingFilter(
            Set.copyOf(request.getAdministrationsList()),
            request.hasFrom() ? Protos.instant(request.getFrom()) : FIRST,
            request.hasTo() ? Protos.instant(request.getTo()) : LAST);
    try {
      out.onNext(response(pages.page(filter, after.get(), size + 1), size));
      out.onCompleted();
    } catch (StoreException e) {
      out.onError(
          Status.UNAVAILABLE
              .withDescription("the database does not answer")
              .withCause(e)
              .asRuntimeException());
    }
  }

  // One more than asked for was read, to know whether there is a next page.
  private static ListRatingsResponse response(List<Rating> found, int size) {
    ListRatingsResponse.Builder response = ListRatingsResponse.newBuilder();
    List<Rating> page = found.size() > size ? found.subList(0, size) : found;
    page.forEach(rating -> response.addRatings(Protos.stored(rating)));
    if (found.size() > size) {
      response.setNextPageToken(token(page.getLast()));
    }
    return response.build();
  }

  private static String token(Rating last) {
    String plain = last.id() + last.administration();
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(plain.getBytes(StandardCharsets.UTF_8));
  }

  private static Optional<RatingCursor> cursor(String token) {
    if (token.isEmpty()) {
      return Optional.of(RatingCursor.START);
    }
    try {
      String plain = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
      int idLength = Math.min(36, plain.length());
      return RatingId.parse(plain.substring(0, idLength))
          .map(id -> new RatingCursor(plain.substring(idLength), id.value()));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static void refuse(StreamObserver<ListRatingsResponse> out, String description) {
    out.onError(Status.INVALID_ARGUMENT.withDescription(description).asRuntimeException());
  }
}
