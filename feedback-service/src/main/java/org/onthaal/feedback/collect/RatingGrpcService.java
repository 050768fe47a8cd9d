package org.onthaal.feedback.collect;

import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.onthaal.feedback.access.Caller;
import org.onthaal.feedback.rating.DraftAnswer;
import org.onthaal.feedback.survey.Language;
import org.onthaal.feedback.survey.LocalizedSurvey;
import org.onthaal.feedback.survey.SurveyCatalog;
import org.onthaal.feedback.validate.Reason;
import org.onthaal.feedback.validate.Violation;
import org.onthaal.v1.AmendRatingRequest;
import org.onthaal.v1.AmendRatingResponse;
import org.onthaal.v1.EraseRatingRequest;
import org.onthaal.v1.EraseRatingResponse;
import org.onthaal.v1.FeedbackServiceGrpc;
import org.onthaal.v1.GetSurveyRequest;
import org.onthaal.v1.GetSurveyResponse;
import org.onthaal.v1.Rating;
import org.onthaal.v1.SubmitRatingRequest;
import org.onthaal.v1.SubmitRatingResponse;
import org.onthaal.v1.SubmitRatingsRequest;
import org.onthaal.v1.SubmitRatingsResponse;

/// The citizens' door over gRPC. Submitting never blocks and may run on the network's own threads;
/// the other calls block and need threads of their own.
public final class RatingGrpcService extends FeedbackServiceGrpc.FeedbackServiceImplBase {
  private final Intake intake;
  private final Changes changes;
  private final SurveyCatalog catalog;
  private final IntakeLimits limits;

  public RatingGrpcService(
      Intake intake, Changes changes, SurveyCatalog catalog, IntakeLimits limits) {
    this.intake = intake;
    this.changes = changes;
    this.catalog = catalog;
    this.limits = limits;
  }

  @Override
  public void submitRating(SubmitRatingRequest request, StreamObserver<SubmitRatingResponse> out) {
    if (!request.hasRating()) {
      refuse(out, missing("rating", "a rating"));
      return;
    }
    var _ =
        intake
            .submit(Protos.submission(request.getRating()), caller())
            .thenAccept(outcome -> answer(outcome, out));
  }

  @Override
  public void submitRatings(
      SubmitRatingsRequest request, StreamObserver<SubmitRatingsResponse> out) {
    int count = request.getRatingsCount();
    if (count == 0) {
      refuse(out, missing("ratings", "1 to " + limits.batchItemsMax() + " ratings"));
      return;
    }
    if (count > limits.batchItemsMax()) {
      refuse(
          out,
          new Problem(
              Reason.BATCH_TOO_LARGE,
              "ratings: %d (expected: 1 to %d)".formatted(count, limits.batchItemsMax())));
      return;
    }
    Caller caller = caller();
    List<CompletableFuture<Outcome>> outcomes = new ArrayList<>();
    for (Rating rating : request.getRatingsList()) {
      outcomes.add(intake.submit(Protos.submission(rating), caller));
    }
    var _ =
        CompletableFuture.allOf(outcomes.toArray(CompletableFuture[]::new))
            .thenRun(() -> answer(outcomes, out));
  }

  @Override
  public void amendRating(AmendRatingRequest request, StreamObserver<AmendRatingResponse> out) {
    List<Violation> unreadable = new ArrayList<>();
    List<DraftAnswer> answers = Protos.answers(request.getAnswersList(), unreadable);
    Outcome outcome =
        changes.amend(
            new Changes.Amendment(
                request.getId(),
                request.getReceiptCode(),
                answers,
                request.hasComment() ? Optional.of(request.getComment()) : Optional.empty(),
                unreadable));
    switch (outcome) {
      case Outcome.Accepted(var receipt) ->
          complete(
              out, AmendRatingResponse.newBuilder().setReceipt(Protos.receipt(receipt)).build());
      case Outcome.Refused(Problem problem) -> refuse(out, problem);
    }
  }

  @Override
  public void eraseRating(EraseRatingRequest request, StreamObserver<EraseRatingResponse> out) {
    switch (changes.erase(request.getId(), request.getReceiptCode())) {
      case Changes.Erasure.Erased(String position) ->
          complete(out, EraseRatingResponse.newBuilder().setPosition(position).build());
      case Changes.Erasure.Refused(Problem problem) -> refuse(out, problem);
    }
  }

  @Override
  public void getSurvey(GetSurveyRequest request, StreamObserver<GetSurveyResponse> out) {
    if (request.getTouchpoint().isEmpty()) {
      refuse(out, missing("touchpoint", "the key of a touchpoint"));
      return;
    }
    Optional<Language> language = Language.parse(request.getLanguage());
    if (language.isEmpty() && !request.getLanguage().isEmpty()) {
      refuse(
          out,
          Problem.of(
              List.of(
                  new Violation(
                      "language", Reason.LANGUAGE_MALFORMED, "a BCP 47 tag such as nl or fr-BE"))));
      return;
    }
    catalog
        .awaitTouchpoint(request.getTouchpoint())
        .ifPresentOrElse(
            touchpoint ->
                complete(
                    out,
                    GetSurveyResponse.newBuilder()
                        .setSurvey(
                            SurveyProtos.survey(LocalizedSurvey.of(catalog, touchpoint, language)))
                        .build()),
            () ->
                refuse(
                    out,
                    new Problem(
                        Reason.TOUCHPOINT_UNKNOWN,
                        "no touchpoint has the key " + request.getTouchpoint())));
  }

  private static Caller caller() {
    return CallerInterceptor.CALLER.get();
  }

  private static void answer(Outcome outcome, StreamObserver<SubmitRatingResponse> out) {
    switch (outcome) {
      case Outcome.Accepted(var receipt) ->
          complete(
              out, SubmitRatingResponse.newBuilder().setReceipt(Protos.receipt(receipt)).build());
      case Outcome.Refused(Problem problem) -> refuse(out, problem);
    }
  }

  private static void answer(
      List<CompletableFuture<Outcome>> outcomes, StreamObserver<SubmitRatingsResponse> out) {
    SubmitRatingsResponse.Builder response = SubmitRatingsResponse.newBuilder();
    for (CompletableFuture<Outcome> outcome : outcomes) {
      response.addResults(Protos.result(outcome.join()));
    }
    complete(out, response.build());
  }

  private static Problem missing(String field, String expected) {
    return Problem.of(List.of(new Violation(field, Reason.MISSING, expected)));
  }

  private static <T> void complete(StreamObserver<T> out, T message) {
    out.onNext(message);
    out.onCompleted();
  }

  private static void refuse(StreamObserver<?> out, Problem problem) {
    out.onError(GrpcProblems.status(problem));
  }
}
