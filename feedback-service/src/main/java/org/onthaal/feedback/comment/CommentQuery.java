package org.onthaal.feedback.comment;

import java.time.Instant;
import java.util.Set;
import org.onthaal.feedback.comment.Comment.CommentCursor;
import org.onthaal.feedback.survey.Channel;

/// Which comments are wanted.
///
/// @param places where they were given
/// @param channels empty means all
/// @param languages subtags, an empty one for those who did not say; none means all
/// @param scores empty means all
/// @param suspected whether those of ratings that are counted apart are wanted as well
/// @param from inclusive
/// @param before where the page begins, exclusive
/// @param pageSize at least 1
record CommentQuery(
    Places places,
    Set<Channel> channels,
    Set<String> languages,
    Set<Integer> scores,
    SearchWords words,
    boolean suspected,
    Instant from,
    CommentCursor before,
    int pageSize) {
  CommentQuery {
    channels = Set.copyOf(channels);
    languages = Set.copyOf(languages);
    scores = Set.copyOf(scores);
  }

  /// Codes and keys; none of a kind means all of it.
  record Places(Set<String> administrations, Set<String> services, Set<String> touchpoints) {
    Places {
      administrations = Set.copyOf(administrations);
      services = Set.copyOf(services);
      touchpoints = Set.copyOf(touchpoints);
    }
  }

  /// Whether a comment of these places and this time is wanted; the words last, which cost most.
  boolean wants(Comment comment) {
    return (suspected || !comment.isSuspected())
        && (channels.isEmpty() || channels.contains(comment.channel()))
        && (languages.isEmpty() || languages.contains(comment.language().orElse("")))
        && wantsScore(comment)
        && words.occurIn(comment.text());
  }

  private boolean wantsScore(Comment comment) {
    return scores.isEmpty()
        || (comment.score().isPresent() && scores.contains(comment.score().getAsInt()));
  }
}
