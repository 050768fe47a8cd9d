package org.onthaal.feedback.collect.page;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.onthaal.feedback.access.Caller;
import org.onthaal.feedback.collect.Changes;
import org.onthaal.feedback.collect.HttpDoor;
import org.onthaal.feedback.collect.HttpRates;
import org.onthaal.feedback.collect.HttpRequests;
import org.onthaal.feedback.collect.Intake;
import org.onthaal.feedback.collect.Outcome;
import org.onthaal.feedback.collect.Problem;
import org.onthaal.feedback.collect.Problems;
import org.onthaal.feedback.invitation.Invitation;
import org.onthaal.feedback.invitation.InvitationCheck;
import org.onthaal.feedback.invitation.Invitations;
import org.onthaal.feedback.rating.DraftAnswer;
import org.onthaal.feedback.rating.RatingId;
import org.onthaal.feedback.rating.Receipt;
import org.onthaal.feedback.survey.Language;
import org.onthaal.feedback.survey.LocalizedSurvey;
import org.onthaal.feedback.survey.Survey;
import org.onthaal.feedback.survey.SurveyCatalog;
import org.onthaal.feedback.survey.Touchpoint;
import org.onthaal.feedback.validate.Reason;
import org.onthaal.feedback.validate.Violation;

/// The citizens' door for browsers, below `/r` and for the invited below `/i`: a form that needs
/// neither script nor cookie. A GET writes nothing. Needs threads that may block.
public final class HostedPage implements HttpService {
  static final String INVITATIONS = "/i/";
  private static final Header STYLE_TYPE =
      HeaderValues.create("Content-Type", "text/css; charset=utf-8");
  private static final Header FOR_EVER =
      HeaderValues.create("Cache-Control", "public, max-age=31536000, immutable");
  private static final Header NO_SNIFFING =
      HeaderValues.create("X-Content-Type-Options", "nosniff");
  // About what a writer needs to find the database again.
  private static final Header LATER = HeaderValues.create("Retry-After", "5");
  private static final Header METHODS = HeaderValues.create("Allow", "GET, POST");

  private final UseCases useCases;
  private final SurveyCatalog catalog;
  private final Supplier<RatingId> ids;
  private final InstantSource clock;
  private final int bytesMax;
  private final HttpRates rates;
  private final PageStyle style = PageStyle.read();
  private final PageShell shell = new PageShell(style);

  /// What the page does with a form: it stores a rating, and adds to one that it stored.
  ///
  /// @param amend as of {@link Changes#amend}
  /// @param invitations as of {@link Invitations#check}
  public record UseCases(
      Intake intake,
      Function<Changes.Amendment, Outcome> amend,
      Function<String, InvitationCheck> invitations) {}

  /// @param clock the one that the ids are made by
  /// @param bytesMax of a form
  public HostedPage(
      UseCases useCases,
      SurveyCatalog catalog,
      Supplier<RatingId> ids,
      InstantSource clock,
      int bytesMax,
      HttpRates rates) {
    this.useCases = useCases;
    this.clock = clock;
    this.bytesMax = bytesMax;
    this.rates = rates;
    this.catalog = catalog;
    this.ids = ids;
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .get("/r/assets/{name}", this::style)
        .get("/", (_, response) -> notFound(response))
        .get("/r", (_, response) -> notFound(response))
        .get("/r/", (_, response) -> notFound(response))
        .get("/r/{key}/", this::withoutSlash)
        .get(INVITATIONS + "{token}/", this::withoutSlash)
        .get(INVITATIONS + "{token}", this::askInvited)
        .get("/r/{key}", this::ask)
        .post("/r/{key}", this::take)
        .any("/r/{key}", this::refuseMethod);
  }

  private void style(ServerRequest request, ServerResponse response) {
    if (!request.path().pathParameters().get("name").equals(style.name())) {
      notFound(response);
      return;
    }
    response.header(STYLE_TYPE).header(FOR_EVER).header(NO_SNIFFING).send(style.content());
  }

  // A person who copies an address may add one.
  private void withoutSlash(ServerRequest request, ServerResponse response) {
    String query = request.query().rawValue();
    String path = request.path().rawPath().replaceFirst("/+$", "");
    response
        .status(Status.PERMANENT_REDIRECT_308)
        .header(HeaderNames.LOCATION, path + (query.isEmpty() ? "" : "?" + query))
        .send();
  }

  private void ask(ServerRequest request, ServerResponse response) {
    String wanted = request.query().first(PageForm.LANGUAGE).orElse("");
    String via = request.query().first(PageForm.VIA).orElse("");
    PageForm form = PageForm.EMPTY.with(PageForm.VIA, via);
    ask(key(request, form), form, wanted, request, response);
  }

  private void askInvited(ServerRequest request, ServerResponse response) {
    String wanted = request.query().first(PageForm.LANGUAGE).orElse("");
    String token = request.path().pathParameters().get("token");
    invited(PageForm.EMPTY, token, wanted, request, response)
        .ifPresent(form -> ask(key(request, form), form, wanted, request, response));
  }

