package org.onthaal.aggregation.dashboard;

import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.onthaal.aggregation.door.HttpProblems;
import org.onthaal.aggregation.door.Problems;
import org.onthaal.dashboard.DashboardFile;
import org.onthaal.v1.Reason;

/// The dashboard: one page behind the addresses of all its views, and the files that it loads.
public final class DashboardHttpService implements HttpService {
  private static final List<String> VIEWS =
      List.of(
          "/", "/service", "/service/*", "/alerts", "/alerts/*", "/compare", "/setup", "/setup/*");

  // Asked each time, and answered in a few bytes while nothing changed.
  private static final Header FRESH = HeaderValues.create(HeaderNames.CACHE_CONTROL, "no-cache");
  private static final Header VARIES = HeaderValues.create(HeaderNames.VARY, "Accept-Encoding");
  private static final Header POLICY =
      HeaderValues.create(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
              + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
  private static final Header NO_REFERRER = HeaderValues.create("Referrer-Policy", "no-referrer");

  private final Map<String, DashboardFile> files = DashboardFile.all();

  @Override
  public void routing(HttpRules rules) {
    VIEWS.forEach(view -> rules.get(view, this::page));
    rules.get("/assets/{name}", this::asset);
  }

  private void page(ServerRequest request, ServerResponse response) {
    DashboardFile page = Objects.requireNonNull(files.get(DashboardFile.PAGE), DashboardFile.PAGE);
    send(request, response.header(POLICY).header(NO_REFERRER), page);
  }

  private void asset(ServerRequest request, ServerResponse response) {
    DashboardFile file = files.get(request.path().pathParameters().get("name"));
    if (file == null) {
      HttpProblems.send(response, Problems.of(Reason.NOT_FOUND, "no such path"));
      return;
    }
    send(request, response, file);
  }

  private static void send(ServerRequest request, ServerResponse response, DashboardFile file) {
    response
        .header(FRESH)
        .header(VARIES)
        .header(HeaderNames.ETAG, file.mark())
        .header(HeaderNames.CONTENT_TYPE, file.type());
    if (has(request, HeaderNames.IF_NONE_MATCH, file.mark())) {
      response.status(Status.NOT_MODIFIED_304).send();
    } else if (has(request, HeaderNames.ACCEPT_ENCODING, "gzip")) {
      response.header(HeaderNames.CONTENT_ENCODING, "gzip").send(file.zipped());
    } else {
      response.send(file.content());
    }
  }

  private static boolean has(ServerRequest request, HeaderName name, String word) {
    return request.headers().first(name).filter(value -> value.contains(word)).isPresent();
  }
}
