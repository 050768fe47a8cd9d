package org.onthaal.feedback;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Map;
import java.util.stream.Collectors;
import org.onthaal.feedback.collect.HttpDoor;
import org.onthaal.feedback.collect.Problem;
import org.onthaal.feedback.validate.Reason;

/// The program of kiosks: a page that browsers keep, so that it also starts where nothing answers.
final class KioskHttpService implements HttpService {
  private static final String FOLDER = "/org/onthaal/widget/kiosk/";
  // Kiosks keep it themselves, all of one version; between them and us nothing is to keep another.
  private static final Header ALWAYS_ASKED =
      HeaderValues.create(HeaderNames.CACHE_CONTROL, "no-cache");
  // To register the worker that keeps it is a matter of trusted types: one policy is allowed.
  private static final Header POLICY =
      HeaderValues.create(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
              + "connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'none'; "
              + "base-uri 'none'; frame-ancestors 'none'; "
              + "require-trusted-types-for 'script'; trusted-types onthaal-sw");
  private static final String PAGE = "index.html";
  private static final String SCRIPT = "text/javascript; charset=utf-8";
  private static final Map<String, String> TYPES =
      Map.of(
          PAGE,
          "text/html; charset=utf-8",
          "kiosk.js",
          SCRIPT,
          "service-worker.js",
          SCRIPT,
          "kiosk.css",
          "text/css; charset=utf-8",
          "manifest.webmanifest",
          "application/manifest+json",
          "icon.svg",
          "image/svg+xml");

  private final Map<String, HttpFile> files =
      TYPES.entrySet().stream()
          .collect(
              Collectors.toUnmodifiableMap(
                  Map.Entry::getKey, type -> HttpFile.of(FOLDER + type.getKey(), type.getValue())));

  @Override
  public void routing(HttpRules rules) {
    rules
        .get("/kiosk", (_, response) -> toPage(response))
        .get("/kiosk/", (request, response) -> send(request, response, PAGE))
        .get("/kiosk/{name}", this::beside);
  }

  private static void toPage(ServerResponse response) {
    response.status(Status.PERMANENT_REDIRECT_308).header(HeaderNames.LOCATION, "/kiosk/").send();
  }

  private void beside(ServerRequest request, ServerResponse response) {
    String name = request.path().pathParameters().get("name");
    if (files.containsKey(name) && !name.equals(PAGE)) {
      send(request, response, name);
    } else {
      HttpDoor.refuse(response, new Problem(Reason.NOT_FOUND, "no such path"));
    }
  }

  private void send(ServerRequest request, ServerResponse response, String name) {
    HttpFile file = files.get(name);
    if (file == null) {
      throw new IllegalStateException(name + " has no type");
    }
    file.send(request, response.header(ALWAYS_ASKED).header(POLICY));
  }
}