  private void ask(
      String key, PageForm form, String wanted, ServerRequest request, ServerResponse response) {
    open(key, request, wanted, response)
        .ifPresent(survey ->
            HttpPages.send(
                response,
                Status.OK_200,
                new SurveyPage(shell, survey, form, form.id().orElseGet(ids)).asked()));
  }

  /// The form, held to its invitation; empty where that is none any more, which is answered.
  private Optional<PageForm> invited(
      PageForm form, String token, String wanted, ServerRequest request, ServerResponse response) {
    return switch (useCases.invitations().apply(token)) {
      case InvitationCheck.Open(Invitation invitation) ->
          Optional.of(form.invited(token, invitation));
      case InvitationCheck.Over(Invitation invitation) -> {
        open(invitation.touchpoint(), request, wanted, response)
            .ifPresent(survey ->
                HttpPages.send(
                    response,
                    Status.GONE_410,
                    shell.message(
                        survey, PageWord.INVITATION_OVER_HEADING, PageWord.INVITATION_OVER)));
        yield Optional.empty();
      }
      case InvitationCheck.Unknown() -> {
        HttpPages.send(
            response,
            Status.NOT_FOUND_404,
            shell.message(PageWord.INVITATION_UNKNOWN_HEADING, PageWord.INVITATION_UNKNOWN));
        yield Optional.empty();
      }
    };
  }

  private static String key(ServerRequest request, PageForm form) {
    return form.invitation()
        .map(Invitation::touchpoint)
        .orElseGet(() -> request.path().pathParameters().get("key"));
  }

  private void take(ServerRequest request, ServerResponse response) {
    if (!HttpPages.isForm(request)) {
      unreadable(response, Status.UNSUPPORTED_MEDIA_TYPE_415);
      return;
    }
    Optional<PageForm> read =
        PageForm.parse(new String(HttpRequests.body(request, bytesMax), StandardCharsets.UTF_8));
    if (read.isEmpty()) {
      unreadable(response, Status.BAD_REQUEST_400);
      return;
    }
    String token = read.get().first(PageForm.INVITATION);
    if (token.isEmpty() || read.get().isStored()) {
      take(read.get(), request, response);
    } else {
      invited(read.get(), token, read.get().first(PageForm.LANGUAGE), request, response)
          .ifPresent(form -> take(form, request, response));
    }
  }

  private void take(PageForm form, ServerRequest request, ServerResponse response) {
    open(key(request, form), request, form.first(PageForm.LANGUAGE), response)
        .ifPresent(newest -> {
          LocalizedSurvey shown = asShown(newest, form);
          Duration wait = rates.take(request, List.of(shown.touchpoint().key()));
          if (wait.isZero() && form.isStored()) {
            add(shown, form, response);
          } else if (wait.isZero()) {
            answer(shown, form, response);
          } else {
            busy(shown, form, wait, response);
          }
        });
  }

  private void busy(LocalizedSurvey survey, PageForm form, Duration wait, ServerResponse response) {
    SurveyPage page = new SurveyPage(shell, survey, form, form.id().orElseGet(ids));
    response.header(HeaderNames.RETRY_AFTER, HttpDoor.seconds(wait));
    HttpPages.send(response, Status.TOO_MANY_REQUESTS_429, page.notStored(PageWord.BUSY));
  }

  private void answer(LocalizedSurvey survey, PageForm form, ServerResponse response) {
    RatingId id = form.id().orElseGet(ids);
    Outcome outcome = submit(survey, form, id);
    if (form.invitation().isEmpty()
        && outcome instanceof Outcome.Refused(Problem problem)
        && isAboutId(problem)) {
      // A version 7 id of an impossible time was tampered with too.
      id = ids.get();
      outcome = submit(survey, form, id);
    }
    switch (outcome) {
      case Outcome.Accepted(var receipt) -> goOn(survey, form, PageSteps.FIRST, receipt, response);
      case Outcome.Refused(Problem problem) ->
          refuse(problem, form, new SurveyPage(shell, survey, form, id), survey, response);
    }
  }

  private Outcome submit(LocalizedSurvey survey, PageForm form, RatingId id) {
    return useCases
        .intake()
        .submit(form.submission(survey, id, clock.instant()), Caller.ELSEWHERE)
        .join();
  }

