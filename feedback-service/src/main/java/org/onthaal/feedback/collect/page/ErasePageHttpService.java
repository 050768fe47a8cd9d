package org.onthaal.feedback.collect.page;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.onthaal.feedback.collect.Changes;
import org.onthaal.feedback.collect.HttpRequests;
import org.onthaal.feedback.collect.Problem;
import org.onthaal.feedback.survey.Language;
import org.onthaal.feedback.validate.Reason;

/// Where a citizen erases a rating with its receipt. A GET writes nothing. Needs threads that may
/// block.
public final class ErasePageHttpService implements HttpService {
  private final Changes changes;
  private final int bytesMax;
  private final PageShell shell = new PageShell(PageStyle.read());

  /// @param bytesMax of a form
  public ErasePageHttpService(Changes changes, int bytesMax) {
    this.changes = changes;
    this.bytesMax = bytesMax;
  }

  @Override
  public void routing(HttpRules rules) {
    rules.get(ErasePage.PATH, this::ask).post(ErasePage.PATH, this::erase);
  }

  private void ask(ServerRequest request, ServerResponse response) {
    HttpPages.send(response, Status.OK_200, page(request).asked());
  }

  private void erase(ServerRequest request, ServerResponse response) {
    ErasePage page = page(request);
    Optional<PageForm> form =
        HttpPages.isForm(request)
            ? PageForm.parse(
                new String(HttpRequests.body(request, bytesMax), StandardCharsets.UTF_8))
            : Optional.empty();
    String number = form.map(sent -> sent.first(ErasePage.NUMBER).strip()).orElse("");
    String code = form.map(sent -> sent.first(ErasePage.CODE).strip()).orElse("");
    switch (changes.erase(number, code)) {
      case Changes.Erasure.Erased _ -> HttpPages.send(response, Status.OK_200, page.erased());
      case Changes.Erasure.Refused(Problem problem)
          when problem.reason() == Reason.UNAVAILABLE || problem.reason() == Reason.OVERLOADED -> {
        response.header(HeaderNames.RETRY_AFTER, "5");
        HttpPages.send(
            response,
            Status.SERVICE_UNAVAILABLE_503,
            page.askedAgain(PageWord.ERASE_LATER, number));
      }
      // Which of the two is wrong is nobody's business but the owner's.
      case Changes.Erasure.Refused _ ->
          HttpPages.send(
              response, Status.BAD_REQUEST_400, page.askedAgain(PageWord.ERASE_UNKNOWN, number));
    }
  }

  private ErasePage page(ServerRequest request) {
    String wanted = request.query().first(PageForm.LANGUAGE).orElse("");
    Language language =
        HttpPages.languages(request, wanted)
            .filter(PageText.LANGUAGES::contains)
            .findFirst()
            .orElse(Language.EN);
    return new ErasePage(shell, shell.text(language));
  }
}
