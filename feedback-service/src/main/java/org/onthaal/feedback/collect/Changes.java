package org.onthaal.feedback.collect;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.onthaal.feedback.access.Admission;
import org.onthaal.feedback.privacy.CommentRedactor;
import org.onthaal.feedback.privacy.ReceiptCodes;
import org.onthaal.feedback.rating.Answer;
import org.onthaal.feedback.rating.DraftAnswer;
import org.onthaal.feedback.rating.Rating;
import org.onthaal.feedback.rating.RatingId;
import org.onthaal.feedback.rating.Receipt;
import org.onthaal.feedback.store.Offset;
import org.onthaal.feedback.store.PostgresRatings;
import org.onthaal.feedback.store.StoreException;
import org.onthaal.feedback.validate.RatingValidator;
import org.onthaal.feedback.validate.Reason;
import org.onthaal.feedback.validate.Violation;

/// Amends and erases by receipt code. Every call blocks. Safe for any thread.
public final class Changes {
  private final PostgresRatings ratings;
  private final RatingValidator validator;
  private final CommentRedactor redactor;
  private final ReceiptCodes codes;
  private final ChangesContext context;

  /// What the use case takes from the world around it.
  public record ChangesContext(InstantSource clock, Duration editWindow, Admission admission) {}

  /// What a person wants changed. No answers leave the answers, an empty `comment` leaves the
  /// comment; an empty text in it removes the comment.
  public record Amendment(
      String id,
      String receiptCode,
      List<DraftAnswer> answers,
      Optional<String> comment,
      List<Violation> unreadable) {
    public Amendment {
      answers = List.copyOf(answers);
      unreadable = List.copyOf(unreadable);
    }
  }

  /// What became of an erasure.
  public sealed interface Erasure {
    /// `position` is `partition:offset`; what has been folded up to there does not count the
    /// rating.
    record Erased(String position) implements Erasure {}

    record Refused(Problem problem) implements Erasure {}
  }

  public Changes(
      PostgresRatings ratings,
      RatingValidator validator,
      CommentRedactor redactor,
      ReceiptCodes codes,
      ChangesContext context) {
    this.ratings = ratings;
    this.validator = validator;
    this.redactor = redactor;
    this.codes = codes;
    this.context = context;
  }

  /// Replaces the answers, the comment or both.
  public Outcome amend(Amendment amendment) {
    return context
        .admission()
        .call(Admission.Priority.RATING, () -> amendNow(amendment))
        .orElseGet(() -> new Outcome.Refused(Problems.overloaded()));
  }

  private Outcome amendNow(Amendment amendment) {
    try {
      return switch (locate(amendment.id(), amendment.receiptCode())) {
        case Located.Nowhere(Problem problem) -> new Outcome.Refused(problem);
        case Located.In(String administration, RatingId id) ->
            ratings
                .find(administration, id)
                .map(stored -> amend(stored, amendment))
                .orElseGet(() -> new Outcome.Refused(unknown(id)));
      };
    } catch (StoreException e) {
      return new Outcome.Refused(unavailable());
    }
  }

  /// Erases a rating for good; repeating it changes nothing.
  public Erasure erase(String id, String receiptCode) {
    return context
        .admission()
        .call(Admission.Priority.RATING, () -> eraseNow(id, receiptCode))
        .orElseGet(() -> new Erasure.Refused(Problems.overloaded()));
  }

  private Erasure eraseNow(String id, String receiptCode) {
    try {
      return switch (locate(id, receiptCode)) {
        case Located.Nowhere(Problem problem) -> new Erasure.Refused(problem);
        case Located.In(String administration, RatingId known) ->
            ratings
                .erase(administration, known)
                .<Erasure>map(position -> new Erasure.Erased(position.toString()))
                .orElseGet(() -> new Erasure.Refused(unknown(known)));
      };
    } catch (StoreException e) {
      return new Erasure.Refused(unavailable());
    }
  }

  private Outcome amend(Rating stored, Amendment amendment) {
    Instant until = stored.stamp().receivedAt().plus(context.editWindow());
    if (context.clock().instant().isAfter(until)) {
      return new Outcome.Refused(
          new Problem(
              Reason.EDIT_WINDOW_OVER,
              "it could be amended until " + until + "; it can be erased"));
    }
    List<Violation> found = new ArrayList<>(amendment.unreadable());
    List<Answer> answers =
        amendment.answers().isEmpty()
            ? stored.answers()
            : validator.amended(amendment.answers(), stored, found);
    Optional<String> comment =
        amendment
            .comment()
            .map(text -> validator.amendedComment(text, found))
            .map(redactor::redact);
    if (!found.isEmpty()) {
      return new Outcome.Refused(Problem.of(found));
    }
    // Applied to what is stored then, so that two amendments at once both count.
    UnaryOperator<Rating> change =
        then -> {
          Rating answered = amendment.answers().isEmpty() ? then : then.withAnswers(answers);
          return comment.map(answered::withComment).orElse(answered);
        };
    return ratings
        .amend(stored.administration(), stored.id(), change)
        .map(position -> amended(stored, position))
        .orElseGet(() -> new Outcome.Refused(unknown(stored.id())));
  }

  private Outcome amended(Rating stored, Offset position) {
    String administration = stored.administration();
    return new Outcome.Accepted(
        new Receipt(
            stored.id(),
            administration,
            codes.code(administration, stored.id()),
            stored.stamp().receivedAt(),
            position.toString(),
            false));
  }

  // One id may exist in several administrations; the code says which one is meant.
  private Located locate(String text, String code) {
    List<Violation> found = new ArrayList<>();
    Optional<RatingId> id = RatingId.parse(text);
    if (id.isEmpty()) {
      found.add(
          new Violation("id", Reason.ID_MALFORMED, "a UUID of version 7 in its 36-character form"));
    }
    if (code.isEmpty()) {
      found.add(new Violation("receiptCode", Reason.MISSING, "the code of the rating's receipt"));
    }
    if (id.isEmpty() || !found.isEmpty()) {
      return new Located.Nowhere(Problem.of(found));
    }
    List<String> administrations = ratings.administrationsOf(id.get());
    for (String administration : administrations) {
      if (codes.matches(code, administration, id.get())) {
        return new Located.In(administration, id.get());
      }
    }
    return new Located.Nowhere(
        administrations.isEmpty()
            ? unknown(id.get())
            : new Problem(
                Reason.RECEIPT_WRONG, "the receipt code does not belong to rating " + id.get()));
  }

  private static Problem unknown(RatingId id) {
    return new Problem(Reason.RATING_UNKNOWN, "no rating has the id " + id);
  }

  private static Problem unavailable() {
    return new Problem(Reason.UNAVAILABLE, "the database does not answer; try again");
  }

  private sealed interface Located {
    record In(String administration, RatingId id) implements Located {}

    record Nowhere(Problem problem) implements Located {}
  }
}
