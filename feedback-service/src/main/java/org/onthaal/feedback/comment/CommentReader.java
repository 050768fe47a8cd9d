package org.onthaal.feedback.comment;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.onthaal.feedback.comment.Comment.CommentCursor;
import org.onthaal.feedback.survey.Channel;
import org.onthaal.feedback.validate.Reason;
import org.onthaal.feedback.validate.Violation;
import org.onthaal.v1.ListCommentsRequest;

/// Turns the contract's request into a query, noting everything that is wrong. One use, one thread.
final class CommentReader {
  private static final int PAGE_MAX = 200;
  private static final int PAGE_DEFAULT = 50;
  private static final int SCORE_MAX = 10;
  // Wider than any time that is accepted, and what the database can hold.
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

  private final PageToken tokens;
  private final int searchCodePointsMax;
  private final List<Violation> violations = new ArrayList<>();

  CommentReader(PageToken tokens, int searchCodePointsMax) {
    this.tokens = tokens;
    this.searchCodePointsMax = searchCodePointsMax;
  }

  /// Empty where something is wrong.
  Optional<CommentQuery> read(ListCommentsRequest request) {
    Instant from = request.hasFrom() ? time("from", request.getFrom()) : FIRST;
    Instant to = request.hasTo() ? time("to", request.getTo()) : LAST;
    if (violations.isEmpty() && !from.isBefore(to)) {
      refuse("from", Reason.RANGE_INVALID, "a time before `to`");
    }
    CommentQuery query =
        new CommentQuery(
            new CommentQuery.Places(
                codes("administrations", request.getAdministrationsList()),
                codes("services", request.getServicesList()),
                codes("touchpoints", request.getTouchpointsList())),
            channels(request),
            Set.copyOf(request.getLanguagesList()),
            scores(request),
            SearchWords.of(search(request.getSearch())),
            request.getIncludeSuspected(),
            from,
            before(request.getPageToken(), to),
            pageSize(request.getPageSize()));
    return violations.isEmpty() ? Optional.of(query) : Optional.empty();
  }

  List<Violation> violations() {
    return violations;
  }

  // A time beyond what is kept asks for no more than what is kept.
  private Instant time(String field, Timestamp time) {
    if (!Timestamps.isValid(time)) {
      refuse(field, Reason.INVALID, "a time from 0001-01-01 to 9999-12-31");
      return FIRST;
    }
    Instant instant = Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
    return instant.isAfter(LAST) ? LAST : instant;
  }

  private Set<String> codes(String field, List<String> codes) {
    // The database takes no text with a NUL.
    if (codes.stream().anyMatch(code -> code.chars().anyMatch(Character::isISOControl))) {
      refuse(field, Reason.INVALID, "codes of printable characters");
    }
    return Set.copyOf(codes);
  }

  private Set<Channel> channels(ListCommentsRequest request) {
    Set<Channel> channels = EnumSet.noneOf(Channel.class);
    for (org.onthaal.v1.Channel channel : request.getChannelsList()) {
      if (channel == org.onthaal.v1.Channel.CHANNEL_UNSPECIFIED
          || channel == org.onthaal.v1.Channel.UNRECOGNIZED) {
        refuse("channels", Reason.INVALID, "a channel such as WEB, KIOSK or PHONE");
        return Set.of();
      }
      channels.add(Channel.valueOf(channel.name()));
    }
    return channels;
  }

  private Set<Integer> scores(ListCommentsRequest request) {
    Set<Integer> scores = new HashSet<>(request.getScoresList());
    if (scores.stream().anyMatch(score -> score < 0 || score > SCORE_MAX)) {
      refuse("scores", Reason.SCORE_OUT_OF_RANGE, "0 to " + SCORE_MAX);
    }
    return scores;
  }

  private String search(String text) {
    if (text.codePointCount(0, text.length()) <= searchCodePointsMax) {
      return text;
    }
    refuse("search", Reason.INVALID, "at most " + searchCodePointsMax + " characters");
    return "";
  }

  /// What lies before both the end of the range and the place where the page before ended.
  private CommentCursor before(String token, Instant to) {
    CommentCursor end = CommentCursor.before(to);
    if (token.isEmpty()) {
      return end;
    }
    Optional<CommentCursor> place = tokens.read(token);
    if (place.isEmpty()) {
      refuse("pageToken", Reason.INVALID, "the nextPageToken of the page before");
      return end;
    }
    // Of two places the older one is the greater in this order.
    return Collections.max(List.of(end, place.get()), CommentCursor.NEWEST_FIRST);
  }

  private int pageSize(int size) {
    if (size >= 0 && size <= PAGE_MAX) {
      return size == 0 ? PAGE_DEFAULT : size;
    }
    refuse("pageSize", Reason.INVALID, "1 to " + PAGE_MAX);
    return PAGE_DEFAULT;
  }

  private void refuse(String field, Reason reason, String expected) {
    violations.add(new Violation(field, reason, expected));
  }
}
