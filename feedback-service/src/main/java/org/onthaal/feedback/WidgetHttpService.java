package org.onthaal.feedback;

import com.google.gson.JsonParser;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.onthaal.feedback.collect.HttpDoor;
import org.onthaal.feedback.collect.Problem;
import org.onthaal.feedback.validate.Reason;

/// The element that other pages load, at an address that follows its versions and at one that never
/// changes, and the page on which a developer tries it.
///
/// Released versions stay, as `released/VERSION` of the widget holds them. Any other is refused:
/// what a page has pinned by a hash must not be answered by something else.
final class WidgetHttpService implements HttpService {
  private static final String FOLDER = "/org/onthaal/widget/";
  private static final String MAJOR = "v1";
  // So that a fix reaches every page within minutes.
  private static final Header SHORTLY =
      HeaderValues.create(HeaderNames.CACHE_CONTROL, "public, max-age=300");
  private static final Header FOR_EVER =
      HeaderValues.create(HeaderNames.CACHE_CONTROL, "public, max-age=31536000, immutable");
  private static final Header POLICY =
      HeaderValues.create(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
              + "connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'; "
              + "require-trusted-types-for 'script'; trusted-types 'none'");
  private static final String RELEASED = "released/";
  private static final Pattern VERSION = Pattern.compile("[0-9]{1,6}(\\.[0-9]{1,6}){2}");
  private static final String SCRIPT = "text/javascript; charset=utf-8";
  private static final String JSON = "application/json";
  private static final Map<String, String> TYPES =
      Map.of(
          "onthaal.js", SCRIPT,
          "onthaal.mjs", SCRIPT,
          "onthaal.d.ts", "text/plain; charset=utf-8",
          "widget.json", JSON,
          "index.html", "text/html; charset=utf-8",
          "page.js", SCRIPT,
          "page.css", "text/css; charset=utf-8");

  private final Map<String, HttpFile> assets = new HashMap<>();
  private final Map<String, HttpFile> released = new ConcurrentHashMap<>();
  private final String version;

  WidgetHttpService() {
    TYPES.forEach((name, type) -> assets.put(name, HttpFile.of(FOLDER + name, type)));
    version =
        JsonParser.parseString(HttpFile.of(FOLDER + "widget.json", JSON).text())
            .getAsJsonObject()
            .get("version")
            .getAsString();
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .get("/widget", (_, response) -> toPage(response))
        .get(
            "/widget/",
            (request, response) -> send(request, response.header(POLICY), "index.html", SHORTLY))
        .get("/widget/{name}", this::beside)
        .get("/widget/{version}/{name}", this::versioned);
  }

  private static void toPage(ServerResponse response) {
    response.status(Status.PERMANENT_REDIRECT_308).header(HeaderNames.LOCATION, "/widget/").send();
  }

  /// What the page for developers needs, and what is known of the newest version.
  private void beside(ServerRequest request, ServerResponse response) {
    String name = request.path().pathParameters().get("name");
    Optional<String> file =
        switch (name) {
          case "integrity.json" -> Optional.of("widget.json");
          case "page.js", "page.css" -> Optional.of(name);
          default -> Optional.empty();
        };
    file.ifPresentOrElse(
        known -> send(request, response, known, SHORTLY), () -> notFound(response, "no such path"));
  }

  private void versioned(ServerRequest request, ServerResponse response) {
    String wanted = request.path().pathParameters().get("version");
    String name = request.path().pathParameters().get("name");
    if (!name.startsWith("onthaal.") || !TYPES.containsKey(name)) {
      notFound(response, "no such path");
    } else if (wanted.equals(MAJOR)) {
      send(request, response, name, SHORTLY);
    } else if (wanted.equals(version)) {
      send(request, response, name, FOR_EVER);
    } else if (isReleased(wanted, name)) {
      String file = RELEASED + wanted + "/" + name;
      HttpFile asset =
          released.computeIfAbsent(file, absent -> HttpFile.of(FOLDER + file, TYPES.get(name)));
      send(request, response, asset, FOR_EVER);
    } else {
      notFound(
          response, "version: expected " + version + ", or " + MAJOR + " for the newest of them");
    }
  }

  private static boolean isReleased(String version, String name) {
    return VERSION.matcher(version).matches()
        && WidgetHttpService.class.getResource(FOLDER + RELEASED + version + "/" + name) != null;
  }

  private void send(ServerRequest request, ServerResponse response, String name, Header cached) {
    HttpFile asset = assets.get(name);
    if (asset == null) {
      throw new IllegalStateException(name + " has no type");
    }
    send(request, response, asset, cached);
  }

  private static void send(
      ServerRequest request, ServerResponse response, HttpFile asset, Header cached) {
    // Pages that isolate themselves from others load it, too.
    asset.send(
        request, response.header(cached).header("Cross-Origin-Resource-Policy", "cross-origin"));
  }

  private static void notFound(ServerResponse response, String sentence) {
    HttpDoor.refuse(response, new Problem(Reason.NOT_FOUND, sentence));
  }
}
