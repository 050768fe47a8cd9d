package org.onthaal.feedback.collect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.onthaal.feedback.access.Caller;
import org.onthaal.feedback.validate.Reason;
import org.onthaal.feedback.validate.Violation;
import org.onthaal.v1.SubmitRatingsRequestOrBuilder;
import org.onthaal.v1.SubmitRatingsResponse;

/// A batch in which each rating stands alone, also one whose JSON is not a rating's.
final class HttpBatch {
  private static final String ITEM = "ratings[";

  private HttpBatch() {}

  /// Why the batch cannot be taken as a whole.
  static Optional<Problem> problem(
      SubmitRatingsRequestOrBuilder batch, List<Violation> unreadable, IntakeLimits limits) {
    List<Violation> outside =
        unreadable.stream().filter(violation -> !violation.field().startsWith(ITEM)).toList();
    int count = batch.getRatingsCount();
    String expected = "1 to " + limits.batchItemsMax();
    if (!outside.isEmpty()) {
      return Optional.of(Problem.of(outside));
    }
    if (count == 0) {
      return Optional.of(
          Problem.of(List.of(new Violation("ratings", Reason.MISSING, expected + " ratings"))));
    }
    return count > limits.batchItemsMax()
        ? Optional.of(
            new Problem(
                Reason.BATCH_TOO_LARGE, "ratings: %d (expected: %s)".formatted(count, expected)))
        : Optional.empty();
  }

  /// Waits until each rating is durable or refused.
  static SubmitRatingsResponse submit(
      SubmitRatingsRequestOrBuilder batch,
      List<Violation> unreadable,
      Intake intake,
      Caller caller) {
    List<List<Violation>> perItem = perItem(batch.getRatingsCount(), unreadable);
    List<CompletableFuture<Outcome>> outcomes = new ArrayList<>();
    for (int i = 0; i < batch.getRatingsCount(); i++) {
      Submission read = Protos.submission(batch.getRatings(i));
      outcomes.add(
          intake.submit(
              new Submission(read.draft(), joined(perItem.get(i), read.unreadable())), caller));
    }
    SubmitRatingsResponse.Builder response = SubmitRatingsResponse.newBuilder();
    outcomes.forEach(outcome -> response.addResults(Protos.result(named(outcome.join()))));
    return response.build();
  }

  /// Both lists.
  static List<Violation> joined(List<Violation> some, List<Violation> more) {
    List<Violation> all = new ArrayList<>(some);
    all.addAll(more);
    return all;
  }

  // `ratings[3].answers[0].score` is `answers[0].score` of the fourth.
  private static List<List<Violation>> perItem(int count, List<Violation> unreadable) {
    List<List<Violation>> perItem = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      perItem.add(new ArrayList<>());
    }
    for (Violation violation : unreadable) {
      String field = violation.field();
      int end = field.indexOf(']');
      int item = Integer.parseInt(field, ITEM.length(), end, 10);
      String rest = field.substring(end + 1);
      perItem
          .get(item)
          .add(
              new Violation(
                  rest.startsWith(".") ? rest.substring(1) : "rating",
                  violation.reason(),
                  violation.expected()));
    }
    return perItem;
  }

  private static Outcome named(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Accepted accepted -> accepted;
      case Outcome.Refused(Problem problem) -> new Outcome.Refused(HttpRequests.named(problem));
    };
  }
}
