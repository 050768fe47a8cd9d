package org.onthaal.feedback.collect;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.util.JsonFormat;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.onthaal.feedback.access.Caller;
import org.onthaal.feedback.rating.DraftAnswer;
import org.onthaal.feedback.survey.Language;
import org.onthaal.feedback.survey.LocalizedSurvey;
import org.onthaal.feedback.survey.SurveyCatalog;
import org.onthaal.feedback.validate.Reason;
import org.onthaal.feedback.validate.Violation;
import org.onthaal.v1.AmendRatingRequest;
import org.onthaal.v1.EraseRatingResponse;
import org.onthaal.v1.Rating;
import org.onthaal.v1.SubmitRatingsRequest;

/// The citizens' door over HTTP: the contract's messages as JSON. Handlers wait on their own
/// virtual thread.
public final class RatingHttpService implements HttpService {
  private static final JsonFormat.Printer PRINTER =
      JsonFormat.printer().alwaysPrintFieldsWithNoPresence();

  private final Intake intake;
  private final Changes changes;
  private final SurveyCatalog catalog;
  private final IntakeLimits limits;
  private final HttpRates rates;
  private final HttpKeys keys;

  public RatingHttpService(
      Intake intake,
      Changes changes,
      SurveyCatalog catalog,
      IntakeLimits limits,
      HttpRates rates,
      HttpKeys keys) {
    this.intake = intake;
    this.changes = changes;
    this.catalog = catalog;
    this.limits = limits;
    this.rates = rates;
    this.keys = keys;
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .post("/v1/ratings", this::submit)
        .post("/v1/ratings:batch", this::submitBatch)
        .patch("/v1/ratings/{id}", this::amend)
        .delete("/v1/ratings/{id}", this::erase)
        .get("/v1/touchpoints/{key}/survey", this::survey);
  }

  /// Answers with a message of the contract.
  public static void answer(ServerResponse response, MessageOrBuilder message) {
    try {
      byte[] body = PRINTER.print(message).getBytes(StandardCharsets.UTF_8);
      response
          .header(HeaderNames.CONTENT_TYPE, "application/json")
          .header(HeaderNames.CACHE_CONTROL, "no-store")
          .send(body);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("an answer cannot be written as JSON", e);
    }
  }

  private void submit(ServerRequest request, ServerResponse response) {
    Rating.Builder rating = Rating.newBuilder();
    read(request, response, rating, Set.of())
        .ifPresent(unreadable -> {
          Submission read = Protos.submission(rating.build());
          Submission whole =
              new Submission(read.draft(), HttpBatch.joined(unreadable, read.unreadable()));
          caller(request, List.of(rating.getTouchpoint()), response)
              .ifPresent(caller -> answer(response, intake.submit(whole, caller).join()));
        });
  }

  private void submitBatch(ServerRequest request, ServerResponse response) {
    SubmitRatingsRequest.Builder batch = SubmitRatingsRequest.newBuilder();
    read(request, response, batch, Set.of())
        .ifPresent(unreadable ->
            HttpBatch.problem(batch, unreadable, limits)
                .ifPresentOrElse(
                    problem -> refuse(response, problem),
                    () -> submitBatch(batch, unreadable, request, response)));
  }

  private void submitBatch(
      SubmitRatingsRequest.Builder batch,
      List<Violation> unreadable,
      ServerRequest request,
      ServerResponse response) {
    List<String> touchpoints = batch.getRatingsList().stream().map(Rating::getTouchpoint).toList();
    caller(request, touchpoints, response)
        .ifPresent(caller -> answer(response, HttpBatch.submit(batch, unreadable, intake, caller)));
  }

  // Whoever shows a key is known, and not kept to the rates of strangers. Empty once refused.
  private Optional<Caller> caller(
      ServerRequest request, List<String> touchpoints, ServerResponse response) {
    Optional<Caller> caller = keys.caller(request, response);
    if (caller.filter(one -> one.key().isEmpty()).isEmpty()) {
      return caller;
    }
    Duration wait = rates.take(request, touchpoints);
    if (!wait.isZero()) {
      HttpDoor.refuse(response, HttpRates.problem(wait), wait);
      return Optional.empty();
    }
    return caller;
  }

  private void amend(ServerRequest request, ServerResponse response) {
    AmendRatingRequest.Builder amendment = AmendRatingRequest.newBuilder();
    read(request, response, amendment, Set.of("id", "receipt_code"))
        .ifPresent(unreadable -> {
          List<Violation> found = new ArrayList<>(unreadable);
          List<DraftAnswer> answers = Protos.answers(amendment.getAnswersList(), found);
          answer(
              response,
              changes.amend(
                  new Changes.Amendment(
                      id(request),
                      HttpRequests.receiptCode(request),
                      answers,
                      amendment.hasComment()
                          ? Optional.of(amendment.getComment())
                          : Optional.empty(),
                      found)));
        });
  }

  private void erase(ServerRequest request, ServerResponse response) {
    List<Violation> found = HttpRequests.queryViolations(request, Set.of(), Set.of());
    if (!found.isEmpty()) {
      refuse(response, Problem.of(found));
      return;
    }
    switch (changes.erase(id(request), HttpRequests.receiptCode(request))) {
      case Changes.Erasure.Erased(String position) ->
          answer(response, EraseRatingResponse.newBuilder().setPosition(position));
      case Changes.Erasure.Refused(Problem problem) -> refuse(response, problem);
    }
  }

  private void survey(ServerRequest request, ServerResponse response) {
    List<Violation> found = HttpRequests.queryViolations(request, Set.of("lang"), Set.of());
    String wanted = HttpRequests.parameter(request, "lang");
    Optional<Language> language = Language.parse(wanted);
    if (language.isEmpty() && !wanted.isEmpty()) {
      found.add(
          new Violation("lang", Reason.LANGUAGE_MALFORMED, "a BCP 47 tag such as nl or fr-BE"));
    }
    if (!found.isEmpty()) {
      refuse(response, Problem.of(found));
      return;
    }
    String key = request.path().pathParameters().get("key");
    catalog
        .awaitTouchpoint(key)
        .ifPresentOrElse(
            touchpoint ->
                answer(
                    response,
                    SurveyProtos.survey(LocalizedSurvey.of(catalog, touchpoint, language))),
            () ->
                refuse(
                    response,
                    new Problem(Reason.TOUCHPOINT_UNKNOWN, "no touchpoint has the key " + key)));
  }

  // Empty once it has been refused; otherwise what could not be read of a body that is JSON.
  private Optional<List<Violation>> read(
      ServerRequest request, ServerResponse response, Message.Builder into, Set<String> hidden) {
    return switch (HttpRequests.read(request, into, hidden, limits.bodyBytesMax())) {
      case HttpRequests.Body.Read(var unreadable) -> Optional.of(unreadable);
      case HttpRequests.Body.Refused(Problem problem) -> {
        refuse(response, problem);
        yield Optional.empty();
      }
    };
  }

  private static String id(ServerRequest request) {
    return request.path().pathParameters().get("id");
  }

  private static void answer(ServerResponse response, Outcome outcome) {
    switch (outcome) {
      case Outcome.Accepted(var receipt) -> answer(response, Protos.receipt(receipt));
      case Outcome.Refused(Problem problem) -> refuse(response, problem);
    }
  }

  private static void refuse(ServerResponse response, Problem problem) {
    HttpDoor.refuse(response, HttpRequests.named(HttpRequests.renamed(problem)));
  }
}
