package org.onthaal.feedback.publish;

import com.google.protobuf.Timestamp;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.onthaal.feedback.access.Admission;
import org.onthaal.feedback.rating.Rating;
import org.onthaal.feedback.rating.RatingId;
import org.onthaal.feedback.store.PostgresRatingPages;
import org.onthaal.feedback.store.PostgresRatingPages.RatingCursor;
import org.onthaal.feedback.store.PostgresRatingPages.RatingFilter;
import org.onthaal.feedback.store.StoreException;
import org.onthaal.v1.ListRatingsRequest;
import org.onthaal.v1.ListRatingsResponse;

/// Pages of single ratings, the same for every door. Every call blocks.
public final class StoredRatingPages {
  /// Most ratings of a page; the contract says so, and clients count on it.
  public static final int PAGE_MAX = 1_000;

  private static final int PAGE_DEFAULT = 500;
  // Wider than any time that is accepted, and what the database can hold.
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

  private final PostgresRatingPages pages;
  private final Admission admission;

  public StoredRatingPages(PostgresRatingPages pages, Admission admission) {
    this.pages = pages;
    this.admission = admission;
  }

  /// What became of a request for a page.
  public sealed interface Listed {
    record Page(ListRatingsResponse response) implements Listed {}

    /// The field as in the contract's message, and what would have been accepted.
    record Refused(String field, String expected) implements Listed {}

    record Unavailable(StoreException cause) implements Listed {}

    /// Too many others are served.
    record Overloaded() implements Listed {}
  }

  /// One page of them.
  public Listed list(ListRatingsRequest request) {
    int size = request.getPageSize() == 0 ? PAGE_DEFAULT : request.getPageSize();
    Optional<RatingCursor> after = cursor(request.getPageToken());
    Instant from = request.hasFrom() ? time(request.getFrom()) : FIRST;
    Instant to = request.hasTo() ? time(request.getTo()) : LAST;
    if (size < 1 || size > PAGE_MAX) {
      return new Listed.Refused("pageSize", "1 to " + PAGE_MAX);
    }
    if (after.isEmpty()) {
      return new Listed.Refused("pageToken", "the nextPageToken of the page before");
    }
    if (!from.isBefore(to)) {
      return new Listed.Refused("from", "a time before `to`");
    }
    RatingFilter filter = new RatingFilter(Set.copyOf(request.getAdministrationsList()), from, to);
    RatingCursor cursor = after.get();
    return admission
        .call(Admission.Priority.EXPORT, () -> page(filter, cursor, size))
        .orElseGet(Listed.Overloaded::new);
  }

  private Listed page(RatingFilter filter, RatingCursor after, int size) {
    try {
      return new Listed.Page(response(pages.page(filter, after, size + 1), size));
    } catch (StoreException e) {
      return new Listed.Unavailable(e);
    }
  }

  // A time beyond what is kept asks for no more than what is kept.
  private static Instant time(Timestamp timestamp) {
    long seconds =
        Math.clamp(timestamp.getSeconds(), FIRST.getEpochSecond(), LAST.getEpochSecond());
    return Instant.ofEpochSecond(seconds, Math.clamp(timestamp.getNanos(), 0, 999_999_999));
  }

  // One more than asked for was read, to know whether there is a next page.
  private static ListRatingsResponse response(List<Rating> found, int size) {
    ListRatingsResponse.Builder response = ListRatingsResponse.newBuilder();
    List<Rating> page = found.size() > size ? found.subList(0, size) : found;
    page.forEach(rating -> response.addRatings(Protos.stored(rating)));
    if (found.size() > size) {
      Rating last = page.getLast();
      response.setNextPageToken(token(last.id().value(), last.administration()));
    }
    return response.build();
  }

  static String token(UUID id, String administration) {
    String plain = id + administration;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(plain.getBytes(StandardCharsets.UTF_8));
  }

  static Optional<RatingCursor> cursor(String token) {
    if (token.isEmpty()) {
      return Optional.of(RatingCursor.START);
    }
    try {
      String plain = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
      int idLength = Math.min(36, plain.length());
      // The database takes no text with a NUL.
      return plain.indexOf('\0') >= 0
          ? Optional.empty()
          : RatingId.parse(plain.substring(0, idLength))
              .map(id -> new RatingCursor(plain.substring(idLength), id.value()));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
