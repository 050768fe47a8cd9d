package org.onthaal.feedback;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;
import org.onthaal.feedback.collect.HttpDoor;
import org.onthaal.feedback.collect.Problem;
import org.onthaal.feedback.phone.Prompts;
import org.onthaal.feedback.survey.Survey;
import org.onthaal.feedback.survey.SurveyCatalog;
import org.onthaal.feedback.validate.Reason;

/// Recordings, for telephone systems that fetch what they play.
final class PromptHttpService implements HttpService {
  private static final Header TYPE = HeaderValues.create(HeaderNames.CONTENT_TYPE, "audio/wav");
  // Another recording has another address; an hour is for addresses that somebody typed.
  private static final Header FOR_AN_HOUR =
      HeaderValues.create(HeaderNames.CACHE_CONTROL, "public, max-age=3600");
  private static final int VERSION_DIGITS_MAX = 9;

  private final Prompts prompts;
  private final SurveyCatalog catalog;

  PromptHttpService(Prompts prompts, SurveyCatalog catalog) {
    this.prompts = prompts;
    this.catalog = catalog;
  }

  @Override
  public void routing(HttpRules rules) {
    rules.get(
        Prompts.PATH + "{administration}/{survey}/{version}/{language}/{name}", this::recording);
  }

  private void recording(ServerRequest request, ServerResponse response) {
    var path = request.path().pathParameters();
    Optional<Prompts.Recording> found =
        catalog
            .administration(path.get("administration"))
            .flatMap(_ -> survey(path.get("survey"), path.get("version")))
            .flatMap(_ -> prompts.find(path.get("language"), path.get("name")));
    found.ifPresentOrElse(
        recording -> send(request, response, recording),
        () -> HttpDoor.refuse(response, new Problem(Reason.NOT_FOUND, "no such recording")));
  }

  private Optional<Survey> survey(String code, String version) {
    String number = version.startsWith("v") ? version.substring(1) : "";
    return number.matches("[1-9][0-9]*") && number.length() <= VERSION_DIGITS_MAX
        ? catalog.survey(code, Integer.parseInt(number))
        : Optional.empty();
  }

  private static void send(
      ServerRequest request, ServerResponse response, Prompts.Recording recording) {
    String mark = '"' + recording.mark() + '"';
    response.header(TYPE).header(FOR_AN_HOUR).header(HeaderNames.ETAG, mark);
    boolean isKnown =
        request
            .headers()
            .first(HeaderNames.IF_NONE_MATCH)
            .filter(marks -> marks.contains(mark))
            .isPresent();
    if (isKnown) {
      response.status(Status.NOT_MODIFIED_304).send();
    } else {
      response.send(recording.content());
    }
  }
}
