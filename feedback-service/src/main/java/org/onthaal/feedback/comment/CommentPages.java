package org.onthaal.feedback.comment;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.onthaal.feedback.comment.Comment.CommentCursor;

/// Pages of comments, each found by a bounded look.
final class CommentPages {
  private final PostgresComments comments;
  private final int lookedAtMax;

  CommentPages(PostgresComments comments, int lookedAtMax) {
    this.comments = comments;
    this.lookedAtMax = lookedAtMax;
  }

  /// One page.
  ///
  /// @param next where the following one begins; empty when this is the last
  /// @param searchedTo how far back was looked, where that was too much to fill the page
  record Page(List<Comment> comments, Optional<CommentCursor> next, Optional<Instant> searchedTo) {
    Page {
      comments = List.copyOf(comments);
    }
  }

  Page page(CommentQuery query) {
    return comments.read(reader -> {
      NewestFirst row =
          new NewestFirst(
              (places, cursor, rows) -> reader.before(places, cursor, query.from(), rows),
              reader.places(query.places()),
              query.before(),
              query.pageSize() + 1);
      return page(query, row);
    });
  }

  /// Looks for one more than the page holds, to know whether there is a next one.
  private Page page(CommentQuery query, NewestFirst row) {
    List<Comment> found = new ArrayList<>();
    Optional<Comment> last = Optional.empty();
    for (int looked = 0; looked < lookedAtMax; looked++) {
      Optional<Comment> next = row.next();
      if (next.isEmpty()) {
        return new Page(found, Optional.empty(), Optional.empty());
      }
      last = next;
      if (query.wants(next.get())) {
        if (found.size() == query.pageSize()) {
          return new Page(found, Optional.of(found.getLast().cursor()), Optional.empty());
        }
        found.add(next.get());
      }
    }
    return new Page(
        found, last.map(Comment::cursor), last.map(comment -> comment.cursor().ratedAt()));
  }
}
