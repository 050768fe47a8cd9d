package org.onthaal.aggregation.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.onthaal.v1.ListCommentsRequest;
import org.onthaal.v1.Problem;
import org.onthaal.v1.Reason;
import org.onthaal.v1.ScoreQuery;
import org.onthaal.v1.Violation;

/// The query parameters of `GET /v1/comments`: those that choose ratings, which mean what they mean
/// for figures, and those of comments. One thread.
final class CommentParameters {
  private static final Set<String> OF_RATINGS =
      Set.of(
          "from", "to", "zone", "administration", "service", "channel", "touchpoint", "language");
  private static final Set<String> ONCE =
      Set.of("search", "includeSuspected", "pageSize", "pageToken");
  private static final String NAMES =
      "from, to, zone, administration, service, channel, touchpoint, language, score, search,"
          + " includeSuspected, pageSize, pageToken";

  /// Names of the contract's request, and of the parameters that they come from.
  private static final Map<String, String> TOLD_AS =
      Map.of(
          "administrations", "administration",
          "services", "service",
          "touchpoints", "touchpoint",
          "channels", "channel",
          "languages", "language",
          "scores", "score");

  private final ListCommentsRequest.Builder comments = ListCommentsRequest.newBuilder();
  private final List<Violation> violations = new ArrayList<>();
  private final ScoreParameters ratings;

  private CommentParameters(ScoreParameters ratings) {
    this.ratings = ratings;
  }

  /// @param parameters decoded, every value of each name
  static CommentParameters of(Map<String, List<String>> parameters) {
    Map<String, List<String>> ofRatings = new HashMap<>(parameters);
    ofRatings.keySet().retainAll(OF_RATINGS);
    CommentParameters read = new CommentParameters(ScoreParameters.ofLive(ofRatings));
    parameters.forEach((name, values) -> {
      if (!OF_RATINGS.contains(name)) {
        values.forEach(value -> read.take(name, value));
        if (ONCE.contains(name) && values.size() > 1) {
          read.refuse(name, Reason.INVALID, "one value, not " + values.size());
        }
      }
    });
    return read;
  }

  /// Which ratings.
  ScoreQuery ratings() {
    return ratings.query();
  }

  /// What is asked of comments beside that.
  ListCommentsRequest comments() {
    return comments.build();
  }

  List<Violation> violations() {
    List<Violation> all = new ArrayList<>(ratings.violations());
    all.addAll(violations);
    return all;
  }

  /// A refusal of the source in the words of the query.
  static Problem told(Problem problem) {
    Problem.Builder told = problem.toBuilder().clearViolations();
    for (Violation violation : problem.getViolationsList()) {
      String field = violation.getField();
      told.addViolations(violation.toBuilder().setField(TOLD_AS.getOrDefault(field, field)));
    }
    return told.build();
  }

  private void take(String name, String value) {
    switch (name) {
      case "score" -> score(value);
      case "search" -> comments.setSearch(value);
      case "includeSuspected" -> suspected(value);
      case "pageSize" -> pageSize(value);
      case "pageToken" -> comments.setPageToken(value);
      default -> refuse(name, Reason.UNKNOWN_PARAMETER, "one of " + NAMES);
    }
  }

  private void score(String value) {
    if (value.matches("\\d|10")) {
      comments.addScores(Integer.parseInt(value));
    } else {
      refuse("score", Reason.SCORE_OUT_OF_RANGE, "0 to 10");
    }
  }

  private void suspected(String value) {
    if (value.equals("true") || value.equals("false")) {
      comments.setIncludeSuspected(value.equals("true"));
    } else {
      refuse("includeSuspected", Reason.INVALID, "true or false");
    }
  }

  private void pageSize(String value) {
    if (value.matches("[1-9]\\d?|1\\d\\d|200")) {
      comments.setPageSize(Integer.parseInt(value));
    } else {
      refuse("pageSize", Reason.INVALID, "1 to 200");
    }
  }

  private void refuse(String field, Reason reason, String expected) {
    violations.add(
        Violation.newBuilder().setField(field).setReason(reason).setExpected(expected).build());
  }
}