  /// Adds what a further page asked to the rating that the first one stored.
  private void add(LocalizedSurvey survey, PageForm form, ServerResponse response) {
    List<Violation> unreadable = new ArrayList<>();
    List<DraftAnswer> answers = form.answers(survey.survey(), unreadable);
    Optional<String> comment =
        form.wasAskedForComment() ? Optional.of(form.comment()) : Optional.empty();
    Outcome outcome =
        useCases
            .amend()
            .apply(
                new Changes.Amendment(
                    form.first(PageForm.ID),
                    form.first(PageForm.RECEIPT_CODE),
                    answers,
                    comment,
                    unreadable));
    switch (outcome) {
      case Outcome.Accepted(var receipt) -> goOn(survey, form, form.step(), receipt, response);
      case Outcome.Refused(Problem problem)
          when problem.reason() == Reason.VIOLATIONS && form.id().isPresent() ->
          HttpPages.send(
              response,
              Status.BAD_REQUEST_400,
              new SurveyPage(shell, survey, form, form.id().get())
                  .askedAgain(PageTrouble.of(problem.violations())));
      case Outcome.Refused(Problem problem)
          when Problems.isTemporary(problem.reason()) && form.id().isPresent() -> {
        response.header(LATER);
        HttpPages.send(
            response,
            Status.SERVICE_UNAVAILABLE_503,
            new SurveyPage(shell, survey, form, form.id().get()).notStored(PageWord.NOT_ADDED));
      }
      // Too late, or with a receipt that is none.
      case Outcome.Refused _ ->
          HttpPages.send(
              response,
              Status.UNPROCESSABLE_CONTENT_422,
              shell.message(survey, PageWord.NOT_ADDED_HEADING, PageWord.NOT_ADDED_FOR_GOOD));
    }
  }

  /// Asks what the answers call for, or says thanks.
  private void goOn(
      LocalizedSurvey survey, PageForm form, int step, Receipt receipt, ServerResponse response) {
    Optional<Integer> next = PageSteps.of(survey.survey(), form).after(step, form);
    Html page =
        next.map(
                further -> {
                  PageForm known =
                      form.with(PageForm.STEP, further.toString())
                          .with(PageForm.RECEIPT_CODE, receipt.code());
                  return new SurveyPage(shell, survey, known, receipt.id()).asked();
                })
            .orElseGet(() -> shell.thanks(survey, receipt));
    HttpPages.send(response, Status.OK_200, page);
  }

  private void refuse(
      Problem problem,
      PageForm form,
      SurveyPage page,
      LocalizedSurvey survey,
      ServerResponse response) {
    if (problem.reason() == Reason.OVERLOADED || problem.reason() == Reason.UNAVAILABLE) {
      response.header(LATER);
      HttpPages.send(response, Status.SERVICE_UNAVAILABLE_503, page.notStored(PageWord.NOT_STORED));
    } else if (problem.reason() == Reason.ID_REUSED) {
      HttpPages.send(
          response,
          Status.UNPROCESSABLE_CONTENT_422,
          form.invitation().isPresent()
              ? shell.message(survey, PageWord.INVITATION_USED_HEADING, PageWord.INVITATION_USED)
              : shell.message(survey, PageWord.ALREADY_HEADING, PageWord.ALREADY));
    } else {
      PageTrouble trouble = PageTrouble.of(problem.violations());
      HttpPages.send(response, Status.BAD_REQUEST_400, page.askedAgain(trouble));
    }
  }

  private static boolean isAboutId(Problem problem) {
    return problem.violations().stream().anyMatch(violation -> violation.field().equals("id"));
  }

  /// The survey of a touchpoint; empty where there is none to show, which is answered.
  private Optional<LocalizedSurvey> open(
      String key, ServerRequest request, String wanted, ServerResponse response) {
    Optional<Touchpoint> touchpoint = catalog.awaitTouchpoint(key);
    if (touchpoint.isEmpty()) {
      notFound(response);
      return Optional.empty();
    }
    LocalizedSurvey survey =
        LocalizedSurvey.of(catalog, touchpoint.get(), language(touchpoint.get(), wanted, request));
    if (touchpoint.get().retired()) {
      Html page = shell.message(survey, PageWord.RETIRED_HEADING, PageWord.RETIRED);
      HttpPages.send(response, Status.GONE_410, page);
      return Optional.empty();
    }
    return Optional.of(survey);
  }

  /// The language that was asked for, or the first that the browser prefers and the place offers.
  private static Optional<Language> language(
      Touchpoint touchpoint, String wanted, ServerRequest request) {
    return HttpPages.languages(request, wanted)
        .filter(touchpoint.languages()::contains)
        .findFirst();
  }

  /// The version that the person saw, where that is known; a newer one may ask something else.
  private LocalizedSurvey asShown(LocalizedSurvey newest, PageForm form) {
    Optional<Survey> shown =
        form.version().flatMap(version -> catalog.survey(newest.survey().code(), version));
    return new LocalizedSurvey(
        newest.touchpoint(),
        newest.administrationNames(),
        newest.serviceNames(),
        shown.orElse(newest.survey()),
        newest.language());
  }

  private void unreadable(ServerResponse response, Status status) {
    HttpPages.send(
        response, status, shell.message(PageWord.UNREADABLE_HEADING, PageWord.UNREADABLE));
  }

  private void notFound(ServerResponse response) {
    Html page = shell.message(PageWord.UNKNOWN_HEADING, PageWord.UNKNOWN);
    HttpPages.send(response, Status.NOT_FOUND_404, page);
  }

  private void refuseMethod(ServerRequest request, ServerResponse response) {
    response.header(METHODS);
    unreadable(response, Status.METHOD_NOT_ALLOWED_405);
  }
}
