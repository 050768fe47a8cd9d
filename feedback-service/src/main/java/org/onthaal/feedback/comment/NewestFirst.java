package org.onthaal.feedback.comment;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import org.onthaal.feedback.comment.Comment.CommentCursor;
import org.onthaal.feedback.comment.Comment.CommentPlace;

/// The comments of several places as one row, newest first. Of each place so much is read as is
/// needed, and a little more. One use, one thread.
final class NewestFirst {
  /// What the first look reads, over all places; a page or two of most.
  private static final int FIRST_ROWS = 2_048;

  private static final int PLACE_ROWS_MIN = 16;

  /// Rows of one look; texts are up to 16 kB.
  private static final int PLACE_ROWS_MAX = 512;

  private final Source source;
  private final PriorityQueue<Track> tracks =
      new PriorityQueue<>(Comparator.comparing(Track::first, Comment.NEWEST_FIRST));

  private Optional<Spent> spent = Optional.empty();

  /// Where comments are kept.
  @FunctionalInterface
  interface Source {
    /// At most `rows` comments of each place, the newest of those before a point in time.
    List<Comment> before(Collection<CommentPlace> places, CommentCursor cursor, int rows);
  }

  /// What was read of one place and not yet told; never empty while it waits among the others.
  ///
  /// @param rows how many were asked for; 0 where there are no more
  private record Track(CommentPlace place, Deque<Comment> read, int rows) {
    Comment first() {
      return read.getFirst();
    }
  }

  /// A place of which everything that was read is told; more is read when somebody goes on.
  private record Spent(CommentPlace place, CommentCursor last, int rows) {}

  NewestFirst(Source source, List<CommentPlace> places, CommentCursor before, int wanted) {
    this.source = source;
    if (!places.isEmpty()) {
      int rows =
          Math.clamp(
              FIRST_ROWS / places.size(),
              PLACE_ROWS_MIN,
              Math.clamp(wanted, PLACE_ROWS_MIN, PLACE_ROWS_MAX));
      read(places, before, rows);
    }
  }

  /// The next older one; empty when there is none.
  Optional<Comment> next() {
    spent.ifPresent(place -> read(List.of(place.place()), place.last(), place.rows()));
    spent = Optional.empty();
    Track track = tracks.poll();
    if (track == null) {
      return Optional.empty();
    }
    Comment next = track.read().removeFirst();
    if (!track.read().isEmpty()) {
      tracks.add(track);
    } else if (track.rows() > 0) {
      int rows = Math.min(2 * track.rows(), PLACE_ROWS_MAX);
      spent = Optional.of(new Spent(track.place(), next.cursor(), rows));
    }
    return Optional.of(next);
  }

  private void read(List<CommentPlace> places, CommentCursor before, int rows) {
    Map<CommentPlace, Deque<Comment>> found = new HashMap<>();
    for (Comment comment : source.before(places, before, rows)) {
      found.computeIfAbsent(comment.place(), _ -> new ArrayDeque<>()).addLast(comment);
    }
    // Where there were fewer than asked for, there are no more.
    found.forEach(
        (place, read) -> tracks.add(new Track(place, read, read.size() < rows ? 0 : rows)));
  }
}
