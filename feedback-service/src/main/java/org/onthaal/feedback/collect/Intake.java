package org.onthaal.feedback.collect;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.onthaal.feedback.access.Caller;
import org.onthaal.feedback.access.KeyPolicy;
import org.onthaal.feedback.access.OriginPolicy;
import org.onthaal.feedback.privacy.CommentRedactor;
import org.onthaal.feedback.privacy.Fingerprints;
import org.onthaal.feedback.privacy.ReceiptCodes;
import org.onthaal.feedback.rating.Draft;
import org.onthaal.feedback.rating.Fingerprint;
import org.onthaal.feedback.rating.Origin;
import org.onthaal.feedback.rating.Rating;
import org.onthaal.feedback.rating.RatingId;
import org.onthaal.feedback.rating.Receipt;
import org.onthaal.feedback.store.Appended;
import org.onthaal.feedback.store.Offset;
import org.onthaal.feedback.store.RatingLog;
import org.onthaal.feedback.validate.ContextCheck;
import org.onthaal.feedback.validate.RatingValidator;
import org.onthaal.feedback.validate.Reason;
import org.onthaal.feedback.validate.Verdict;
import org.onthaal.feedback.validate.Violation;

/// Takes a rating: validate, redact, append, acknowledge. Never blocks. Safe for any thread.
public final class Intake {
  private final RatingValidator validator;
  private final CommentRedactor redactor;
  private final RatingLog log;
  private final Fingerprints fingerprints;
  private final ReceiptCodes codes;
  private final IntakeContext context;

  /// What the use case takes from the world around it.
  ///
  /// @param caughtUp as of {@link SurveyCatalog#caughtUp}
  /// @param returned judges what a file brings back under an id that is taken
  public record IntakeContext(
      InstantSource clock,
      Supplier<CompletableFuture<Boolean>> caughtUp,
      Supplier<RatingId> ids,
      int commentCodePointsMax,
      ReturnedRatings returned) {}

  /// A submission on its way.
  ///
  /// @param draft the same with an id
  /// @param found what is wrong with it
  private record Candidate(
      Draft draft,
      Fingerprint fingerprint,
      Submission submission,
      Caller caller,
      Set<Violation> found) {}

  public Intake(
      RatingValidator validator,
      CommentRedactor redactor,
      RatingLog log,
      Fingerprints fingerprints,
      ReceiptCodes codes,
      IntakeContext context) {
    this.validator = validator;
    this.redactor = redactor;
    this.log = log;
    this.fingerprints = fingerprints;
    this.codes = codes;
    this.context = context;
  }

  /// Completes once the rating is durable or refused; never exceptionally.
  public CompletableFuture<Outcome> submit(Submission submission, Caller caller) {
    Instant receivedAt = context.clock().instant();
    Draft draft = submission.draft();
    Fingerprint fingerprint = fingerprints.of(draft);
    if (draft.id().isEmpty()) {
      draft = draft.withId(context.ids().get().toString());
    }
    Set<Violation> found = new LinkedHashSet<>(submission.unreadable());
    if (draft.origin() == Origin.IMPORT && !OriginPolicy.mayImport(caller)) {
      found.add(KeyRights.importRefused(caller));
    }
    Candidate candidate = new Candidate(draft, fingerprint, submission, caller, found);
    Verdict verdict = validator.validate(draft, receivedAt);
    if (verdict instanceof Verdict.Invalid invalid && invalid.dependsOnCatalogue()) {
      // Another replica may have changed it a moment ago.
      return context
          .caughtUp()
          .get()
          .thenCompose(caughtUp ->
              caughtUp
                  ? end(candidate, validator.validate(candidate.draft(), receivedAt))
                  : refused(unavailable()));
    }
    return end(candidate, verdict);
  }

  private CompletableFuture<Outcome> end(Candidate candidate, Verdict verdict) {
    Set<Violation> found = candidate.found();
    return switch (verdict) {
      case Verdict.Invalid(List<Violation> violations) -> {
        violations.stream()
            .filter(v -> !isToldAlready(v, candidate.submission()))
            .forEach(found::add);
        yield refused(Problem.of(new ArrayList<>(found)));
      }
      case Verdict.Valid(Rating rating) -> {
        found.addAll(KeyRights.violations(candidate.caller(), rating));
        yield found.isEmpty()
            ? append(redacted(rating), candidate)
            : refused(Problem.of(new ArrayList<>(found)));
      }
    };
  }

  // A value that could not be read looks absent afterwards; saying both would confuse.
  private static boolean isToldAlready(Violation violation, Submission submission) {
    return submission.unreadable().stream().anyMatch(v -> v.field().equals(violation.field()));
  }

  private Rating redacted(Rating rating) {
    String text = redactor.redact(rating.comment());
    int most = context.commentCodePointsMax();
    if (rating.stamp().origin() == Origin.IMPORT && text.codePointCount(0, text.length()) > most) {
      // The ellipsis marks that more was written.
      text = text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
    }
    return rating.withComment(text).withContext(redacted(rating.context()));
  }

  private Map<String, String> redacted(Map<String, String> context) {
    Map<String, String> redacted = new TreeMap<>();
    context.forEach((key, value) -> redacted.put(key, ContextCheck.cut(redactor.redact(value))));
    return redacted;
  }

  private CompletableFuture<Outcome> append(Rating rating, Candidate candidate) {
    // Made here, by the many threads that take ratings, and not by the few that write them.
    String code = codes.code(rating.administration(), rating.id());
    boolean anyVersion = candidate.draft().surveyVersion() == 0;
    Optional<String> device =
        rating.stamp().origin() == Origin.LIVE
            ? KeyPolicy.device(candidate.caller())
            : Optional.empty();
    return log.append(rating, candidate.fingerprint(), device)
        .thenCompose(appended ->
            appended instanceof Appended.Conflict && rating.stamp().origin() == Origin.IMPORT
                ? context.returned().judge(rating, anyVersion)
                : CompletableFuture.completedFuture(appended))
        .thenApply(appended -> outcome(rating, code, appended));
  }

  private static Outcome outcome(Rating rating, String code, Appended appended) {
    Instant receivedAt = rating.stamp().receivedAt();
    return switch (appended) {
      case Appended.Stored(var offset) -> accepted(rating, code, receivedAt, offset, false);
      case Appended.Duplicate(var offset, Instant first) ->
          accepted(rating, code, first, offset, true);
      case Appended.Conflict() ->
          new Outcome.Refused(
              new Problem(
                  Reason.ID_REUSED,
                  "id " + rating.id() + " is stored with other content; nothing was overwritten"));
      case Appended.Overloaded() ->
          new Outcome.Refused(
              new Problem(
                  Reason.OVERLOADED, "too many ratings wait; send the same id again in a second"));
      case Appended.Unavailable() -> new Outcome.Refused(unavailable());
    };
  }

  private static Problem unavailable() {
    return new Problem(Reason.UNAVAILABLE, "the database does not answer; send the same id again");
  }

  private static Outcome accepted(
      Rating rating, String code, Instant receivedAt, Offset offset, boolean duplicate) {
    return new Outcome.Accepted(
        new Receipt(
            rating.id(), rating.administration(), code, receivedAt, offset.toString(), duplicate));
  }

  private static CompletableFuture<Outcome> refused(Problem problem) {
    return CompletableFuture.completedFuture(new Outcome.Refused(problem));
  }
}
