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
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.onthaal.feedback.access.Caller;
import org.onthaal.feedback.collect.HttpDoor;
import org.onthaal.feedback.collect.HttpRates;
import org.onthaal.feedback.collect.HttpRequests;
import org.onthaal.feedback.collect.Intake;
import org.onthaal.feedback.collect.Outcome;
import org.onthaal.feedback.collect.Problem;
import org.onthaal.feedback.rating.RatingId;
import org.onthaal.feedback.survey.Language;
import org.onthaal.feedback.survey.LocalizedSurvey;
import org.onthaal.feedback.survey.Survey;
import org.onthaal.feedback.survey.SurveyCatalog;
import org.onthaal.feedback.survey.Touchpoint;
import org.onthaal.feedback.validate.Reason;

/// The citizens' door for browsers, below `/r`: a form that needs neither script nor cookie. A GET
/// writes nothing. Needs threads that may block.
public final class HostedPage implements HttpService {
  private static final Header STYLE_TYPE =
      HeaderValues.create("Content-Type", "text/css; charset=utf-8");
  private static final Header FOR_EVER =
      HeaderValues.create("Cache-Control", "public, max-age=31536000, immutable");
  private static final Header NO_SNIFFING =
      HeaderValues.create("X-Content-Type-Options", "nosniff");
  // About what a writer needs to find the database again.
  private static final Header LATER = HeaderValues.create("Retry-After", "5");
  private static final Header METHODS = HeaderValues.create("Allow", "GET, POST");

  private final Intake intake;
  private final SurveyCatalog catalog;
  private final Supplier<RatingId> ids;
  private final int bytesMax;
  private final HttpRates rates;
  private final PageStyle style = PageStyle.read();
  private final PageShell shell = new PageShell(style);

  /// @param bytesMax of a form
  public HostedPage(
      Intake intake, SurveyCatalog catalog, Supplier<RatingId> ids, int bytesMax, HttpRates rates) {
    this.intake = intake;
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
    Optional<LocalizedSurvey> survey = open(request, wanted, response);
    if (survey.isEmpty()) {
      return;
    }
    String via = request.query().first(PageForm.VIA).orElse("");
    PageForm form = PageForm.EMPTY.with(PageForm.VIA, via);
    HttpPages.send(
        response, Status.OK_200, new SurveyPage(shell, survey.get(), form, ids.get()).asked());
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
    PageForm form = read.get();
    open(request, form.first(PageForm.LANGUAGE), response)
        .ifPresent(newest -> {
          LocalizedSurvey shown = asShown(newest, form);
          Duration wait = rates.take(request, List.of(shown.touchpoint().key()));
          if (wait.isZero()) {
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
    Outcome outcome = intake.submit(form.submission(survey, id), Caller.ELSEWHERE).join();
    if (outcome instanceof Outcome.Refused(Problem problem) && isAboutId(problem)) {
      // A version 7 id of an impossible time was tampered with too.
      id = ids.get();
      outcome = intake.submit(form.submission(survey, id), Caller.ELSEWHERE).join();
    }
    switch (outcome) {
      case Outcome.Accepted(var receipt) ->
          HttpPages.send(response, Status.OK_200, shell.thanks(survey, receipt));
      case Outcome.Refused(Problem problem) ->
          refuse(problem, new SurveyPage(shell, survey, form, id), survey, response);
    }
  }

  private void refuse(
      Problem problem, SurveyPage page, LocalizedSurvey survey, ServerResponse response) {
    if (problem.reason() == Reason.OVERLOADED || problem.reason() == Reason.UNAVAILABLE) {
      response.header(LATER);
      HttpPages.send(response, Status.SERVICE_UNAVAILABLE_503, page.notStored(PageWord.NOT_STORED));
    } else if (problem.reason() == Reason.ID_REUSED) {
      HttpPages.send(
          response,
          Status.UNPROCESSABLE_CONTENT_422,
          shell.message(survey, PageWord.ALREADY_HEADING, PageWord.ALREADY));
    } else {
      PageTrouble trouble = PageTrouble.of(problem.violations());
      HttpPages.send(response, Status.BAD_REQUEST_400, page.askedAgain(trouble));
    }
  }

  private static boolean isAboutId(Problem problem) {
    return problem.violations().stream().anyMatch(violation -> violation.field().equals("id"));
  }

  /// The survey of the request's touchpoint; empty where there is none to show, which is answered.
  private Optional<LocalizedSurvey> open(
      ServerRequest request, String wanted, ServerResponse response) {
    Optional<Touchpoint> touchpoint =
        catalog.awaitTouchpoint(request.path().pathParameters().get("key"));
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
