package org.onthaal.feedback.collect;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiFunction;
import org.onthaal.feedback.rating.Place;
import org.onthaal.feedback.rating.Rating;
import org.onthaal.feedback.rating.RatingId;
import org.onthaal.feedback.store.Appended;
import org.onthaal.feedback.store.LogPartitions;
import org.onthaal.feedback.store.RatingLog;
import org.onthaal.feedback.store.StoreException;

/// Recognises a stored rating that an export told and a file brings back.
///
/// An export tells a rating as it is kept: its time corrected, channel and version filled in, its
/// comment redacted, its answers as last amended. The fingerprint is of what was received, so it
/// differs; but where everything that is kept is the same, nothing could be overwritten or lost.
/// Safe for any thread.
public final class ReturnedRatings {
  private final BiFunction<String, RatingId, Optional<Rating>> stored;
  private final RatingLog log;
  private final Executor one;

  /// @param stored finds the rating of an administration by its id
  /// @param one runs what blocks, one at a time: a file that is all duplicates must not take the
  ///   connections that people wait for
  public ReturnedRatings(
      BiFunction<String, RatingId, Optional<Rating>> stored, RatingLog log, Executor one) {
    this.stored = stored;
    this.log = log;
    this.one = one;
  }

  /// What a conflict comes to. Completes with a duplicate, the conflict, or that the database does
  /// not answer.
  ///
  /// @param anyVersion whether the file leaves open which version of the survey was shown
  CompletableFuture<Appended> judge(Rating returned, boolean anyVersion) {
    try {
      return CompletableFuture.supplyAsync(() -> judged(returned, anyVersion), one);
    } catch (RejectedExecutionException _) {
      // The service is stopping.
      return CompletableFuture.completedFuture(new Appended.Unavailable());
    }
  }

  private Appended judged(Rating returned, boolean anyVersion) {
    try {
      Optional<Rating> kept =
          stored
              .apply(returned.administration(), returned.id())
              .filter(rating -> saysTheSame(rating, returned, anyVersion));
      if (kept.isEmpty()) {
        return new Appended.Conflict();
      }
      int partition = LogPartitions.of(returned.administration());
      return new Appended.Duplicate(log.heads().get(partition), kept.get().stamp().receivedAt());
    } catch (StoreException _) {
      return new Appended.Unavailable();
    }
  }

  private static boolean saysTheSame(Rating kept, Rating returned, boolean anyVersion) {
    return place(kept.place(), anyVersion).equals(place(returned.place(), anyVersion))
        && kept.stamp().ratedAt().equals(returned.stamp().ratedAt())
        && Set.copyOf(kept.answers()).equals(Set.copyOf(returned.answers()))
        && kept.comment().equals(returned.comment())
        && kept.context().equals(returned.context());
  }

  private static Object place(Place place, boolean anyVersion) {
    return anyVersion
        ? List.of(place.touchpoint(), place.channel(), place.language(), place.survey().code())
        : place;
  }
}
