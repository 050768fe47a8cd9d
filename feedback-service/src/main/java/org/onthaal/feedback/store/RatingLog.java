package org.onthaal.feedback.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.onthaal.feedback.rating.Fingerprint;
import org.onthaal.feedback.rating.Rating;

/// The log of ratings. Safe for any thread.
public interface RatingLog {
  /// Stores a rating once. Never blocks; completes after the commit, never exceptionally.
  ///
  /// @param device id of the key of the device that the rating was pressed on, if it was: what is
  ///   more than one may give in a while is flagged OVER_BURST
  CompletableFuture<Appended> append(
      Rating rating, Fingerprint fingerprint, Optional<String> device);

  /// The same for a rating that came from no device.
  default CompletableFuture<Appended> append(Rating rating, Fingerprint fingerprint) {
    return append(rating, fingerprint, Optional.empty());
  }

  /// Rows after an offset, oldest first, without gaps.
  List<LogRow> read(Offset after, int rowsMax);

  /// The last offset of every partition, in order of partition.
  List<Offset> heads();

  /// One row of the log: everything that one commit did to one partition.
  // The bytes are handed on without a copy: a page of them is read once and sent once.
  @SuppressWarnings("ArrayRecordComponent")
  public record LogRow(Offset offset, Instant appendedAt, byte[] facts) {}
}
